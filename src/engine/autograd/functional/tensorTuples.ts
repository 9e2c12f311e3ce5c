import { functionArgument } from "../removableHandle.js";
import * as errors from "../../errors.js";
import { callUserCode } from "../../observer.js";
import { sameShape } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** What the functions of `torch.autograd.functional` take and give: one tensor or several. */
export type Tensors = Tensor | readonly Tensor[];

/** One tensor for one, an array for several. */
export type Alike<Given extends Tensors> = Given extends Tensor ? Tensor : Tensor[];

/** A function of tensors that gives one or several. */
export type TensorFunction<Result extends Tensors> = (...inputs: Tensor[]) => Result;

/** Several tensors, and whether they were given as several. */
export interface Tuple {
  readonly isTuple: boolean;
  readonly tensors: readonly Tensor[];
}

/** Reads what a script gave or returned. Throws for anything but tensors. */
export function tupleOf(value: unknown, what: string, op: string): Tuple {
  const isTuple = Array.isArray(value);
  const list: readonly unknown[] = isTuple ? value : [value];
  list.forEach((item, i) => {
    if (!isTensor(item)) throw errors.notOnlyTensors(what, op, item, isTuple ? i : null);
  });
  return { isTuple, tensors: list as readonly Tensor[] };
}

/** The script's function at these inputs. */
export function outputsOf(func: TensorFunction<Tensors>, inputs: readonly Tensor[], op: string): Tuple {
  functionArgument(op, func, "func");
  const outputs: unknown = callUserCode(() => func(...inputs));
  return tupleOf(outputs, "outputs of the user-provided function", op);
}

/** Inputs that a graph begins at: parts of the script's own graph if the result is to be one, else leaves. */
export function prepared(tensors: readonly Tensor[], createGraph: boolean, needGraph: boolean): readonly Tensor[] {
  return tensors.map((tensor) =>
    createGraph && tensor.requires_grad ? tensor.view(tensor.shape) : tensor.detach().requires_grad_(needGraph),
  );
}

/** Results as the script gets them, without a graph unless it wants one. */
export function finished(tensors: readonly Tensor[], createGraph: boolean): readonly Tensor[] {
  return createGraph ? tensors : tensors.map((tensor) => tensor.detach());
}

/** Several if that is what was given, else the one. */
export function alike<Item>(items: readonly Item[], isTuple: boolean): readonly Item[] | Item {
  return isTuple ? items : items[0]!;
}

/** The vector of a product, which has the shapes of `beside`; null where that is one number and none is given. */
export function vectorOf(
  op: string,
  v: unknown,
  beside: Tuple,
  of: "input" | "output",
  createGraph: boolean,
): readonly Tensor[] | null {
  const { tensors, isTuple } = beside;
  if (v === undefined || v === null) {
    if (tensors.length !== 1 || tensors[0]!.numel() !== 1) throw errors.vectorMissing(of);
    return null;
  }
  const vector = prepared(tupleOf(v, "v", op).tensors, createGraph, false);
  if (vector.length !== tensors.length) throw errors.vectorCount(tensors.length, vector.length, isTuple);
  vector.forEach(({ shape }, i) => {
    if (!sameShape(shape, tensors[i]!.shape)) throw errors.vectorSize(isTuple ? i : null, tensors[i]!.shape, shape);
  });
  return vector;
}
