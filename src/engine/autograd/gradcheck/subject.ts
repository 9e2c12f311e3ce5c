import { functionArgument } from "../removableHandle.js";
import { callUserCode } from "../../observer.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** What the script gives to be checked: a function of tensors and whatever else it takes. */
export type CheckedFunction = (...inputs: never[]) => unknown;

/** The function at the inputs where it is checked. */
export interface Subject {
  readonly func: CheckedFunction;
  readonly inputs: readonly unknown[];
  /** The inputs that require grad, with their places. */
  readonly variables: readonly { readonly place: number; readonly tensor: Tensor }[];
  /** All tensors that the function gives. */
  readonly outputs: readonly Tensor[];
  /** Those of them that can be differentiated, by their places among all. */
  readonly differentiable: readonly number[];
}

export interface Tolerances {
  readonly eps: number;
  readonly rtol: number;
  readonly atol: number;
  readonly nondetTol: number;
}

export function subjectOf(func: CheckedFunction, inputs: readonly unknown[]): Subject {
  const outputs = resultsOf(func, inputs);
  return {
    func,
    inputs,
    variables: inputs.flatMap((tensor, place) => (isTensor(tensor) && tensor.requires_grad ? [{ place, tensor }] : [])),
    outputs,
    differentiable: outputs.flatMap(({ requires_grad }, i) => (requires_grad ? [i] : [])),
  };
}

/** The tensors that a script's function gives at some inputs. */
export function resultsOf(func: CheckedFunction, inputs: readonly unknown[]): readonly Tensor[] {
  functionArgument("gradcheck", func, "func");
  const results: unknown = callUserCode(() => func(...(inputs as never[])));
  const list: readonly unknown[] = Array.isArray(results) ? results : [results];
  return list.filter(isTensor);
}

/** Those of them that require grad. */
export function differentiableOf(func: CheckedFunction, inputs: readonly unknown[]): readonly Tensor[] {
  return resultsOf(func, inputs).filter(({ requires_grad }) => requires_grad);
}

/** The inputs with another one in a place. */
export function replaced(inputs: readonly unknown[], place: number, by: unknown): readonly unknown[] {
  return inputs.map((input, i) => (i === place ? by : input));
}
