import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { inGradMode, is_grad_enabled } from "../gradMode.js";
import type { Gradients } from "../node.js";
import { partialGradients, refuseIndependent, withZeros } from "./partialGradients.js";
import { zerosLike } from "../../tensorFactory.js";
import {
  alike,
  finished,
  outputsOf,
  prepared,
  tupleOf,
  vectorOf,
  type Alike,
  type TensorFunction,
  type Tensors,
  type Tuple,
} from "./tensorTuples.js";

export interface ProductOptions {
  /** The vector; may be left out where it is one number, which is then 1. */
  readonly v?: Tensors | null;
  /** Whether the results can be differentiated themselves. */
  readonly create_graph?: boolean;
  /** Throws where a derivative is zero because nothing depends on an input, rather than give zeros. */
  readonly strict?: boolean;
}

interface Settings {
  readonly v: unknown;
  readonly createGraph: boolean;
  readonly strict: boolean;
}

/** The place of a script's function: its inputs, and what it gives there. */
interface Point {
  readonly inputs: Tuple;
  readonly outputs: Tuple;
}

/**
 * The function's value, and the product of a vector of the outputs' shapes with its Jacobian: `const [y, g] = vjp(f, x, v)`.
 * Throws for what is no tensor, for a vector of other shapes, and in strict mode for what does not depend on an input.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
 */
export function vjp<Result extends Tensors, Inputs extends Tensors>(
  func: TensorFunction<Result>,
  inputs: Inputs,
  v?: Tensors | null | ProductOptions,
  create_graph?: boolean | ProductOptions,
  strict?: boolean | ProductOptions,
): [Alike<Result>, Alike<Inputs>];
export function vjp(func: TensorFunction<Tensors>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(vjp, "vjp(func, inputs, v, create_graph, strict)", arguments);
  if (named !== null) return named.result;
  const settings = settingsOf("vjp", args);
  const { createGraph, strict } = settings;
  const [point, v] = inGradMode(true, () => {
    const given = inputsOf("vjp", inputs, createGraph);
    const outputs = outputsOf(func, given.tensors, "vjp");
    refuseIndependent(outputs.tensors, "outputs", strict);
    return [{ inputs: given, outputs }, vectorOf("vjp", settings.v, outputs, "output", createGraph)] as const;
  });
  const { tensors } = point.inputs;
  const products = withGraph(settings, () => {
    const gradients = partialGradients(point.outputs.tensors, tensors, v, { create_graph: createGraph });
    return withZeros(gradients, tensors, { strict, createGraph, stage: "back" });
  });
  return results(point, products, point.inputs.isTuple, createGraph);
}

/**
 * The function's value, and the product of its Jacobian with a vector of the inputs' shapes. It is found by backward
 * through backward; `torch.autograd.forward_ad` needs one pass. Throws as `vjp` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html
 */
export function jvp<Result extends Tensors, Inputs extends Tensors>(
  func: TensorFunction<Result>,
  inputs: Inputs,
  v?: Tensors | null | ProductOptions,
  create_graph?: boolean | ProductOptions,
  strict?: boolean | ProductOptions,
): [Alike<Result>, Alike<Result>];
export function jvp(func: TensorFunction<Tensors>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(jvp, "jvp(func, inputs, v, create_graph, strict)", arguments);
  if (named !== null) return named.result;
  const settings = settingsOf("jvp", args);
  const { createGraph, strict } = settings;
  const { point, v, seeds, slopes } = inGradMode(true, () => {
    const given = inputsOf("jvp", inputs, createGraph);
    const vector = vectorOf("jvp", settings.v, given, "input", createGraph);
    const outputs = outputsOf(func, given.tensors, "jvp");
    refuseIndependent(outputs.tensors, "outputs", strict);
    // The gradients are linear in these, so their derivative with respect to them is the Jacobian once more.
    const zeros = outputs.tensors.map((output) => variableZeros(output));
    const gradients = partialGradients(outputs.tensors, given.tensors, zeros, { create_graph: true });
    refuseIndependent(gradients, "grad_inputs", strict);
    return { point: { inputs: given, outputs }, v: vector, seeds: zeros, slopes: gradients };
  });
  const products = withGraph(settings, () => {
    const gradients = partialGradients(slopes, seeds, v, { create_graph: createGraph });
    return withZeros(gradients, point.outputs.tensors, { strict, createGraph, stage: "back_trick" });
  });
  return results(point, products, point.outputs.isTuple, createGraph);
}

/**
 * The value of a function that gives one number, and the product of a vector of the inputs' shapes with its Hessian. Throws
 * as `vjp` does, and for a function that gives more.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html
 */
