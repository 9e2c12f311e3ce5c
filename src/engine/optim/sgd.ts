import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { checkImplementation, checkNotNegative, type ImplementationOptions } from "./checkSettings.js";
import { Optimizer, type ParameterState } from "./optimizer.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";

export interface SGDOptions extends ImplementationOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number;
  /** How much of the last step's direction is kept. */
  readonly momentum?: number;
  /** How much less than whole a gradient is added to the direction. */
  readonly dampening?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Looks ahead along the direction. Needs a momentum and no dampening. */
  readonly nesterov?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

const defaults: Required<SGDOptions> = {
  lr: 1e-3,
  momentum: 0,
  dampening: 0,
  weight_decay: 0,
  nesterov: false,
  maximize: false,
  foreach: null,
  differentiable: false,
  fused: null,
};

/**
 * Stochastic gradient descent: p ← p − lr·d, where d is the gradient or, with momentum, d ← momentum·d + gradient.
 * Throws for negative settings, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
 */
export class SGD extends Optimizer<Required<SGDOptions>> {
  constructor(
    params: OptimizerInput<Required<SGDOptions>>,
    lr?: number | SGDOptions,
    momentum?: number | SGDOptions,
    dampening?: number | SGDOptions,
    weight_decay?: number | SGDOptions,
    nesterov?: boolean | SGDOptions,
    options?: SGDOptions,
  ) {
    const names = Object.keys(defaults) as (keyof SGDOptions)[];
    const given = [lr, momentum, dampening, weight_decay, nesterov, options].filter((value) => value !== undefined);
    super(params, { ...defaults, ...readArguments<Required<SGDOptions>>("SGD", names, given) });
  }

  protected override checkOptions(options: Required<SGDOptions>): void {
    checkNotNegative("learning rate", options.lr);
    checkNotNegative("momentum value", options.momentum);
    checkNotNegative("weight_decay value", options.weight_decay);
    if (options.nesterov && (options.momentum <= 0 || options.dampening !== 0)) throw errors.nesterovNeedsMomentum();
    checkImplementation(options);
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, momentum, dampening, weight_decay, nesterov, maximize }: ParameterGroup<Required<SGDOptions>>,
    state: ParameterState,
  ): void {
    const uphill = maximize ? gradient.neg() : gradient;
    const pulled = weight_decay === 0 ? uphill : uphill.add(parameter, { alpha: weight_decay });
    let direction = pulled;
    if (momentum !== 0) {
      const previous = state["momentum_buffer"];
      const buffer =
        previous === undefined
          ? pulled.detach().clone()
          : previous.mul_(momentum).add_(pulled, { alpha: 1 - dampening });
      state["momentum_buffer"] = buffer;
      direction = nesterov ? pulled.add(buffer, { alpha: momentum }) : buffer;
    }
    parameter.add_(direction, { alpha: -lr });
  }
}
