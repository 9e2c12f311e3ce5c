import { inGradMode } from "../autograd/gradMode.js";
import * as errors from "../errors.js";
import { callUserCode, withOpReports } from "../observer.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { Optimizer } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";
import { scalarDtype } from "./stateDict.js";

/** An optimizer that changes each parameter on its own, from its gradient and what it kept of it. */
export abstract class GradientOptimizer<Options extends object, State extends object> extends Optimizer<
  Options,
  State
> {
  /** Changes all parameters that have a gradient. */
  override step(): null;
  /** Calls the closure, which computes the loss anew and its gradients, changes the parameters and gives the loss. */
  override step<Loss>(closure: () => Loss): Loss;
  override step(closure?: () => unknown): unknown {
    const loss = typeof closure === "function" ? inGradMode(true, () => callUserCode(closure)) : null;
    withOpReports(false, () => {
      inGradMode(false, () => {
        for (const group of this.param_groups) this.updateGroup(group);
      });
    });
    return loss;
  }

  /** What is kept of a parameter before its first step. */
  protected abstract begin(parameter: Tensor, group: ParameterGroup<Options>): State;

  /** Changes one parameter. Called without recording, for each parameter that has a gradient. */
  protected abstract update(parameter: Tensor, gradient: Tensor, group: ParameterGroup<Options>, state: State): void;

  /** What PyTorch wants on another device than the CPU where `capturable` is set. */
  protected captured(): string {
    return "params and state_steps";
  }

  private updateGroup(group: ParameterGroup<Options>): void {
    const { capturable, maximize } = group as Readonly<Record<string, unknown>>;
    const parameters = group.params.filter(({ gradient }) => gradient !== null);
    if (capturable === true && parameters.length > 0) throw errors.capturableOnCpu(this.captured());
    for (const parameter of parameters) {
      const state = this.state.isEmpty(parameter) ? this.begin(parameter, group) : this.state.get(parameter);
      const gradient = parameter.gradient!;
      this.update(parameter, maximize === true ? gradient.neg() : gradient, group, state);
      // An entry for nothing would show in state_dict.
      if (Object.keys(state).length > 0) this.state.set(parameter, state);
    }
  }
}

/** The gradient and the pull of the weights to 0. */
export function withDecay(gradient: Tensor, parameter: Tensor, weight_decay: number): Tensor {
  return weight_decay === 0 ? gradient : gradient.add(parameter, { alpha: weight_decay });
}

/** A number that is kept as a tensor, such as the count of steps. */
export function scalarState(value: number): Tensor {
  return filledTensor([], value, scalarDtype());
}

/** The number of this step. */
export function counted(step: Tensor): number {
  return step.add_(1).item();
}
