import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkNotNegative, checkRate } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface AdadeltaOptions extends CapturableOptions {
  /** Multiplies each step; 1 unless given. */
  readonly lr?: number | Tensor;
  /** How much is kept of the running means of the squares; 0.9 unless given. */
  readonly rho?: number;
  /** Added under both roots; 1e-6 unless given. */
  readonly eps?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type AdadeltaState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The running average of squared gradients. */
  square_avg: Tensor;
  /** The running average of squared changes. */
  acc_delta: Tensor;
};

const defaults: Required<AdadeltaOptions> = {
  lr: 1,
  rho: 0.9,
  eps: 1e-6,
  weight_decay: 0,
  foreach: null,
  capturable: false,
  maximize: false,
  differentiable: false,
};

/**
 * Scales each element of the gradient by the size of its recent steps over the size of its recent gradients.
 * Throws for negative settings, for a rho outside [0, 1], and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html
 */
export class Adadelta extends GradientOptimizer<Required<AdadeltaOptions>, AdadeltaState> {
  constructor(
    params: OptimizerInput<AdadeltaOptions>,
    ...settings: [
      lr?: number | Tensor | AdadeltaOptions,
      rho?: number | AdadeltaOptions,
      eps?: number | AdadeltaOptions,
      weight_decay?: number | AdadeltaOptions,
      foreach?: boolean | null | AdadeltaOptions,
      options?: AdadeltaOptions,
    ]
  ) {
    const options = readSettings("Adadelta", defaults, 5, settings, params);
    checkRate(options.lr);
    if (!(options.rho >= 0 && options.rho <= 1)) throw errors.invalidSetting("rho value", options.rho);
    checkNotNegative("epsilon value", options.eps);
    checkNotNegative("weight_decay value", options.weight_decay);
    super(params, options);
  }

  protected override begin(parameter: Tensor): AdadeltaState {
    return { step: scalarState(0), square_avg: contiguousZeros(parameter), acc_delta: contiguousZeros(parameter) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, rho, eps, weight_decay }: ParameterGroup<Required<AdadeltaOptions>>,
    { step, square_avg, acc_delta }: AdadeltaState,
  ): void {
    counted(step);
    const g = withDecay(gradient, parameter, weight_decay);
    square_avg.mul_(rho).addcmul_(g, g, { value: 1 - rho });
    const root = square_avg.add(eps).sqrt();
    const delta = acc_delta.add(eps).sqrt().div_(root).mul_(g);
    acc_delta.mul_(rho).addcmul_(delta, delta, { value: 1 - rho });
    parameter.add_(delta, { alpha: -rateOf(lr).value });
  }

  protected override floats(): readonly string[] {
    return ["lr"];
  }
}
