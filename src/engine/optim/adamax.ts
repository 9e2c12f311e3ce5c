import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkMeans } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { power } from "./power.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface AdamaxOptions extends CapturableOptions {
  /** The learning rate; 0.002 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running mean of the gradient and of its greatest size; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Added to the size of the gradient, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type AdamaxState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The running average of gradients. */
  exp_avg: Tensor;
  /** The greatest absolute gradient so far, each step less by beta2. */
  exp_inf: Tensor;
};

const defaults: Required<AdamaxOptions> = {
  lr: 2e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weight_decay: 0,
  foreach: null,
  maximize: false,
  differentiable: false,
  capturable: false,
};

/**
 * Adam that divides by the greatest recent size of the gradient, which fades by the second beta a step.
 * Throws for negative settings, for betas outside [0, 1), and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html
 */
export class Adamax extends GradientOptimizer<Required<AdamaxOptions>, AdamaxState> {
  constructor(
    params: OptimizerInput<AdamaxOptions>,
    ...settings: [
      lr?: number | Tensor | AdamaxOptions,
      betas?: readonly [number, number] | AdamaxOptions,
      eps?: number | AdamaxOptions,
      weight_decay?: number | AdamaxOptions,
      foreach?: boolean | null | AdamaxOptions,
      options?: AdamaxOptions,
    ]
  ) {
    const options = readSettings("Adamax", defaults, 5, settings, params);
    checkMeans(options);
    super(params, options);
  }

  protected override begin(parameter: Tensor): AdamaxState {
    return { step: scalarState(0), exp_avg: contiguousZeros(parameter), exp_inf: contiguousZeros(parameter) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, betas: [beta1, beta2], eps, weight_decay }: ParameterGroup<Required<AdamaxOptions>>,
    { step, exp_avg, exp_inf }: AdamaxState,
  ): void {
    const rate = rateOf(lr);
    const steps = counted(step);
    const g = withDecay(gradient, parameter, weight_decay);
    exp_avg.lerp_(g, 1 - beta1);
    exp_inf.copy_(exp_inf.mul_(beta2).maximum(g.abs().add_(eps)));
    const size = rate.round(rate.value / rate.round(1 - power(beta1, steps)));
    parameter.addcdiv_(exp_avg, exp_inf, { value: -size });
  }
}
