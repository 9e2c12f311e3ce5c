import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { stack as stackTensors } from "../../ops/indexing.js";
import { cat as catTensors } from "../../ops/join.js";
import type { Tensor } from "../../tensor.js";
import { cat, stack, type Constraint } from "../constraints.js";
import { sumRightmost } from "../parameters.js";
import { Transform, type CacheOption } from "./transform.js";

export interface StackTransformOptions extends CacheOption {
  /** The transforms of the parts. */
  readonly tseq?: readonly Transform[];
  /** The dimension; 0 unless given. */
  readonly dim?: number;
}

export interface CatTransformOptions extends StackTransformOptions {
  /** How long each piece is; 1 unless given. */
  readonly lengths?: readonly number[] | null;
}

/** Transforms of the parts of a tensor along a dimension. */
abstract class JoinedTransform extends Transform {
  /** The transforms of the parts. */
  readonly transforms: readonly Transform[];
  /** The dimension. */
  readonly dim: number;

  constructor({ tseq, dim = 0, cache_size = 0 }: StackTransformOptions) {
    const { name } = new.target;
    if (tseq === undefined) throw errors.missingArgument(`${name}.__init__`, "tseq");
    if (!Array.isArray(tseq) || !tseq.every((one) => one instanceof Transform)) throw errors.joinedKinds();
    super(cache_size);
    this.transforms = cache_size === 0 ? tseq : tseq.map((transform) => transform.with_cache(cache_size));
    this.dim = dim;
    this.bijective = tseq.every(({ bijective }) => bijective);
  }

  /** Splits a tensor that is called `name` where an error tells of its size, and another way where it tells of its rank. */
  protected abstract split(tensor: Tensor, name: string, called?: string): readonly Tensor[];
  protected abstract join(tensors: readonly Tensor[], dim: number): Tensor;

  protected forward(x: Tensor): Tensor {
    const parts = this.split(x, "x", "tensor");
    return this.join(
      this.transforms.map((transform, i) => transform(parts[i]!)),
      this.dim,
    );
  }

  protected inverse(y: Tensor): Tensor {
    const parts = this.split(y, "y", "tensor");
    return this.join(
      this.transforms.map((transform, i) => transform.inv(parts[i]!)),
      this.dim,
    );
  }

  protected checkDimension({ ndim }: Tensor, name: string): void {
    if (this.dim < -ndim || this.dim >= ndim) throw errors.joinedDimension(this.dim, name, ndim);
  }
}

/**
 * Transforms of the pieces of a tensor along a dimension, each of a length.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.CatTransform
 */
export class CatTransform extends JoinedTransform {
  /** How long each piece is. */
  readonly lengths: readonly number[];

  constructor(
    tseq: readonly Transform[] | CatTransformOptions,
    dim?: number | CatTransformOptions,
    lengths?: readonly number[] | null | CatTransformOptions,
    cache_size?: number | CatTransformOptions,
  ) {
    const names = ["tseq", "dim", "lengths", "cache_size"] as const;
    const given = readArguments<CatTransformOptions>("CatTransform", names, [tseq, dim, lengths, cache_size]);
    super(given);
    this.lengths = given.lengths ?? this.transforms.map(() => 1);
    if (this.lengths.length !== this.transforms.length)
      throw errors.joinedLengths(this.lengths.length, "transforms", this.transforms.length);
  }

  get domain(): Constraint {
    return cat(
      this.transforms.map(({ domain }) => domain),
      this.dim,
      this.lengths,
    );
  }

  get codomain(): Constraint {
    return cat(
      this.transforms.map(({ codomain }) => codomain),
      this.dim,
      this.lengths,
    );
  }

  override get event_dim(): number {
    return Math.max(...this.transforms.map(({ event_dim }) => event_dim));
  }

  /** The length of all pieces. */
  get whole(): number {
    return this.lengths.reduce((sum, length) => sum + length, 0);
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    const [before, after] = [this.split(x, "x"), this.split(y, "y")];
    const terms = this.transforms.map((transform, i) =>
      sumRightmost(transform.log_abs_det_jacobian(before[i]!, after[i]!), this.event_dim - transform.event_dim),
    );
    const dim = (this.dim >= 0 ? this.dim - x.ndim : this.dim) + this.event_dim;
    return dim < 0 ? this.join(terms, dim) : terms.reduce((sum, term) => sum.add(term));
  }

  protected split(tensor: Tensor, name: string, called = name): readonly Tensor[] {
    this.checkDimension(tensor, called);
    const size = tensor.size(this.dim);
    if (size !== this.whole) throw errors.joinedSize(name, this.dim, size, `length ${this.whole}`);
    return tensor.split(this.lengths, this.dim);
  }

  protected join(tensors: readonly Tensor[], dim: number): Tensor {
    return catTensors(tensors, dim);
  }

  protected override settings(): readonly unknown[] {
    return [this.transforms, this.dim, this.lengths];
  }
}

/**
 * Transforms of the slices of a tensor at a dimension.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.transforms.StackTransform
 */
export class StackTransform extends JoinedTransform {
  constructor(
    tseq: readonly Transform[] | StackTransformOptions,
    dim?: number | StackTransformOptions,
    cache_size?: number | StackTransformOptions,
  ) {
    super(readArguments("StackTransform", ["tseq", "dim", "cache_size"], [tseq, dim, cache_size]));
  }

  get domain(): Constraint {
    return stack(
      this.transforms.map(({ domain }) => domain),
      this.dim,
    );
  }

  get codomain(): Constraint {
    return stack(
      this.transforms.map(({ codomain }) => codomain),
      this.dim,
    );
  }

  override log_abs_det_jacobian(x: Tensor, y: Tensor): Tensor {
    const [before, after] = [this.split(x, "x"), this.split(y, "y")];
    const terms = this.transforms.map((transform, i) => transform.log_abs_det_jacobian(before[i]!, after[i]!));
    return this.join(terms, this.dim);
  }

  protected split(tensor: Tensor, name: string, called = name): readonly Tensor[] {
    this.checkDimension(tensor, called);
    const size = tensor.size(this.dim);
    const count = this.transforms.length;
    if (size !== count) throw errors.joinedSize(name, this.dim, size, `len(transforms) ${count}`);
    return tensor.unbind(this.dim);
  }

  protected join(tensors: readonly Tensor[], dim: number): Tensor {
    return stackTensors(tensors, dim);
  }

  protected override settings(): readonly unknown[] {
    return [this.transforms, this.dim];
  }
}
