import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { jacobianOf, type Strategy } from "./jacobian.js";
import { refuseIndependent } from "./partialGradients.js";
import { alike, outputsOf, tupleOf, type TensorFunction, type Tensors } from "./tensorTuples.js";

export interface HessianOptions {
  /** Whether the result can be differentiated itself. */
  readonly create_graph?: boolean;
  /** Throws where the gradient does not depend on an input, rather than give zeros. */
  readonly strict?: boolean;
  /** Taken for PyTorch's sake: rows are computed one after the other here. */
  readonly vectorize?: boolean;
  /** Whether the gradient is differentiated backward or forward, which PyTorch does only with `vectorize`. */
  readonly outer_jacobian_strategy?: Strategy;
}

/** One tensor for one input, else for each input an array with one for each. */
export type Hessian<Inputs extends Tensors> = Inputs extends Tensor ? Tensor : Tensor[][];

/**
 * All second derivatives of a function that gives one number: for an input of shape [n], a tensor [n, n]. Throws for what
 * is no tensor, for a function that gives more than one number, and in strict mode for a gradient that does not depend on
 * an input.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
 */
export function hessian<Inputs extends Tensors>(
  func: TensorFunction<Tensor>,
  inputs: Inputs,
  create_graph?: boolean | HessianOptions,
  strict?: boolean | HessianOptions,
  vectorize?: boolean | HessianOptions,
  outer_jacobian_strategy?: Strategy | HessianOptions,
): Hessian<Inputs>;
export function hessian(func: TensorFunction<Tensor>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(
    hessian,
    "hessian(func, inputs, create_graph, strict, vectorize, outer_jacobian_strategy)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = ["create_graph", "strict", "vectorize", "outer_jacobian_strategy"] as const;
  const options = readArguments<Required<HessianOptions>>("hessian", names, args);
  const strategy: unknown = options.outer_jacobian_strategy ?? "reverse-mode";
  const strict = booleanArgument("hessian", "strict", options.strict, false);
  const given = tupleOf(inputs, "inputs", "hessian");
  if (strategy !== "reverse-mode" && strategy !== "forward-mode") throw errors.unknownStrategy("hessian");

  const gradient = (...variables: Tensor[]): readonly Tensor[] => {
    if (strategy === "forward-mode") for (const variable of variables) variable.requires_grad_();
    const first = { strategy: "reverse-mode", createGraph: true, strict: false, vectorize: false } as const;
    const slopes = jacobianOf((...at) => oneNumber(func, at, strict), variables, first) as readonly Tensor[];
    refuseIndependent(slopes, "jacobian", strict);
    return slopes;
  };

  const rows = jacobianOf(gradient, given.tensors, {
    strategy,
    strict,
    createGraph: booleanArgument("hessian", "create_graph", options.create_graph, false),
    vectorize: booleanArgument("hessian", "vectorize", options.vectorize, false),
  }) as readonly (readonly Tensor[])[];
  return alike(
    rows.map((row) => alike(row, given.isTuple)),
    given.isTuple,
  );
}

function oneNumber(func: TensorFunction<Tensor>, inputs: readonly Tensor[], strict: boolean): Tensor {
  const { isTuple, tensors } = outputsOf(func, inputs, "hessian");
  refuseIndependent(tensors, "outputs", strict);
  if (isTuple) throw errors.notOneResult("hessian");
  if (tensors[0]!.numel() !== 1) throw errors.notOneResultElement("hessian");
  return tensors[0]!.squeeze();
}
