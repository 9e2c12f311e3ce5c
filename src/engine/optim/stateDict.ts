import { float32, get_default_dtype, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** What an optimizer keeps of a parameter: tensors, and LBFGS also numbers and lists of tensors. */
export type StateValue = Tensor | number | null | readonly StateValue[];

/** An optimizer's state as plain data: parameters are numbered through all groups. */
export interface OptimizerStateDict<State extends object = object> {
  /** What the optimizer remembers of each parameter, by the parameter's place among all. */
  readonly state: Readonly<Record<string, Readonly<State>>>;
  /** The groups' settings; `params` are the places of their parameters. */
  readonly param_groups: readonly ({ readonly params: readonly number[] } & Readonly<Record<string, unknown>>)[];
}

interface Group {
  /** The parameters of the group. */
  params: Tensor[];
}

/** The dtype of counts and other single numbers of a state: float32, also beside float64 parameters. */
export function scalarDtype(): DType {
  return get_default_dtype().is_floating_point ? get_default_dtype() : float32;
}

/** The entries are the state's own, as in PyTorch: what the next step changes shows in them. */
export function packedState<State extends object>(
  groups: readonly Group[],
  state: ReadonlyMap<Tensor, State>,
): OptimizerStateDict<State> {
  const numbers = new Map<Tensor, number>();
  let start = 0;
  for (const { params } of groups) {
    for (const [i, parameter] of params.entries()) if (!numbers.has(parameter)) numbers.set(parameter, start + i);
    start += params.length;
  }
  return {
    state: Object.fromEntries([...state].map(([parameter, entry]) => [numbers.get(parameter), entry])),
    param_groups: groups.map(({ params, ...settings }) => ({
      ...settings,
      params: params.map((parameter) => numbers.get(parameter)!),
    })),
  };
}

/** Tensors of the state are brought to their parameter's dtype, except the count of steps; they are not copied. */
export function loadedState<G extends Group>(
  groups: readonly G[],
  state_dict: OptimizerStateDict,
  defaults: object,
): { readonly groups: G[]; readonly state: ReadonlyMap<Tensor, object> } {
  const { state, param_groups: saved } = state_dict;
  if (saved === undefined) throw errors.missingKey("param_groups");
  if (groups.length !== saved.length) throw errors.groupCount();
  if (groups.some(({ params }, i) => params.length !== saved[i]!.params.length)) throw errors.groupSize();
  if (state === undefined) throw errors.missingKey("state");
  const loaded = new Map<Tensor, object>();
  groups.forEach(({ params }, i) => {
    const { params: numbers, fused, capturable } = saved[i]!;
    params.forEach((parameter, j) => {
      const entry = state[String(numbers[j])];
      const isSingle = fused === true || capturable === true;
      if (entry !== undefined) loaded.set(parameter, fittedEntry(entry as Entry, parameter, isSingle));
    });
  });
  return { groups: groups.map((group, i) => loadedGroup(group, saved[i]!, defaults)), state: loaded };
}

/** What is kept of a group that an older optimizer saved is completed by the defaults. */
function loadedGroup<G extends Group>(group: G, saved: object, defaults: object): G {
  const names = "param_names" in group && !("param_names" in saved) ? { param_names: group.param_names } : {};
  const copied = Object.entries(saved).map(([name, value]) => [name, copyOf(value)]);
  return { ...defaults, ...Object.fromEntries(copied), params: group.params, ...names } as unknown as G;
}

function copyOf(value: unknown): unknown {
  if (isTensor(value)) return value.detach().clone();
  return Array.isArray(value) ? value.map(copyOf) : value;
}

const scalars = ["step", "mu_product", "eta", "mu"];

type Entry = Readonly<Record<string, StateValue>>;

function fittedEntry(entry: Entry, parameter: Tensor, isSingle: boolean): object {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => {
      // Old versions saved them as numbers.
      if (typeof value === "number" && scalars.includes(name)) return [name, filledTensor([], value, scalarDtype())];
      if (name === "step" && isTensor(value)) return [name, isSingle ? value.to(float32) : value];
      return [name, fitted(value, parameter)];
    }),
  );
}

function fitted(value: StateValue, parameter: Tensor): StateValue {
  if (isTensor(value)) return parameter.dtype.is_floating_point ? value.to(parameter.dtype) : value;
  return Array.isArray(value) ? (value as readonly StateValue[]).map((item) => fitted(item, parameter)) : value;
}
