import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { stack } from "../../ops/indexing.js";
import type { Tensor } from "../../tensor.js";
import { emptyTensor, unitLike, zerosLike } from "../../tensorFactory.js";
import { dualOf, enter_dual_level } from "../forwardAd.js";
import { enteredLevel, exitLevel } from "../dualLevel.js";
import { inGradMode } from "../gradMode.js";
import { tangentAt } from "../tangents.js";
import { partialGradients, refuseIndependent } from "./partialGradients.js";
import {
  alike,
  finished,
  outputsOf,
  prepared,
  tupleOf,
  type Alike,
  type TensorFunction,
  type Tensors,
  type Tuple,
} from "./tensorTuples.js";

export type Strategy = "reverse-mode" | "forward-mode";

export interface JacobianOptions {
  /** Whether the result can be differentiated itself. */
  readonly create_graph?: boolean;
  /** Throws where an output does not depend on an input, rather than give zeros. */
  readonly strict?: boolean;
  /** Taken for PyTorch's sake: rows are computed one after the other here. */
  readonly vectorize?: boolean;
  /** Whether it is computed row by row, or column by column, which PyTorch does only with `vectorize`. */
  readonly strategy?: Strategy;
}

/** For each output, for each input; without arrays for what is one. */
export type Jacobian<Result extends Tensors, Inputs extends Tensors> = Result extends Tensor
  ? Alike<Inputs>
  : Alike<Inputs>[];

/**
 * All derivatives of the function's outputs with respect to its inputs: for an output of shape [m] and an input of shape
 * [n], a tensor [m, n]. Arrays of outputs and inputs give arrays. Throws for what is no tensor, for options that PyTorch
 * does not combine, and in strict mode for what does not depend on an input.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
 */
export function jacobian<Result extends Tensors, Inputs extends Tensors>(
  func: TensorFunction<Result>,
  inputs: Inputs,
  create_graph?: boolean | JacobianOptions,
  strict?: boolean | JacobianOptions,
  vectorize?: boolean | JacobianOptions,
  strategy?: Strategy | JacobianOptions,
): Jacobian<Result, Inputs>;
export function jacobian(func: TensorFunction<Tensors>, inputs: Tensors, ...args: unknown[]): unknown {
  const named = byName(jacobian, "jacobian(func, inputs, create_graph, strict, vectorize, strategy)", arguments);
  if (named !== null) return named.result;
  const names = ["create_graph", "strict", "vectorize", "strategy"] as const;
  const options = readArguments<Required<JacobianOptions>>("jacobian", names, args);
  const strategy: unknown = options.strategy ?? "reverse-mode";
  if (strategy !== "reverse-mode" && strategy !== "forward-mode") throw errors.unknownStrategy("jacobian");
  return jacobianOf(func, inputs, {
    strategy,
    createGraph: booleanArgument("jacobian", "create_graph", options.create_graph, false),
    strict: booleanArgument("jacobian", "strict", options.strict, false),
    vectorize: booleanArgument("jacobian", "vectorize", options.vectorize, false),
  });
}

interface Settings {
  readonly strategy: Strategy;
  readonly createGraph: boolean;
  readonly strict: boolean;
  readonly vectorize: boolean;
}

export function jacobianOf(func: TensorFunction<Tensors>, inputs: Tensors, settings: Settings): unknown {
  const { strategy, createGraph, strict, vectorize } = settings;
  if (strategy === "reverse-mode") return inGradMode(true, () => byRows(func, inputs, settings));
  if (createGraph) throw errors.graphOfForwardMode();
  if (strict) throw errors.strictForwardMode();
  if (!vectorize) throw errors.forwardModeNotVectorized();
  return byColumns(func, inputs);
}

function byRows(func: TensorFunction<Tensors>, inputs: Tensors, settings: Settings): unknown {
  const { createGraph, strict, vectorize } = settings;
  const given = tupleOf(inputs, "inputs", "jacobian");
  const variables = prepared(given.tensors, createGraph, true);
  const outputs = outputsOf(func, variables, "jacobian");
  refuseIndependent(outputs.tensors, "outputs", strict);
  if (vectorize && strict) throw errors.strictVectorized();
  const blocks = outputs.tensors.map((output, i) => {
    const flat = output.reshape(-1);
    const rows = Array.from({ length: output.numel() }, (_, j) => {
      const gradients = partialGradients([flat.select(0, j)], variables, null, {
        retain_graph: true,
        create_graph: createGraph,
      });
      return gradients.map((gradient, k) => {
        if (gradient === null && strict) throw errors.outputIndependentOfInput(i, k);
        if (gradient !== null && strict && createGraph && !gradient.requires_grad)
          throw errors.constantGradient("back", i);
        return gradient ?? zerosLike(variables[k]!);
      });
    });
    const block = variables.map((variable, k) =>
      rowsOf(
        rows.map((row) => row[k]!),
        output,
        variable,
        vectorize,
      ),
    );
    return alike(finished(block, createGraph), given.isTuple);
  });
  return alike(blocks, outputs.isTuple);
}

/** The gradients of an output's elements as one tensor. Without `vectorize` PyTorch refuses an output without elements. */
function rowsOf(rows: readonly Tensor[], output: Tensor, input: Tensor, vectorize: boolean): Tensor {
  const shape = [...output.shape, ...input.shape];
  return rows.length === 0 && vectorize ? emptyTensor(shape, input.dtype) : stack(rows, 0).view(shape);
}

function byColumns(func: TensorFunction<Tensors>, inputs: Tensors): unknown {
  const given = tupleOf(inputs, "inputs", "jacobian");
  const columns = given.tensors.map((input, i) =>
    Array.from({ length: input.numel() }, (_, j) => column(func, given.tensors, i, j)),
  );
  const outputs = columns.flat()[0]?.outputs ?? outputsOf(func, given.tensors, "jacobian");
  const blocks = outputs.tensors.map((output, o) => {
    const block = given.tensors.map((input, i) =>
      columnsOf(
        columns[i]!.map(({ tangents }) => tangents[o]!),
        output,
        input,
      ),
    );
    return alike(block, given.isTuple);
  });
  return alike(blocks, outputs.isTuple);
}

/** The tangents of an output along an input's elements as one tensor, in which they lie one after the other as in PyTorch. */
export function columnsOf(tangents: readonly Tensor[], output: Tensor, input: Tensor): Tensor {
  const shape = [...output.shape, ...input.shape];
  return tangents.length === 0 ? emptyTensor(shape, output.dtype) : stack(tangents).movedim(0, -1).reshape(shape);
}

/** The derivatives of all outputs with respect to one element of one input. */
function column(
  func: TensorFunction<Tensors>,
  inputs: readonly Tensor[],
  input: number,
  element: number,
): { readonly outputs: Tuple; readonly tangents: readonly Tensor[] } {
  enter_dual_level();
  const level = enteredLevel!;
  try {
    const duals = inputs.map((tensor, i) =>
      dualOf(level, tensor, i === input ? unitLike(tensor, element) : zerosLike(tensor)),
    );
    const outputs = outputsOf(func, duals, "jacobian");
    return { outputs, tangents: outputs.tensors.map((output) => tangentAt(level, output) ?? zerosLike(output)) };
  } finally {
    exitLevel();
  }
}