export function vhp<Inputs extends Tensors>(
  func: TensorFunction<Tensor>,
  inputs: Inputs,
  v?: Tensors | null | ProductOptions,
  create_graph?: boolean | ProductOptions,
  strict?: boolean | ProductOptions,
): [Tensor, Alike<Inputs>];
export function vhp(func: TensorFunction<Tensor>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(vhp, "vhp(func, inputs, v, create_graph, strict)", arguments);
  if (named !== null) return named.result;
  const settings = settingsOf("vhp", args);
  const { createGraph, strict } = settings;
  const { point, v, slopes } = inGradMode(true, () => slopesOf("vhp", func, inputs, settings));
  const { tensors, isTuple } = point.inputs;
  const products = withGraph(settings, () => {
    const gradients = partialGradients(slopes, tensors, v, { create_graph: createGraph });
    return withZeros(gradients, tensors, { strict, createGraph, stage: "double_back" });
  });
  return results(point, products, isTuple, createGraph);
}

/**
 * The value of a function that gives one number, and the product of its Hessian with a vector: what `vhp` gives, by one
 * backward more. Throws as `vhp` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html
 */
export function hvp<Inputs extends Tensors>(
  func: TensorFunction<Tensor>,
  inputs: Inputs,
  v?: Tensors | null | ProductOptions,
  create_graph?: boolean | ProductOptions,
  strict?: boolean | ProductOptions,
): [Tensor, Alike<Inputs>];
export function hvp(func: TensorFunction<Tensor>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(hvp, "hvp(func, inputs, v, create_graph, strict)", arguments);
  if (named !== null) return named.result;
  const settings = settingsOf("hvp", args);
  const { createGraph, strict } = settings;
  const { point, v, seeds, curvatures } = inGradMode(true, () => {
    const place = slopesOf("hvp", func, inputs, settings);
    const { tensors } = place.point.inputs;
    const zeros = tensors.map((input) => variableZeros(input));
    const gradients = partialGradients(place.slopes, tensors, zeros, { create_graph: true });
    refuseIndependent(place.slopes, "hessian", strict);
    return { ...place, seeds: zeros, curvatures: gradients };
  });
  const { tensors, isTuple } = point.inputs;
  const products = withGraph(settings, () => {
    const gradients = partialGradients(curvatures, seeds, v, { create_graph: createGraph });
    return withZeros(gradients, tensors, { strict, createGraph, stage: "double_back_trick" });
  });
  return results(point, products, isTuple, createGraph);
}

/** The gradient of a function that gives one number, with a graph of its own. */
function slopesOf(
  op: "vhp" | "hvp",
  func: TensorFunction<Tensor>,
  inputs: Tensors,
  { v, createGraph, strict }: Settings,
): { readonly point: Point; readonly v: readonly Tensor[] | null; readonly slopes: Gradients } {
  const given = inputsOf(op, inputs, createGraph);
  const vector = vectorOf(op, v, given, "input", createGraph);
  const outputs = outputsOf(func, given.tensors, op);
  refuseIndependent(outputs.tensors, "outputs", strict);
  if (outputs.isTuple) throw errors.notOneResult(op);
  if (outputs.tensors[0]!.numel() !== 1) throw errors.notOneResultElement(op);
  const slopes = partialGradients(outputs.tensors, given.tensors, null, { create_graph: true });
  refuseIndependent(slopes, "jacobian", strict);
  return { point: { inputs: given, outputs }, v: vector, slopes };
}

function inputsOf(op: string, inputs: unknown, createGraph: boolean): Tuple {
  const given = tupleOf(inputs, "inputs", op);
  return { ...given, tensors: prepared(given.tensors, createGraph, true) };
}

function settingsOf(op: string, args: readonly unknown[]): Settings {
  const { v, create_graph, strict } = readArguments<ProductOptions>(op, ["v", "create_graph", "strict"], args);
  return {
    v,
    createGraph: booleanArgument(op, "create_graph", create_graph, false),
    strict: booleanArgument(op, "strict", strict, false),
  };
}

function withGraph<Result>({ createGraph }: Settings, body: () => Result): Result {
  return inGradMode(createGraph || is_grad_enabled(), body);
}

function results({ outputs }: Point, products: readonly Tensor[], isTuple: boolean, createGraph: boolean): unknown {
  return [
    alike(finished(outputs.tensors, createGraph), outputs.isTuple),
    alike(finished(products, createGraph), isTuple),
  ];
}

function variableZeros(like: Tensor): Tensor {
  if (!like.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("factory");
  return zerosLike(like).requires_grad_();
}
