import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { ParameterState } from "./optimizer.js";

/** An optimizer's state as plain data: parameters are numbered through all groups. */
export interface OptimizerStateDict {
  readonly state: Readonly<Record<string, Readonly<Record<string, Tensor>>>>;
  readonly param_groups: readonly ({ readonly params: readonly number[] } & Readonly<Record<string, unknown>>)[];
}

interface Group {
  params: Tensor[];
}

export function packedState(groups: readonly Group[], state: ReadonlyMap<Tensor, ParameterState>): OptimizerStateDict {
  const numbers = new Map<Tensor, number>();
  for (const { params } of groups) for (const parameter of params) numbers.set(parameter, numbers.size);
  return {
    state: Object.fromEntries([...state].map(([parameter, entry]) => [String(numbers.get(parameter)), { ...entry }])),
    param_groups: groups.map((group) => ({ ...group, params: group.params.map((one) => numbers.get(one)!) })),
  };
}

/** Tensors of the state are brought to their parameter's dtype, except the count of steps; they are not copied. */
export function loadedState<G extends Group>(
  groups: readonly G[],
  { state, param_groups }: OptimizerStateDict,
): { readonly groups: G[]; readonly state: ReadonlyMap<Tensor, ParameterState> } {
  if (param_groups === undefined) throw errors.stateWithoutEntry("param_groups");
  if (state === undefined) throw errors.stateWithoutEntry("state");
  if (groups.length !== param_groups.length) throw errors.groupCount();
  if (groups.some(({ params }, i) => params.length !== param_groups[i]!.params.length)) throw errors.groupSize();
  const loaded = new Map<Tensor, ParameterState>();
  groups.forEach(({ params }, i) => {
    params.forEach((parameter, j) => {
      const entry = state[String(param_groups[i]!.params[j])];
      if (entry !== undefined) loaded.set(parameter, fitted(entry, parameter));
    });
  });
  return {
    groups: groups.map((group, i) => ({ ...param_groups[i]!, params: group.params }) as unknown as G),
    state: loaded,
  };
}

function fitted(entry: Readonly<Record<string, Tensor>>, parameter: Tensor): ParameterState {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [
      name,
      isTensor(value) && name !== "step" && value.dtype !== parameter.dtype ? value.to(parameter.dtype) : value,
    ]),
  );
}
