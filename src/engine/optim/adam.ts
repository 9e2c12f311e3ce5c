import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import { checkMeans } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { keptWeight, rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { power } from "./power.js";
import { readSettings, type CapturableOptions, type FusedOptions } from "./settings.js";

/** The settings that Adam and AdamW share. */
export interface AdamWOptions extends CapturableOptions, FusedOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running means of the gradient and of its square; [0.9, 0.999] unless given. */
  readonly betas?: readonly [number, number];
  /** Added to the divisor, against division by 0; 1e-8 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Divides by the greatest mean square so far rather than by the present one. */
  readonly amsgrad?: boolean;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export interface AdamOptions extends AdamWOptions {
  /** Pulls the weights themselves to 0 rather than by way of the gradient, as AdamW does. */
  readonly decoupled_weight_decay?: boolean;
}

export type AdamState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The running average of gradients. */
  exp_avg: Tensor;
  /** The running average of squared gradients. */
  exp_avg_sq: Tensor;
  /** The greatest of these averages so far, where amsgrad is chosen. */
  max_exp_avg_sq?: Tensor;
};

export const adamDefaults: Required<AdamOptions> = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  weight_decay: 0,
  amsgrad: false,
  maximize: false,
  foreach: null,
  capturable: false,
  differentiable: false,
  fused: null,
  decoupled_weight_decay: false,
};

/**
 * Adam: each element moves by the running mean of its gradient, divided by the root of the running mean of its square.
 * Throws for negative settings, for betas outside [0, 1), and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
 */
export class Adam extends GradientOptimizer<Required<AdamOptions>, AdamState> {
  constructor(
    params: OptimizerInput<AdamOptions>,
    ...settings: [
      lr?: number | Tensor | AdamOptions,
      betas?: readonly [number, number] | AdamOptions,
      eps?: number | AdamOptions,
      weight_decay?: number | AdamOptions,
      amsgrad?: boolean | AdamOptions,
      options?: AdamOptions,
    ]
  ) {
    super(params, checked(readSettings("Adam", adamDefaults, 5, settings, params)));
  }

  protected override begin(parameter: Tensor, { amsgrad }: ParameterGroup<Required<AdamOptions>>): AdamState {
    const state = { step: scalarState(0), exp_avg: contiguousZeros(parameter), exp_avg_sq: contiguousZeros(parameter) };
    return amsgrad ? { ...state, max_exp_avg_sq: contiguousZeros(parameter) } : state;
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Required<AdamOptions>>,
    state: AdamState,
  ): void {
    const { eps, weight_decay, decoupled_weight_decay, amsgrad } = group;
    const [beta1, beta2] = group.betas;
    const rate = rateOf(group.lr);
    if (amsgrad && state.max_exp_avg_sq === undefined) throw errors.missingKey("max_exp_avg_sq");
    const steps = counted(state.step);
    if (decoupled_weight_decay && weight_decay !== 0) parameter.mul_(keptWeight(rate, weight_decay));
    const g = decoupled_weight_decay ? gradient : withDecay(gradient, parameter, weight_decay);

    const mean = state.exp_avg.lerp_(g, 1 - beta1);
    const square = state.exp_avg_sq.mul_(beta2).addcmul_(g, g, { value: 1 - beta2 });
    const greatest = amsgrad ? state.max_exp_avg_sq!.copy_(state.max_exp_avg_sq!.maximum(square)) : square;
    // The means began at 0: these divisions undo it.
    const root = greatest.sqrt().div(Math.sqrt(1 - power(beta2, steps)));
    const size = rate.round(rate.value / rate.round(1 - power(beta1, steps)));
    parameter.addcdiv_(mean, root.add_(eps), { value: -size });
  }
}

function checked(options: Required<AdamOptions>): Required<AdamOptions> {
  if (isTensor(options.lr) && options.foreach === true && !options.capturable) throw errors.foreachWithTensorRate();
  checkMeans(options);
  return options;
}
