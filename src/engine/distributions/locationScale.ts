import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { positive, real, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { broadcastAll, type Parameter } from "./parameters.js";

export interface LocationScaleOptions {
  /** Where the distribution is centred. */
  readonly loc?: Parameter;
  /** How far it spreads; positive. */
  readonly scale?: Parameter;
  /** Whether parameters and values are checked; true unless given. */
  readonly validate_args?: boolean | null;
}

/** Distributions of all numbers that are symmetric around `loc` and as wide as `scale` says. */
export abstract class LocationScale extends Distribution {
  override has_rsample = true;
  /** Where the distribution is centred, as a tensor of the batch's shape. */
  readonly loc: Tensor;
  /** How far it spreads, as a tensor of the batch's shape. */
  readonly scale: Tensor;

  constructor(
    loc: Parameter | LocationScaleOptions,
    scale?: Parameter | LocationScaleOptions,
    validate_args?: boolean | null | LocationScaleOptions,
  ) {
    const { name } = new.target;
    const names = ["loc", "scale", "validate_args"] as const;
    const given = readArguments<LocationScaleOptions>(name, names, [loc, scale, validate_args]);
    if (given.loc === undefined) throw errors.missingArgument(`${name}.__init__`, "loc");
    if (given.scale === undefined) throw errors.missingArgument(`${name}.__init__`, "scale");
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

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { loc: this.loc.expand(batch_shape), scale: this.scale.expand(batch_shape) });
  }

  protected known(): Readonly<Record<string, Tensor>> {
    return { loc: this.loc, scale: this.scale };
  }
}
