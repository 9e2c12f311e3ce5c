import * as errors from "../errors.js";
import { full_like } from "../fills.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { checkRate } from "./checkSettings.js";
import { counted, GradientOptimizer, scalarState } from "./gradientOptimizer.js";
import { rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type CapturableOptions } from "./settings.js";

export interface RpropOptions extends CapturableOptions {
  /** The size of the first step; 0.01 unless given. */
  readonly lr?: number | Tensor;
  /** By what a step shrinks where the gradient changed its sign, and grows where it did not; [0.5, 1.2] unless given. */
  readonly etas?: readonly [shrink: number, grow: number];
  /** The least and the greatest size of a step; [1e-6, 50] unless given. */
  readonly step_sizes?: readonly [least: number, greatest: number];
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type RpropState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The last gradient. */
  prev: Tensor;
  /** How far each element goes in the next step. */
  step_size: Tensor;
};

const defaults: Required<RpropOptions> = {
  lr: 1e-2,
  etas: [0.5, 1.2],
  step_sizes: [1e-6, 50],
  capturable: false,
  foreach: null,
  maximize: false,
  differentiable: false,
};

/**
 * Moves each element by a size of its own against the sign of its gradient. The size grows as long as the sign stays.
 * Throws for a negative lr, for etas that do not lie on both sides of 1, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html
 */
export class Rprop extends GradientOptimizer<Required<RpropOptions>, RpropState> {
  constructor(
    params: OptimizerInput<RpropOptions>,
    ...settings: [
      lr?: number | Tensor | RpropOptions,
      etas?: readonly [shrink: number, grow: number] | RpropOptions,
      step_sizes?: readonly [least: number, greatest: number] | RpropOptions,
      options?: RpropOptions,
    ]
  ) {
    const options = readSettings("Rprop", defaults, 3, settings, params);
    const [shrink, grow] = options.etas;
    checkRate(options.lr);
    if (!(shrink > 0 && shrink < 1 && grow > 1)) throw errors.invalidSetting("eta values", `${shrink}, ${grow}`);
    super(params, options);
  }

  protected override begin(parameter: Tensor, { lr }: ParameterGroup<Required<RpropOptions>>): RpropState {
    return {
      step: scalarState(0),
      prev: contiguousZeros(parameter),
      step_size: full_like(parameter, rateOf(lr).value),
    };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    { etas: [shrink, grow], step_sizes: [least, greatest] }: ParameterGroup<Required<RpropOptions>>,
    { step, prev, step_size }: RpropState,
  ): void {
    counted(step);
    const sign = gradient.mul(prev).sign();
    const turned = sign.lt(0);
    const factor = sign.masked_fill(sign.gt(0), grow).masked_fill(turned, shrink).masked_fill(sign.eq(0), 1);
    step_size.mul_(factor).clamp_(least, greatest);
    // Where the sign changed the step is not made, and the next one counts as the first.
    const g = gradient.masked_fill(turned, 0);
    parameter.addcmul_(g.sign(), step_size, { value: -1 });
    prev.copy_(g);
  }
}
