import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkMeans, checkNotNegative } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { keptWeight, rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { power } from "./power.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface NAdamOptions extends CapturableOptions {
  /** The learning rate; 0.002 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running means of the gradient and of its square; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Added to the divisor, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** How fast the momentum comes to its full size; 0.004 unless given. */
  readonly momentum_decay?: number;
  /** Pulls the weights themselves to 0 rather than by way of the gradient, as AdamW does. */
  readonly decoupled_weight_decay?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type NAdamState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The product of the momenta so far. */
  mu_product: Tensor;
  /** The running average of gradients. */
  exp_avg: Tensor;
  /** The running average of squared gradients. */
  exp_avg_sq: Tensor;
};

const defaults: Required<NAdamOptions> = {
  lr: 2e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weight_decay: 0,
  momentum_decay: 4e-3,
  decoupled_weight_decay: false,
  foreach: null,
  maximize: false,
  capturable: false,
  differentiable: false,
};

/**
 * Adam that looks ahead along its momentum, as Nesterov's does.
 * Throws for negative settings, for betas outside [0, 1), and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html
 */
export class NAdam extends GradientOptimizer<Required<NAdamOptions>, NAdamState> {
  constructor(
    params: OptimizerInput<NAdamOptions>,
    ...settings: [
      lr?: number | Tensor | NAdamOptions,
      betas?: readonly [number, number] | NAdamOptions,
      eps?: number | NAdamOptions,
      weight_decay?: number | NAdamOptions,
      momentum_decay?: number | NAdamOptions,
      decoupled_weight_decay?: boolean | NAdamOptions,
      options?: NAdamOptions,
    ]
  ) {
    const options = readSettings("NAdam", defaults, 6, settings, params);
    checkMeans(options);
    checkNotNegative("momentum_decay value", options.momentum_decay);
    super(params, options);
  }

  protected override begin(parameter: Tensor): NAdamState {
    return {
      step: scalarState(0),
      mu_product: scalarState(1),
      exp_avg: contiguousZeros(parameter),
      exp_avg_sq: contiguousZeros(parameter),
    };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Required<NAdamOptions>>,
    { step, mu_product, exp_avg, exp_avg_sq }: NAdamState,
  ): void {
    const { eps, weight_decay, momentum_decay, decoupled_weight_decay } = group;
    const [beta1, beta2] = group.betas;
    const rate = rateOf(group.lr);
    const steps = counted(step);
    if (decoupled_weight_decay && weight_decay !== 0) parameter.mul_(keptWeight(rate, weight_decay));
    const g = decoupled_weight_decay ? gradient : withDecay(gradient, parameter, weight_decay);

    const momentumAt = (count: number): number => beta1 * (1 - 0.5 * power(0.96, count * momentum_decay));
    const [now, next] = [momentumAt(steps), momentumAt(steps + 1)];
    const product = mu_product.mul_(now).item();
    exp_avg.lerp_(g, 1 - beta1);
    exp_avg_sq.mul_(beta2).addcmul_(g, g, { value: 1 - beta2 });
    const root = exp_avg_sq
      .div(1 - power(beta2, steps))
      .sqrt()
      .add_(eps);
    const share = (momentum: number, left: number): number =>
      rate.round(rate.round(-rate.value * rate.round(momentum)) / rate.round(left));
    parameter.addcdiv_(g, root, { value: share(1 - now, 1 - product) });
    parameter.addcdiv_(exp_avg, root, { value: share(next, 1 - product * next) });
  }

  protected override captured(): string {
    return "params, mu_products and state_steps";
  }
}
