import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { GradientOptimizer } from "./gradientOptimizer.js";
import { keptWeight, rateOf } from "./learningRate.js";
import { orthogonalised } from "./newtonSchulz.js";
import type { OptimizerInput, ParameterGroup } from "./parameterGroups.js";
import { readSettings } from "./settings.js";

export interface MuonOptions {
  /** The learning rate; 0.001 unless given. */
  readonly lr?: number | Tensor;
  /** How strongly weights are pulled to 0; 0.1 unless given. */
  readonly weight_decay?: number;
  /** How much of the last step's direction is kept; 0.95 unless given. */
  readonly momentum?: number;
  /** Looks ahead along the direction; true unless given. */
  readonly nesterov?: boolean;
  /** The coefficients of the polynomial that orthogonalises; [3.4445, −4.775, 2.0315] unless given. */
  readonly ns_coefficients?: readonly [number, number, number];
  /** The least norm that a direction is divided by; 1e-7 unless given. */
  readonly eps?: number;
  /** How often the polynomial is applied; 5 unless given. */
  readonly ns_steps?: number;
  /**
   * How the rate depends on the parameter's shape: by √max(1, rows / columns) as "original" has it and null, or so that the
   * steps are of AdamW's size.
   */
  readonly adjust_lr_fn?: "original" | "match_rms_adamw" | null;
}

export type MuonState = {
  /** The running average of gradients. */
  momentum_buffer: Tensor;
};

const defaults: Required<MuonOptions> = {
  lr: 1e-3,
  weight_decay: 0.1,
  momentum: 0.95,
  nesterov: true,
  ns_coefficients: [3.4445, -4.775, 2.0315],
  eps: 1e-7,
  ns_steps: 5,
  adjust_lr_fn: null,
};

/**
 * Moves a matrix along the orthogonal matrix that is nearest to its momentum, found in bfloat16 by Newton and Schulz's
 * iteration. Throws for parameters that are no matrices, and for negative settings.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html
 */
export class Muon extends GradientOptimizer<Required<MuonOptions>, MuonState> {
  constructor(
    params: OptimizerInput<MuonOptions>,
    ...settings: [
      lr?: number | Tensor | MuonOptions,
      weight_decay?: number | MuonOptions,
      momentum?: number | MuonOptions,
      nesterov?: boolean | MuonOptions,
      ns_coefficients?: readonly [number, number, number] | MuonOptions,
      eps?: number | MuonOptions,
      ns_steps?: number | MuonOptions,
      adjust_lr_fn?: "original" | "match_rms_adamw" | null | MuonOptions,
      options?: MuonOptions,
    ]
  ) {
    super(params, checked(readSettings("Muon", defaults, 8, settings, params)));
    for (const { params: parameters } of this.param_groups)
      for (const { shape } of parameters) if (shape.length !== 2) throw errors.notAMatrixParameter(shape);
  }

  protected override begin(parameter: Tensor): MuonState {
    return { momentum_buffer: contiguousZeros(parameter) };
  }

  protected override update(
    parameter: Tensor,
    gradient: Tensor,
    group: ParameterGroup<Required<MuonOptions>>,
    { momentum_buffer }: MuonState,
  ): void {
    const { weight_decay, momentum, nesterov, ns_coefficients, eps, ns_steps } = group;
    if (ns_steps >= 100) throw errors.tooManyNewtonSchulzSteps();
    const rate = rateOf(group.lr);
    momentum_buffer.lerp_(gradient, 1 - momentum);
    const direction = nesterov ? gradient.lerp(momentum_buffer, momentum) : momentum_buffer;
    const step = orthogonalised(direction, ns_coefficients, ns_steps, eps);
    parameter.mul_(keptWeight(rate, weight_decay));
    parameter.add_(step, { alpha: -rate.value * rateFactor(group.adjust_lr_fn, parameter) });
  }
}

function rateFactor(adjustment: MuonOptions["adjust_lr_fn"], { shape }: Tensor): number {
  const [rows, columns] = shape as readonly [number, number];
  return adjustment === "match_rms_adamw"
    ? 0.2 * Math.sqrt(Math.max(rows, columns))
    : Math.sqrt(Math.max(1, rows / columns));
}

function checked(options: Required<MuonOptions>): Required<MuonOptions> {
  const { lr, momentum, weight_decay, adjust_lr_fn } = options;
  const rate = rateOf(lr).value;
  if (!(rate >= 0)) throw errors.settingOutOfRange("Learning rate", ">= 0", rate);
  if (!(momentum >= 0)) throw errors.settingOutOfRange("momentum", ">= 0", momentum);
  if (!(weight_decay >= 0)) throw errors.settingOutOfRange("weight decay", ">= 0", weight_decay);
  if (!(adjustments as readonly unknown[]).includes(adjust_lr_fn)) throw errors.unknownRateAdjustment(adjust_lr_fn!);
  return options;
}

const adjustments: readonly MuonOptions["adjust_lr_fn"][] = ["original", "match_rms_adamw", null];
