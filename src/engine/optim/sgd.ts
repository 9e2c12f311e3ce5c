import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { GradientOptimizer, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type FusedOptions } from "./settings.js";

export interface SGDOptions extends FusedOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number | Tensor;
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

export type SGDState = {
  /** The momentum. */
  momentum_buffer?: Tensor;
};

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
export class SGD extends GradientOptimizer<Required<SGDOptions>, SGDState> {
  constructor(
    params: OptimizerInput<SGDOptions>,
    ...settings: [
      lr?: number | Tensor | SGDOptions,
      momentum?: number | SGDOptions,
      dampening?: number | SGDOptions,
      weight_decay?: number | SGDOptions,
      nesterov?: boolean | SGDOptions,
      options?: SGDOptions,
    ]
  ) {
    super(params, checked(readSettings("SGD", defaults, 5, settings, params)));
  }

  protected override begin(): SGDState {
    return {};
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, momentum, dampening, weight_decay, nesterov }: ParameterGroup<Required<SGDOptions>>,
    state: SGDState,
  ): void {
    const pulled = withDecay(gradient, parameter, weight_decay);
    let direction = pulled;
    if (momentum !== 0) {
      const buffer =
        state.momentum_buffer?.mul_(momentum).add_(pulled, { alpha: 1 - dampening }) ?? pulled.detach().clone();
      state.momentum_buffer = buffer;
      direction = nesterov ? pulled.add(buffer, { alpha: momentum }) : buffer;
    }
    parameter.add_(direction, { alpha: -rateOf(lr).value });
  }
}

function checked(options: Required<SGDOptions>): Required<SGDOptions> {
  const { lr, momentum, dampening, weight_decay, nesterov } = options;
  // Unlike its relatives, this lets NaN pass.
  if (rateOf(lr).value < 0) throw errors.invalidSetting("learning rate", rateOf(lr).value);
  if (momentum < 0) throw errors.invalidSetting("momentum value", momentum);
  if (weight_decay < 0) throw errors.invalidSetting("weight_decay value", weight_decay);
  if (nesterov && (momentum <= 0 || dampening !== 0)) throw errors.nesterovNeedsMomentum();
  return options;
}
