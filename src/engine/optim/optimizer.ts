import { booleanArgument, isOptions, readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { clearGradient } from "../nn/module.js";
import { callUserCode, withOpReports } from "../observer.js";
import type { Tensor } from "../tensor.js";
import { formatOptimizer } from "./formatOptimizer.js";
import {
  groupTensors,
  readGroups,
  type OptimizerInput,
  type ParameterGroup,
  type ParameterGroupInput,
} from "./parameterGroups.js";
import { loadedState, packedState, type OptimizerStateDict } from "./stateDict.js";

/** What an optimizer keeps of one parameter between steps, by PyTorch's names: `momentum_buffer`, `exp_avg`, `step`. */
export type ParameterState = Record<string, Tensor>;

/**
 * Changes parameters by their gradients. Derived classes say how.
 * https://docs.pytorch.org/docs/stable/optim.html#torch.optim.Optimizer
 */
export abstract class Optimizer<Options extends object> {
  /** The parameters in groups, each with its settings. Changing a setting takes effect at the next step. */
  param_groups: ParameterGroup<Options>[] = [];
  /** What is kept of each parameter; empty before the first step. */
  readonly state = new Map<Tensor, ParameterState>();
  /** The settings of groups that have none of their own. */
  readonly defaults: Options;

  constructor(params: OptimizerInput<Options>, defaults: Options) {
    this.defaults = defaults;
    for (const group of readGroups(params)) this.add_param_group(group);
  }

  /** Changes one parameter. Called without recording, for each parameter that has a gradient. */
  protected abstract update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Options>,
    state: ParameterState,
  ): void;

  /** Refuses settings that make no sense. */
  protected abstract checkOptions(options: Options): void;

  /** Changes all parameters that have a gradient. */
  step(): null;
  /** Calls the closure, which computes the loss anew and its gradients, changes the parameters and gives the loss. */
  step<Loss>(closure: () => Loss): Loss;
  step(closure?: () => unknown): unknown {
    const loss = typeof closure === "function" ? inGradMode(true, () => callUserCode(closure)) : null;
    withOpReports(false, () => {
      inGradMode(false, () => {
        for (const group of this.param_groups) this.updateGroup(group);
      });
    });
    return loss;
  }

  /**
   * Sets the `.grad` of all parameters to null, or with `set_to_none: false` to zeros.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html
   */
  zero_grad(set_to_none?: boolean | { readonly set_to_none?: boolean }): void {
    const options = readArguments<{ set_to_none: boolean }>("zero_grad", ["set_to_none"], [set_to_none]);
    const toNone = booleanArgument("zero_grad", "set_to_none", options.set_to_none, true);
    for (const { params } of this.param_groups) for (const parameter of params) clearGradient(parameter, toNone);
  }

  /**
   * Adds a group of parameters; settings that it lacks are the optimizer's. Throws if a parameter is in a group already.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.add_param_group.html
   */
  add_param_group(group: ParameterGroupInput<Options>): void {
    if (!isOptions(group)) throw errors.wrongArgument("add_param_group", "param_group", "a plain object", group);
    const params = groupTensors(group.params);
    const names = Object.keys(this.defaults) as (keyof Options & string)[];
    const options = { ...this.defaults };
    for (const [name, value] of Object.entries(readArguments<Options>("param_group", names, [withoutParams(group)])))
      Reflect.set(options, name, value);
    this.checkOptions(options);
    const taken = new Set(this.param_groups.flatMap((other) => other.params));
    if (params.some((parameter) => taken.has(parameter))) throw errors.parameterInTwoGroups();
    this.param_groups.push({ params: [...new Set(params)], ...options });
  }

  /**
   * What is kept of each parameter, by the parameter's number, and the groups with the numbers of theirs.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.state_dict.html
   */
  state_dict(): OptimizerStateDict {
    return packedState(this.param_groups, this.state);
  }

  /**
   * Takes settings and what was kept from another optimizer of the kind. Throws if the groups differ in size or number.
   * https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
   */
  load_state_dict(state_dict: OptimizerStateDict): void {
    const { groups, state } = loadedState(this.param_groups, state_dict);
    this.param_groups = groups;
    this.state.clear();
    for (const [parameter, entry] of state) this.state.set(parameter, entry);
  }

  /** PyTorch's printed form: the settings of each group. */
  toString(): string {
    return formatOptimizer(this.constructor.name, this.param_groups);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  private updateGroup(group: ParameterGroup<Options>): void {
    for (const parameter of group.params) {
      if (parameter.gradient === null) continue;
      let state = this.state.get(parameter);
      if (state === undefined) this.state.set(parameter, (state = {}));
      this.update(parameter, parameter.gradient, group, state);
    }
  }
}

function withoutParams({ params: _params, ...options }: Readonly<Record<string, unknown>>): object {
  return options;
}
