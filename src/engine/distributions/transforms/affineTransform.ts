import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { full_like } from "../../fills.js";
import { add, mul } from "../../ops/arithmetic.js";
import type { Operand } from "../../ops/op.js";
import { broadcastShapes } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { independent, real, type Constraint } from "../constraints.js";
import { Transform, type CacheOption } from "./transform.js";

export interface AffineTransformOptions extends CacheOption {
  /** What is added. */
  readonly loc?: Operand;
  /** With what is multiplied. */
  readonly scale?: Operand;
  /** How many of the last dimensions are one event; 0 unless given. */
  readonly event_dim?: number;
}

/**
 * loc + scale · x.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.AffineTransform
 */
export class AffineTransform extends Transform {
  override bijective = true;
  /** What is added. */
  readonly loc: Operand;
  /** With what is multiplied. */
  readonly scale: Operand;
  private readonly dimensions: number;

  constructor(
    loc: Operand | AffineTransformOptions,
    scale?: Operand | AffineTransformOptions,
    event_dim?: number | AffineTransformOptions,
    cache_size?: number | AffineTransformOptions,
  ) {
    const names = ["loc", "scale", "event_dim", "cache_size"] as const;
    const given = readArguments<AffineTransformOptions>("AffineTransform", names, [loc, scale, event_dim, cache_size]);
    if (given.loc === undefined) throw errors.missingArgument("AffineTransform.__init__", "loc");
    if (given.scale === undefined) throw errors.missingArgument("AffineTransform.__init__", "scale");
    super(given.cache_size);
    this.loc = given.loc;
    this.scale = given.scale;
    this.dimensions = given.event_dim ?? 0;
  }

  override get event_dim(): number {
    return this.dimensions;
  }

  get domain(): Constraint {
    return this.dimensions === 0 ? real : independent(real, this.dimensions);
  }

  get codomain(): Constraint {
    return this.domain;
  }

  override get sign(): number | Tensor {
    return isTensor(this.scale) ? this.scale.sign() : Math.sign(this.scale);
  }

  override log_abs_det_jacobian(x: Tensor, _y: Tensor): Tensor {
    const { scale, dimensions } = this;
    const stretched = isTensor(scale) ? scale.abs().log() : full_like(x, Math.log(Math.abs(scale)));
    if (dimensions === 0) return stretched.expand(x.shape);
    const outer = stretched.shape.slice(0, Math.max(stretched.ndim - dimensions, 0));
    return stretched
      .view([...outer, -1])
      .sum(-1)
      .expand(x.shape.slice(0, -dimensions));
  }

  override forward_shape(shape: readonly number[]): readonly number[] {
    return [this.loc, this.scale].reduce<readonly number[]>(
      (all, parameter) => (isTensor(parameter) ? broadcastShapes(all, parameter.shape) : all),
      shape,
    );
  }

  override inverse_shape(shape: readonly number[]): readonly number[] {
    return this.forward_shape(shape);
  }

  /** @internal */
  override equals(other: Transform): boolean {
    return this.isAlike(other) && isSame(this.loc, other.loc) && isSame(this.scale, other.scale);
  }

  protected forward(x: Tensor): Tensor {
    return add(this.loc, mul(this.scale, x));
  }

  protected inverse(y: Tensor): Tensor {
    return y.sub(this.loc).div(this.scale);
  }

  protected override settings(): readonly unknown[] {
    return [this.loc, this.scale, this.dimensions];
  }
}

function isSame(a: Operand, b: Operand): boolean {
  if (!isTensor(a) && !isTensor(b)) return a === b;
  return Boolean((isTensor(a) ? a.eq(b) : (b as Tensor).eq(a)).all().item());
}
