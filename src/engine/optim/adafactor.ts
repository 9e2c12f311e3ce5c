import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros, filledTensor } from "../tensorFactory.js";
import { counted, GradientOptimizer, scalarState } from "./gradientOptimizer.js";
import { keptWeight, rateOf } from "./learningRate.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings, type ForeachOptions } from "./settings.js";

export interface AdafactorOptions extends ForeachOptions {
  /** The greatest relative size of a step; 0.01 unless given. */
  readonly lr?: number | Tensor;
  /** The power of the step's number by which the mean squares are renewed: −0.8 unless given, and not above 0. */
  readonly beta2_decay?: number;
  /** The least mean square, by its root (the dtype's epsilon where null), and the least scale of a parameter; [null, 1e-3]. */
  readonly eps?: readonly [number | null, number];
  /** The greatest root mean square of an update before it is scaled; 1 unless given, and not below. */
  readonly d?: number;
  /** How strongly weights are pulled to 0. */
  readonly weight_decay?: number;
  /** Climbs rather than descends. */
  readonly maximize?: boolean;
}

export type AdafactorState = {
  /** How many steps there were, as a float32 tensor. */
  step: Tensor;
  /** The mean squares of the rows and columns, of parameters with two dimensions or more. */
  row_var?: Tensor;
  /** The running average of squared gradients over the rows. */
  col_var?: Tensor;
  /** The mean squares, of all others. */
  variance?: Tensor;
};

const defaults: Required<AdafactorOptions> = {
  lr: 1e-2,
  beta2_decay: -0.8,
  eps: [null, 1e-3],
  d: 1,
  weight_decay: 0,
  foreach: null,
  maximize: false,
};

/**
 * Divides the gradient by the root of its mean square as Adam does, but keeps of a matrix only the mean squares of its
 * rows and columns. Throws for settings out of their range, and for no parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html
 */
export class Adafactor extends GradientOptimizer<Required<AdafactorOptions>, AdafactorState> {
  constructor(
    params: OptimizerInput<AdafactorOptions>,
    ...settings: [
      lr?: number | Tensor | AdafactorOptions,
      beta2_decay?: number | AdafactorOptions,
      eps?: readonly [number | null, number] | AdafactorOptions,
      d?: number | AdafactorOptions,
      weight_decay?: number | AdafactorOptions,
      options?: AdafactorOptions,
    ]
  ) {
    super(params, checked(readSettings("Adafactor", defaults, 5, settings, params)));
  }

  protected override begin(parameter: Tensor): AdafactorState {
    const step = scalarState(0);
    const { shape, dtype } = parameter;
    if (shape.length < 2) return { step, variance: contiguousZeros(parameter) };
    const row_var = filledTensor(shape.with(-1, 1), 0, dtype);
    return { step, row_var, col_var: filledTensor(shape.with(-2, 1), 0, dtype) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Required<AdafactorOptions>>,
    state: AdafactorState,
  ): void {
    const { beta2_decay, d, weight_decay } = group;
    const [least, leastScale] = [group.eps[0] ?? finfo(parameter.dtype).eps, group.eps[1]];
    const rate = rateOf(group.lr);
    const steps = counted(state.step);
    const renewed = steps ** beta2_decay;
    const size = Math.max(leastScale, rootMeanSquare(parameter)) * Math.min(rate.value, 1 / Math.sqrt(steps));
    if (weight_decay !== 0) parameter.mul_(keptWeight(rate, weight_decay));
    const update = meanSquare(gradient, renewed, least, state)
      .clamp_({ min: least * least })
      .rsqrt_()
      .mul_(gradient);
    const root = update.norm(2).item() / (Math.sqrt(update.numel()) * d);
    parameter.add_(update, { alpha: -size / Math.max(1, root) });
  }

  protected override floats(): readonly string[] {
    return ["d", "weight_decay"];
  }
}

/** How large the mean squares are by now; of a matrix their estimate by the rows and columns. */
function meanSquare(gradient: Tensor, renewed: number, least: number, state: AdafactorState): Tensor {
  const { row_var, col_var, variance } = state;
  if (row_var === undefined || col_var === undefined) return variance!.lerp_(gradient.mul(gradient), renewed).clone();
  const meanAlong = (dim: number): Tensor => gradient.norm({ dim, keepdim: true }).square_().div_(gradient.size(dim));
  row_var.lerp_(meanAlong(-1), renewed);
  col_var.lerp_(meanAlong(-2), renewed);
  return row_var.matmul(col_var).div_(row_var.mean(-2, true).clamp_({ min: least }));
}

function rootMeanSquare(x: Tensor): number {
  return x.norm(2).item() / Math.sqrt(x.numel());
}

function checked(options: Required<AdafactorOptions>): Required<AdafactorOptions> {
  const { lr, beta2_decay, eps, d, weight_decay } = options;
  const rate = rateOf(lr).value;
  if (!(rate >= 0)) throw errors.settingOutOfRange("Learning rate", ">= 0", rate);
  if (!(beta2_decay <= 0)) throw errors.settingOutOfRange("beta2_decay", "<= 0", beta2_decay);
  if (eps[0] !== null && !(eps[0] >= 0)) throw errors.settingOutOfRange("epsilon1", ">= 0", eps[0]);
  if (!(eps[1] >= 0)) throw errors.settingOutOfRange("epsilon2", ">= 0", eps[1]);
  if (!(d >= 1)) throw errors.settingOutOfRange("Clipping threshold d", ">= 1", d);
  if (!(weight_decay >= 0)) throw errors.settingOutOfRange("weight_decay", ">= 0", weight_decay);
  return options;
}
