import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { floatingOf } from "../promotion.js";
import { wrapDimension } from "../shape.js";
import { renamed } from "./functions.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import type { AfterInput } from "./afterInput.js";
import { productByNumber, quotientByNumber } from "./byNumber.js";
import { numberArgument, tensorArgument } from "./operands.js";

export interface TrapezoidOptions {
  /** Where the samples lie. */
  readonly x?: Tensor;
  /** How far apart they are, 1 unless given. */
  readonly dx?: number;
  /** The dimension along which to integrate; the last one unless given. */
  readonly dim?: number;
}

/**
 * The integral along a dimension by the trapezoidal rule, from samples that are dx apart or lie at x. Throws unless there is an x
 * for each.
 * https://docs.pytorch.org/docs/stable/generated/torch.trapezoid.html
 */
export function trapezoid(y: Tensor, x?: Tensor | TrapezoidOptions, options?: TrapezoidOptions): Tensor;
export function trapezoid(y: Tensor, ...args: unknown[]): Tensor {
  const named = byName(trapezoid, "trapezoid(y, x, *, dim) | trapezoid(y, *, dx, dim)", arguments);
  if (named !== null) return named.result;
  const { left, right, width, dim } = panels("trapezoid", y, args);
  // Of no samples it is 0, which hangs on nothing.
  if (y.shape[dim] === 0) return filledTensor(y.shape.toSpliced(dim, 1), 0, y.dtype);
  if (typeof width !== "number") return quotientByNumber(right.add(left).mul(width).sum(dim), 2);
  // As PyTorch does it: all samples, less half of the first and the last.
  const ends = y.select(dim, 0).add(y.select(dim, -1));
  return productByNumber(y.sum(dim).sub(productByNumber(ends, 0.5)), width);
}

/**
 * Another name of `trapezoid`.
 * https://docs.pytorch.org/docs/stable/generated/torch.trapz.html
 */
export function trapz(y: Tensor, x?: Tensor | TrapezoidOptions, options?: TrapezoidOptions): Tensor;
export function trapz(y: Tensor, ...args: unknown[]): Tensor {
  const named = byName(trapz, "trapz(y, *, dx, dim) | trapz(y, x, *, dim)", arguments);
  if (named !== null) return named.result;
  return renamed("trapz", trapezoid)(y, ...(args as AfterInput<typeof trapezoid>));
}

/**
 * The integrals up to each sample along a dimension by the trapezoidal rule. Throws unless there is an x for each.
 * https://docs.pytorch.org/docs/stable/generated/torch.cumulative_trapezoid.html
 */
export function cumulative_trapezoid(y: Tensor, x?: Tensor | TrapezoidOptions, options?: TrapezoidOptions): Tensor;
export function cumulative_trapezoid(y: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    cumulative_trapezoid,
    "cumulative_trapezoid(y, x, *, dim) | cumulative_trapezoid(y, *, dx, dim)",
    arguments,
  );
  if (named !== null) return named.result;
  const { left, right, width, dim } = panels("cumulative_trapezoid", y, args);
  if (typeof width === "number") return productByNumber(inFloats(left.add(right)), width / 2).cumsum(dim);
  return quotientByNumber(right.add(left).mul(width).cumsum(dim), 2);
}

type Panels = { readonly left: Tensor; readonly right: Tensor; readonly width: number | Tensor; readonly dim: number };

/** The two sides of each panel and its width. */
function panels(op: string, samples: unknown, args: readonly unknown[]): Panels {
  const y = tensorArgument(op, "y", samples);
  const given = readArguments<TrapezoidOptions>(op, ["x", "dx", "dim"], args);
  const x = given.x === undefined ? null : tensorArgument(op, "x", given.x);
  const dx = x === null ? numberArgument(op, "dx", given.dx, 1) : null;
  const dim = dimensionOf(op, y, x, integerArgument(op, "dim", given.dim, -1));
  const size = Math.max(y.shape[dim]! - 1, 0);
  const sides = (width: number | Tensor): Panels => {
    return { left: y.narrow(dim, 0, size), right: y.narrow(dim, Math.min(1, y.shape[dim]!), size), width, dim };
  };
  if (x === null) return sides(dx!);
  // Of no samples PyTorch looks at no points.
  if (op === "trapezoid" && y.shape[dim] === 0) return sides(0);
  const points = pointsBeside(op, x, y, dim);
  const count = Math.max(points.shape[dim]! - 1, 0);
  // The widths come first, so that backward comes to the samples first.
  return sides(points.narrow(dim, Math.min(1, points.shape[dim]!), count).sub(points.narrow(dim, 0, count)));
}

/** The dimension from the front. Throws for numbers and bools in the order in which PyTorch looks at them. */
function dimensionOf(op: string, y: Tensor, x: Tensor | null, wanted: number): number {
  const dim = x === null ? wanted : wrapDimension(wanted, y.ndim);
  const isEmpty = op === "trapezoid" && y.size(dim) === 0;
  if (!isEmpty && [y, x].some((tensor) => tensor?.dtype === bool)) throw errors.trapezoidOfBools(op, x !== null);
  if (y.ndim === 0) throw x?.ndim === 1 ? errors.dimensionOfScalar(dim) : errors.sliceOfScalar();
  return wrapDimension(dim, y.ndim);
}

/** The points in the samples' dimension; PyTorch counts it from the front, even of points with more dimensions. */
function pointsBeside(op: string, x: Tensor, y: Tensor, dim: number): Tensor {
  if (x.ndim === 1) {
    if (x.shape[0] !== y.shape[dim]) throw errors.trapezoidPoints(op);
    return x.view(y.shape.map((size, i) => (i === dim ? size : 1)));
  }
  return x.ndim < y.ndim ? x.view([...new Array<number>(y.ndim - x.ndim).fill(1), ...x.shape]) : x;
}

/** What PyTorch multiplies by a C++ double, be that whole or not. */
function inFloats(x: Tensor): Tensor {
  return x.dtype.is_floating_point ? x : x.to(floatingOf(x.dtype));
}
