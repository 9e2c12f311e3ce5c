import { integersArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import { cat as catTensors } from "../../ops/join.js";
import { stack as stackTensors } from "../../ops/indexing.js";
import type { Tensor } from "../../tensor.js";
import { Constraint } from "./constraint.js";

/** @internal Regions of the parts of a tensor. */
export class JoinedConstraint extends Constraint {
  constructor(
    kind: "Cat" | "Stack",
    readonly cseq: readonly Constraint[],
    readonly dim: number,
    readonly lengths: readonly number[],
  ) {
    const check = kind === "Cat" ? checkPieces : checkSlices;
    const most = Math.max(...cseq.map(({ event_dim }) => event_dim));
    super(`${kind}()`, (value) => check(value, cseq, dim, lengths), {
      event_dim: kind === "Stack" && dim + most < 0 ? most + 1 : most,
      is_discrete: cseq.some(({ is_discrete }) => is_discrete),
    });
  }
}

/**
 * Tensors whose pieces along a dimension, of the given lengths (1), are each in a region.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function cat(cseq: readonly Constraint[], dim = 0, lengths?: readonly number[] | null): Constraint {
  const sizes = lengths ?? cseq.map(() => 1);
  integersArgument("cat", "lengths", sizes);
  if (sizes.length !== cseq.length) throw errors.joinedLengths(sizes.length, "cseq", cseq.length);
  return new JoinedConstraint("Cat", cseq, dim, sizes);
}

/**
 * Tensors whose slices at a dimension are each in a region.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export function stack(cseq: readonly Constraint[], dim = 0): Constraint {
  return new JoinedConstraint(
    "Stack",
    cseq,
    dim,
    cseq.map(() => 1),
  );
}

function checkPieces(value: Tensor, cseq: readonly Constraint[], dim: number, lengths: readonly number[]): Tensor {
  checkDimension(dim, value);
  let start = 0;
  const checks = cseq.map((constraint, i) => {
    const piece = value.narrow(dim, start, lengths[i]!);
    start += lengths[i]!;
    return constraint.check(piece);
  });
  return catTensors(checks, dim);
}

function checkSlices(value: Tensor, cseq: readonly Constraint[], dim: number): Tensor {
  checkDimension(dim, value);
  const checks = cseq.map((constraint, i) => constraint.check(value.select(dim, i)));
  return stackTensors(checks, dim);
}

function checkDimension(dim: number, { ndim }: Tensor): void {
  if (dim < -ndim || dim >= ndim) throw errors.joinedDimension(dim, "value", ndim);
}
