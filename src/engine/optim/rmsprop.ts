import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkNotNegative, checkRate } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type CapturableOptions } from "./settings.js";
import * as errors from "../errors.js";

export interface RMSpropOptions extends CapturableOptions {
  /** The learning rate; 0.01 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running mean of the squares; 0.99 unless given. */
  readonly alpha?: number;
  /** Added to the divisor, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** How much of the last step's direction is kept. */
  readonly momentum?: number;
  /** Divides by the gradient's deviation from its mean rather than by its size. */
  readonly centered?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type RMSpropState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The running average of squared gradients. */
  square_avg: Tensor;
  /** The momentum, where it is chosen. */
  momentum_buffer?: Tensor;
  /** The running average of gradients, where centered is chosen. */
  grad_avg?: Tensor;
};

const defaults: Required<RMSpropOptions> = {
  lr: 1e-2,
  alpha: 0.99,
  eps: 1e-8,
  weight_decay: 0,
  momentum: 0,
  centered: false,
  capturable: false,
  foreach: null,
  maximize: false,
  differentiable: false,
};

/**
 * Divides each element of the gradient by the root of the running mean of its square.
 * Throws for negative settings, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
 */
export class RMSprop extends GradientOptimizer<Required<RMSpropOptions>, RMSpropState> {
  constructor(
    params: OptimizerInput<RMSpropOptions>,
    ...settings: [
      lr?: number | Tensor | RMSpropOptions,
      alpha?: number | RMSpropOptions,
      eps?: number | RMSpropOptions,
      weight_decay?: number | RMSpropOptions,
      momentum?: number | RMSpropOptions,
      centered?: boolean | RMSpropOptions,
      capturable?: boolean | RMSpropOptions,
      foreach?: boolean | null | RMSpropOptions,
      maximize?: boolean | RMSpropOptions,
      differentiable?: boolean | RMSpropOptions,
      options?: RMSpropOptions,
    ]
  ) {
    const options = readSettings("RMSprop", defaults, 10, settings, params);
    checkRate(options.lr);
    checkNotNegative("epsilon value", options.eps);
    checkNotNegative("momentum value", options.momentum);
    checkNotNegative("weight_decay value", options.weight_decay);
    checkNotNegative("alpha value", options.alpha);
    super(params, options);
  }

  protected override begin(
    parameter: Tensor,
    { momentum, centered }: ParameterGroup<Required<RMSpropOptions>>,
  ): RMSpropState {
    const state: RMSpropState = { step: scalarState(0), square_avg: contiguousZeros(parameter) };
    if (momentum > 0) state.momentum_buffer = contiguousZeros(parameter);
    if (centered) state.grad_avg = contiguousZeros(parameter);
    return state;
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, alpha, eps, weight_decay, momentum, centered }: ParameterGroup<Required<RMSpropOptions>>,
    { step, square_avg, momentum_buffer, grad_avg }: RMSpropState,
  ): void {
    if (momentum > 0 && momentum_buffer === undefined) throw errors.missingKey("momentum_buffer");
    if (centered && grad_avg === undefined) throw errors.missingKey("grad_avg");
    const { value: rate } = rateOf(lr);
    counted(step);
    const g = withDecay(gradient, parameter, weight_decay);
    square_avg.mul_(alpha).addcmul_(g, g, { value: 1 - alpha });
    const mean = centered ? grad_avg!.lerp_(g, 1 - alpha) : null;
    const root = (mean === null ? square_avg : square_avg.addcmul(mean, mean, { value: -1 })).sqrt().add_(eps);
    if (momentum > 0) parameter.add_(momentum_buffer!.mul_(momentum).addcdiv_(g, root), { alpha: -rate });
    else parameter.addcdiv_(g, root, { value: -rate });
  }
}
