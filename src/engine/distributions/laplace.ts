import { readArguments } from "../arguments.js";
import { finfo } from "../dtypeFunctions.js";
import * as errors from "../errors.js";
import { empty } from "../fills.js";
import { add, sub } from "../ops/arithmetic.js";
import type { Tensor } from "../tensor.js";
import { positive, real, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import type { NormalOptions } from "./normal.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export type LaplaceOptions = NormalOptions;

/**
 * Laplace distributions: the logarithm of the density falls by 1/scale with the distance from `loc`. The parameters are
 * broadcast. Throws unless `scale` is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.laplace.Laplace
 */
export class Laplace extends Distribution {
  override has_rsample = true;
  readonly loc: Tensor;
  readonly scale: Tensor;

  constructor(
    loc: Parameter | LaplaceOptions,
    scale?: Parameter | LaplaceOptions,
    validate_args?: boolean | null | LaplaceOptions,
  ) {
    const names = ["loc", "scale", "validate_args"] as const;
    const given = readArguments<LaplaceOptions>("Laplace", names, [loc, scale, validate_args]);
    if (given.loc === undefined) throw errors.missingArgument("Laplace.__init__", "loc");
    if (given.scale === undefined) throw errors.missingArgument("Laplace.__init__", "scale");
    const [center, width] = broadcastAll(given.loc, given.scale);
    super(center!.shape);
    this.loc = center!;
    this.scale = width!;
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"loc" | "scale", Constraint>> {
    return { loc: real, scale: positive };
  }

  get support(): Constraint {
    return real;
  }

  get mean(): Tensor {
    return this.loc;
  }

  get mode(): Tensor {
    return this.loc;
  }

  override get stddev(): Tensor {
    return this.scale.mul(Math.SQRT2);
  }

  get variance(): Tensor {
    return this.scale.pow(2).mul(2);
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { loc: this.loc.expand(batch_shape), scale: this.scale.expand(batch_shape) });
  }

  entropy(): Tensor {
    return add(1, this.scale.mul(2).log());
  }

  override cdf(value: Tensor | number): Tensor {
    this.checkValue(value);
    const distance = sub(value, this.loc);
    return sub(0.5, distance.sign().mul(0.5).mul(distance.abs().neg().div(this.scale).expm1()));
  }

  override icdf(value: Tensor): Tensor {
    const beside = value.sub(0.5);
    return this.loc.sub(this.scale.mul(beside.sign()).mul(beside.abs().mul(-2).log1p()));
  }

  protected known(): Readonly<Record<string, Tensor>> {
    return { loc: this.loc, scale: this.scale };
  }

  protected draw(shape: readonly number[]): Tensor {
    return this.drawDifferentiably(shape);
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    const { dtype } = this.loc;
    const u = empty(shape, { dtype }).uniform_(finfo(dtype).eps - 1, 1);
    return this.loc.sub(this.scale.mul(u.sign()).mul(u.abs().neg().log1p()));
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.scale.mul(2).log().neg().sub(sub(value, this.loc).abs().div(this.scale));
  }
}
