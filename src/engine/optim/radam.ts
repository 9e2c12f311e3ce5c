import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkMeans } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { keptWeight, rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { power } from "./power.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface RAdamOptions extends CapturableOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running means of the gradient and of its square; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Added to the divisor, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Pulls the weights themselves to 0 rather than by way of the gradient, as AdamW does. */
  readonly decoupled_weight_decay?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type RAdamState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The running average of gradients. */
  exp_avg: Tensor;
  /** The running average of squared gradients. */
  exp_avg_sq: Tensor;
};

const defaults: Required<RAdamOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weight_decay: 0,
  decoupled_weight_decay: false,
  foreach: null,
  maximize: false,
  capturable: false,
  differentiable: false,
};

/**
 * Adam that adapts its steps only once enough of them have been made to know the mean square.
 * Throws for negative settings, for betas outside [0, 1), and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html
 */
export class RAdam extends GradientOptimizer<Required<RAdamOptions>, RAdamState> {
  constructor(
    params: OptimizerInput<RAdamOptions>,
    ...settings: [
      lr?: number | Tensor | RAdamOptions,
      betas?: readonly [number, number] | RAdamOptions,
      eps?: number | RAdamOptions,
      weight_decay?: number | RAdamOptions,
      decoupled_weight_decay?: boolean | RAdamOptions,
      options?: RAdamOptions,
    ]
  ) {
    const options = readSettings("RAdam", defaults, 5, settings, params);
    checkMeans(options);
    super(params, options);
  }

  protected override begin(parameter: Tensor): RAdamState {
    return { step: scalarState(0), exp_avg: contiguousZeros(parameter), exp_avg_sq: contiguousZeros(parameter) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, betas: [beta1, beta2], eps, weight_decay, decoupled_weight_decay }: ParameterGroup<Required<RAdamOptions>>,
    { step, exp_avg, exp_avg_sq }: RAdamState,
  ): void {
    const rate = rateOf(lr);
    const steps = counted(step);
    if (decoupled_weight_decay && weight_decay !== 0) parameter.mul_(keptWeight(rate, weight_decay));
    const g = decoupled_weight_decay ? gradient : withDecay(gradient, parameter, weight_decay);
    exp_avg.lerp_(g, 1 - beta1);
    exp_avg_sq.mul_(beta2).addcmul_(g, g, { value: 1 - beta2 });

    const [kept1, kept2] = [power(beta1, steps), power(beta2, steps)];
    const plain = exp_avg.div(1 - kept1).mul_(rate.value);
    // How many steps the mean square is worth, in the long run and by now.
    const most = 2 / (1 - beta2) - 1;
    const worth = most - (2 * steps * kept2) / (1 - kept2);
    const direction = worth > 5 ? plain.mul_(inverseRoot(exp_avg_sq, eps, kept2)).mul_(rectified(worth, most)) : plain;
    parameter.add_(direction, { alpha: -1 });
  }
}

function inverseRoot(exp_avg_sq: Tensor, eps: number, kept: number): Tensor {
  return exp_avg_sq
    .sqrt()
    .add_(eps)
    .reciprocal()
    .mul_(Math.sqrt(1 - kept));
}

function rectified(worth: number, most: number): number {
  return Math.sqrt(((worth - 4) * (worth - 2) * most) / ((most - 4) * (most - 2) * worth));
}
