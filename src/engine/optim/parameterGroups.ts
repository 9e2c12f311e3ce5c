import { isOptions } from "../arguments.js";
import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** A group of tensors with settings of its own; those that it lacks are the optimizer's. */
export type ParameterGroupInput<Options extends object> = {
  readonly params: Tensor | Iterable<Tensor | readonly [string, Tensor]>;
} & Partial<Options>;

/** What an optimizer is given: tensors, `named_parameters()`, or groups of them. */
export type OptimizerInput<Options extends object> = Iterable<
  Tensor | readonly [string, Tensor] | ParameterGroupInput<Options>
>;

/** A group as `param_groups` holds it: its tensors and all settings. Setting `lr` takes effect at the next step. */
export type ParameterGroup<Options extends object> = { params: Tensor[] } & {
  -readonly [Name in keyof Options]: Options[Name];
};

/** The groups that an optimizer is given, tensors alone as one group. Throws if there is no tensor. */
export function readGroups<Options extends object>(
  input: OptimizerInput<Options>,
): readonly ParameterGroupInput<Options>[] {
  if (isTensor(input) || !isIterable(input)) throw errors.parametersOfWrongKind(input);
  const items = [...input];
  if (items.length === 0) throw errors.noParameters();
  const first: unknown = items[0];
  const groups: readonly unknown[] = isOptions(first) ? items : [{ params: items }];
  return groups as readonly ParameterGroupInput<Options>[];
}

/** The tensors of a group. Throws for what is no tensor, and for results of ops. */
export function groupTensors(params: unknown): Tensor[] {
  const items: readonly unknown[] = isTensor(params) ? [params] : isIterable(params) ? [...params] : [params];
  return items.map((item) => {
    const tensor: unknown = Array.isArray(item) ? item[1] : item;
    if (!isTensor(tensor)) throw errors.notOptimizable(tensor);
    if (!tensor.is_leaf && !tensor.retains_grad) throw errors.optimizedNonLeaf();
    return tensor;
  });
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
