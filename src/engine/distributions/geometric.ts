import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { empty, zeros_like } from "../fills.js";
import { binary_cross_entropy_with_logits } from "../nn/functional/classificationLosses.js";
import type { Tensor } from "../tensor.js";
import { nonnegative_integer, type Constraint } from "./constraints.js";
import { described } from "./distribution.js";
import { OddsDistribution, readOdds, type OddsOptions } from "./oddsDistribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export type GeometricOptions = OddsOptions;

/**
 * Geometric distributions: how many tries fail before one succeeds. Throws unless either `probs`, in (0, 1], or `logits`
 * are given.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.geometric.Geometric
 */
export class Geometric extends OddsDistribution {
  constructor(
    probs?: Parameter | null | GeometricOptions,
    logits?: Parameter | null | GeometricOptions,
    validate_args?: boolean | null | GeometricOptions,
  ) {
    const names = ["probs", "logits", "validate_args"] as const;
    const given = readOdds<GeometricOptions>("Geometric", names, [probs, logits, validate_args]);
    super(given.probs, given.logits);
    this.checkParameters(given.validate_args);
    if (!this.validates || given.probs === null) return;
    const wrong = this.probs.le(0);
    if (!wrong.any().item()) return;
    const { kind, shape } = described(this.probs);
    const { values } = described(this.probs.detach().masked_select(wrong));
    throw errors.certainFailure({ kind, shape, values }, this.toString());
  }

  get support(): Constraint {
    return nonnegative_integer;
  }

  override get mean(): Tensor {
    return this.probs.reciprocal().sub(1);
  }

  override get mode(): Tensor {
    return zeros_like(this.probs);
  }

  override get variance(): Tensor {
    return this.probs.reciprocal().sub(1).div(this.probs);
  }

  override entropy(): Tensor {
    return binary_cross_entropy_with_logits(this.logits, this.probs, { reduction: "none" }).div(this.probs);
  }

  protected override draw(shape: readonly number[]): Tensor {
    const { dtype } = this.probs;
    const u = empty(shape, { dtype }).uniform_(finfo(dtype).tiny, 1);
    return u.log().div(this.probs.neg().log1p()).floor();
  }

  protected logDensity(value: Tensor | number): Tensor {
    const [tries, probs] = broadcastAll(value, this.probs) as [Tensor, Tensor];
    const open = probs.masked_fill(probs.eq(1).logical_and(tries.eq(0)), 0);
    return tries.mul(open.neg().log1p()).add(this.probs.log());
  }
}
