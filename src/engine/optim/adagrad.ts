import { full_like } from "../fills.js";
import type { Tensor } from "../tensor.js";
import { checkNotNegative, checkRate } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState, withDecay } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type FusedOptions } from "./settings.js";

export interface AdagradOptions extends FusedOptions {
  /** The learning rate; 0.01 unless given. */
  readonly lr?: number | Tensor;
  /** How fast the learning rate falls: in step n it is lr / (1 + (n − 1)·lr_decay). */
  readonly lr_decay?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Where the sums of the squares begin. */
  readonly initial_accumulator_value?: number;
  /** Added to the divisor, against division by 0; 1e-10 unless given. */
  readonly eps?: number;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type AdagradState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The sum of squared gradients. */
  sum: Tensor;
};

const defaults: Required<AdagradOptions> = {
  lr: 1e-2,
  lr_decay: 0,
  weight_decay: 0,
  initial_accumulator_value: 0,
  eps: 1e-10,
  foreach: null,
  maximize: false,
  differentiable: false,
  fused: null,
};

/**
 * Divides each element of the gradient by the root of the sum of all its squares so far. Its state is there from the
 * beginning. Throws for negative settings, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
 */
export class Adagrad extends GradientOptimizer<Required<AdagradOptions>, AdagradState> {
  constructor(
    params: OptimizerInput<AdagradOptions>,
    ...settings: [
      lr?: number | Tensor | AdagradOptions,
      lr_decay?: number | AdagradOptions,
      weight_decay?: number | AdagradOptions,
      initial_accumulator_value?: number | AdagradOptions,
      eps?: number | AdagradOptions,
      foreach?: boolean | null | AdagradOptions,
      options?: AdagradOptions,
    ]
  ) {
    const options = readSettings("Adagrad", defaults, 6, settings, params);
    checkRate(options.lr);
    checkNotNegative("lr_decay value", options.lr_decay);
    checkNotNegative("weight_decay value", options.weight_decay);
    checkNotNegative("initial_accumulator_value value", options.initial_accumulator_value);
    checkNotNegative("epsilon value", options.eps);
    super(params, options);
    for (const { params: parameters } of this.param_groups)
      for (const parameter of parameters) this.state.set(parameter, this.begin(parameter));
  }

  protected override begin(parameter: Tensor): AdagradState {
    return { step: scalarState(0), sum: full_like(parameter, this.defaults.initial_accumulator_value) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { lr, lr_decay, weight_decay, eps }: ParameterGroup<Required<AdagradOptions>>,
    { step, sum }: AdagradState,
  ): void {
    const { value: rate, round } = rateOf(lr);
    const steps = counted(step);
    const g = withDecay(gradient, parameter, weight_decay);
    const size = round(rate / round(1 + (steps - 1) * lr_decay));
    sum.addcmul_(g, g);
    parameter.addcdiv_(g, sum.sqrt().add_(eps), { value: -size });
  }
}
