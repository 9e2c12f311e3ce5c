import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkNotNegative, checkRate } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface ASGDOptions extends CapturableOptions {
  /** The learning rate at first; 0.01 unless given. */
  readonly lr?: number | Tensor;
  /** How fast it falls; 1e-4 unless given. */
  readonly lambd?: number;
  /** The power by which it falls; 0.75 unless given. */
  readonly alpha?: number;
  /** The step after which the mean begins; 1e6 unless given. */
  readonly t0?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type ASGDState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The learning rate of the next step. */
  eta: Tensor;
  /** The share of the next parameter in the average. */
  mu: Tensor;
  /** The mean of the parameter over the steps since t0. */
  ax: Tensor;
};

const defaults: Required<ASGDOptions> = {
  lr: 1e-2,
  lambd: 1e-4,
  alpha: 0.75,
  t0: 1e6,
  weight_decay: 0,
  foreach: null,
  maximize: false,
  differentiable: false,
  capturable: false,
};

/**
 * Gradient descent with a rate that falls, which also keeps the mean of each parameter in its state, as `ax`.
 * Throws for a negative lr or weight_decay, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html
 */
export class ASGD extends GradientOptimizer<Required<ASGDOptions>, ASGDState> {
  constructor(
    params: OptimizerInput<ASGDOptions>,
    ...settings: [
      lr?: number | Tensor | ASGDOptions,
      lambd?: number | ASGDOptions,
      alpha?: number | ASGDOptions,
      t0?: number | ASGDOptions,
      weight_decay?: number | ASGDOptions,
      foreach?: boolean | null | ASGDOptions,
      maximize?: boolean | ASGDOptions,
      differentiable?: boolean | ASGDOptions,
      capturable?: boolean | ASGDOptions,
      options?: ASGDOptions,
    ]
  ) {
    const options = readSettings("ASGD", defaults, 9, settings, params);
    checkRate(options.lr);
    checkNotNegative("weight_decay value", options.weight_decay);
    super(params, options);
  }

  protected override begin(parameter: Tensor, { lr }: ParameterGroup<Required<ASGDOptions>>): ASGDState {
    return {
      step: scalarState(0),
      eta: scalarState(rateOf(lr).value),
      mu: scalarState(1),
      ax: contiguousZeros(parameter),
    };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, lambd, alpha, t0, weight_decay }: ParameterGroup<Required<ASGDOptions>>,
    { step, eta, mu, ax }: ASGDState,
  ): void {
    const { value: rate } = rateOf(lr);
    const steps = counted(step);
    const g = withDecay(gradient, parameter, weight_decay);
    const size = eta.item();
    parameter.mul_(1 - lambd * size).add_(g, { alpha: -size });
    if (mu.item() === 1) ax.copy_(parameter);
    else ax.add_(parameter.sub(ax).mul_(mu));
    eta.fill_(rate / (1 + lambd * rate * steps) ** alpha);
    mu.fill_(1 / Math.max(1, steps - t0));
  }

  protected override captured(): string {
    return "params, mus, etas, and state_steps";
  }

  protected override floats(): readonly string[] {
    return ["t0"];
  }
}
