import { integerArgument, integersArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { repeatedDimension } from "../errors.js";
import { floatingOf } from "../promotion.js";
import { batchLevel } from "../func/batchLevel.js";
import { preservedStrides } from "../layout.js";
import { zerosForSlices } from "../random/slices.js";
import { wrapDimension } from "../shape.js";
import { emptyStrided, filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { productByNumber, quotientByNumber } from "./byNumber.js";
import { cat } from "./join.js";
import type { Operand } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";
import type { Dimensions } from "./reducing.js";

export interface DiffOptions {
  /** How often the difference is taken. */
  readonly n?: number;
  /** The dimension along which to subtract; the last one unless given. */
  readonly dim?: number;
  /** What stands in front of the input; nothing unless given. */
  readonly prepend?: Tensor | null;
  /** What stands behind the input; nothing unless given. */
  readonly append?: Tensor | null;
}

export interface TrapezoidOptions {
  /** Where the samples lie. */
  readonly x?: Tensor;
  /** How far apart they are, 1 unless given. */
  readonly dx?: number;
  /** The dimension along which to integrate; the last one unless given. */
  readonly dim?: number;
}

export interface GradientOptions {
  /** How far apart the samples are, for all dimensions or each; or where they lie along each. */
  readonly spacing?: Operand | readonly Operand[] | null;
  /** The dimensions to differentiate along; all of them unless given. */
  readonly dim?: Dimensions | null;
  /** 1 or 2: the order of the estimate at the edges; 1 unless given. */
  readonly edge_order?: number;
}

/**
 * The n-th differences of neighbours along a dimension. Throws for a 0-d tensor and a negative n.
 * https://docs.pytorch.org/docs/stable/generated/torch.diff.html
 */
export function diff(
  input: Tensor,
  n?: number | DiffOptions,
  dim?: number | DiffOptions,
  prepend?: Tensor | null | DiffOptions,
  append?: Tensor | null | DiffOptions,
): Tensor;
export function diff(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diff, "diff(input, n, dim, prepend, append)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diff", "input", input);
  const given = readArguments<DiffOptions>("diff", ["n", "dim", "prepend", "append"], args);
  const n = integerArgument("diff", "n", given.n === undefined ? 1 : given.n);
  const wanted = integerArgument("diff", "dim", given.dim === undefined ? -1 : given.dim);
  const ends = (["prepend", "append"] as const).map((name) =>
    given[name] === undefined || given[name] === null ? null : tensorArgument("diff", name, given[name]),
  );
  if (x.ndim === 0) throw errors.diffOfScalar();
  if (n < 0) throw errors.diffOrder(n);
  for (const end of ends) if (end !== null) checkEnd(x, end, wanted);
  if (n === 0)
    return (batchLevel === null ? emptyStrided(x.shape, preservedStrides(x), x.dtype) : zerosForSlices(x)).copy_(x);
  const dim = wrapDimension(wanted, x.ndim);
  const parts = [ends[0], x, ends[1]].filter((part): part is Tensor => isTensor(part));
  let values = parts.length === 1 ? x : cat(parts, dim);
  for (let i = 0; i < n && values.shape[dim]! > 0; i++) {
    const size = values.shape[dim]! - 1;
    const [later, earlier] = [values.narrow(dim, 1, size), values.narrow(dim, 0, size)];
    values = values.dtype === bool ? later.ne(earlier) : later.sub(earlier);
  }
  return values;
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
  if (typeof width !== "number") return quotientByNumber(left.add(right).mul(width).sum(dim), 2);
  // As PyTorch does it: all samples, less half of the first and the last.
  const ends = y.select(dim, 0).add(y.select(dim, -1));
  return productByNumber(y.sum(dim).sub(productByNumber(ends, 0.5)), width);
}

/** What PyTorch multiplies by a C++ double, be that whole or not. */
function inFloats(x: Tensor): Tensor {
  return x.dtype.is_floating_point ? x : x.to(floatingOf(x.dtype));
}

/**
 * Another name of `trapezoid`.
 * https://docs.pytorch.org/docs/stable/generated/torch.trapz.html
 */
export function trapz(y: Tensor, x?: Tensor | TrapezoidOptions, options?: TrapezoidOptions): Tensor;
export function trapz(y: Tensor, ...args: unknown[]): Tensor {
  const named = byName(trapz, "trapz(y, *, dx, dim) | trapz(y, x, *, dim)", arguments);
  if (named !== null) return named.result;
  return trapezoid(y, ...(args as AfterInput<typeof trapezoid>));
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
  return quotientByNumber(left.add(right).mul(width).cumsum(dim), 2);
}

/**
 * The derivatives along dimensions by central differences, one tensor for each, from samples that are `spacing` apart or lie where
 * it says. Throws for dimensions with too few elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.gradient.html
 */
export function gradient(input: Tensor, options?: GradientOptions): readonly Tensor[];
export function gradient(input: Tensor, ...args: unknown[]): readonly Tensor[] {
  const named = byName(gradient, "gradient(input, *, spacing, dim, edge_order)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("gradient", "input", input);
  const options = readArguments<GradientOptions>("gradient", ["spacing", "dim", "edge_order"], args);
  const { spacing = null, dim = null, edge_order = 1 } = options;
  const isSpacingNone = options.spacing === null;
  const given = dim === null ? x.shape.map((_, along) => along) : namedDimensions(dim);
  const steps: readonly Operand[] =
    spacing === null
      ? given.map(() => 1)
      : isTensor(spacing) || typeof spacing === "number"
        ? given.map(() => spacing)
        : spacing;
  const isStep = (step: unknown): boolean => typeof step === "number" || isTensor(step);
  if (!Array.isArray(steps) || !steps.every(isStep))
    throw errors.wrongArgument("gradient", "spacing", "Number, Tensor or tuple of them", spacing);
  if (isTensor(spacing) && spacing.ndim > 0)
    throw errors.wrongArgument("gradient", "spacing", "Number or tuple of Tensors", spacing);
  if (Array.isArray(spacing) && steps.some(isTensor)) checkCoordinates(steps);
  // PyTorch's overloads have a spacing of none beside one dimension only.
  if (isSpacingNone && Array.isArray(dim))
    throw errors.invalidCombination("gradient", Object.entries({ spacing, dim, edge_order }));
  const order = integerArgument("gradient", "edge_order", edge_order);
  if (x.dtype === uint8) throw errors.gradientOfBytes();
  if (steps.length !== given.length) throw errors.gradientSpacing(steps.length, given.length, dim === null);
  if (order !== 1 && order !== 2) throw errors.gradientEdgeOrder();
  const dims = given.map((along) => wrapDimension(along, x.ndim));
  const repeated = dims.find((item, i) => dims.indexOf(item) !== i);
  if (repeated !== undefined) throw repeatedDimension(repeated);
  for (const along of given) if (x.size(along) < order + 1) throw errors.gradientSize();
  const wrong = Array.isArray(spacing) ? steps.find((step) => isTensor(step) && step.ndim !== 1) : undefined;
  if (isTensor(wrong)) throw errors.gradientCoordinatesRank(wrong.ndim);
  dims.forEach((along, i) => {
    const step = steps[i]!;
    if (isTensor(step) && step.ndim === 1 && step.numel() !== x.shape[along]) throw errors.gradientCoordinates();
  });
  const subtracts = (step: Operand): boolean => edge_order === 1 || typeof step === "number" || step.ndim === 0;
  if (x.dtype === bool && dims.some((_, i) => subtracts(steps[i]!))) throw errors.boolSubtraction(true);
  const values = x.dtype.is_floating_point ? x : x.float();
  return dims.map((along, i) => derivative(values, along, steps[i]!, edge_order));
}

function namedDimensions(dim: unknown): readonly number[] {
  return Array.isArray(dim) ? integersArgument("gradient", "dim", dim) : [integerArgument("gradient", "dim", dim)];
}

/** Where the samples lie is told by tensors alone. */
function checkCoordinates(steps: readonly Operand[]): void {
  const wrong = steps.findIndex((step) => !isTensor(step));
  if (wrong >= 0) throw errors.notATensorInList(wrong, steps[wrong], 1);
}

function checkEnd(x: Tensor, end: Tensor, dim: number): void {
  const along = wrapDimension(dim, x.ndim);
  if (end.ndim !== x.ndim) throw errors.diffRank();
  const other = end.shape.findIndex((size, i) => size !== x.shape[i] && i !== along);
  if (other >= 0) throw errors.diffShape(other, x.shape[other]!, end.shape[other]!);
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
  const sides = { left: y.narrow(dim, 0, size), right: y.narrow(dim, Math.min(1, y.shape[dim]!), size), dim };
  if (x === null) return { ...sides, width: dx! };
  // Of no samples PyTorch looks at no points.
  if (op === "trapezoid" && y.shape[dim] === 0) return { ...sides, width: 0 };
  const points = pointsBeside(op, x, y, dim);
  const count = Math.max(points.shape[dim]! - 1, 0);
  const widths = points.narrow(dim, Math.min(1, points.shape[dim]!), count).sub(points.narrow(dim, 0, count));
  return { ...sides, width: widths };
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

function derivative(x: Tensor, dim: number, step: Operand, edgeOrder: number): Tensor {
  const size = x.shape[dim]!;
  const part = (start: number, count: number): Tensor => x.narrow(dim, start, count);
  if (typeof step === "number" || step.ndim === 0) {
    const width = typeof step === "number" ? step : Number(step.item());
    const inside = quotientByNumber(part(2, size - 2).sub(part(0, size - 2)), width);
    const [first, last] = edgeOrder === 1 ? straightEdges(part, size) : bentEdges(part, size);
    return cat([quotientByNumber(first, width), quotientByNumber(inside, 2), quotientByNumber(last, width)], dim);
  }
  const shaped = (values: Tensor): Tensor => values.view(x.shape.map((_, i) => (i === dim ? values.numel() : 1)));
  const widths = step.narrow(0, 1, size - 1).sub(step.narrow(0, 0, size - 1));
  const [before, after] = [shaped(widths.narrow(0, 0, size - 2)), shaped(widths.narrow(0, 1, size - 2))];
  const both = before.add(after);
  const inside = part(0, size - 2)
    .mul(after.neg().div(before.mul(both)))
    .add(part(1, size - 2).mul(after.sub(before).div(before.mul(after))))
    .add(part(2, size - 2).mul(before.div(after.mul(both))));
  const width = (i: number): Tensor => shaped(widths.narrow(0, i, 1));
  const slope = (i: number): Tensor =>
    part(i + 1, 1)
      .sub(part(i, 1))
      .div(width(i));
  if (edgeOrder === 1) return cat([slope(0), inside, slope(size - 2)], dim);
  // The parabola through the outer three samples.
  const first = slope(0).sub(
    slope(1)
      .sub(slope(0))
      .mul(width(0))
      .div(width(0).add(width(1))),
  );
  const [near, far] = [size - 2, size - 3];
  const bend = slope(near)
    .sub(slope(far))
    .div(width(near).add(width(far)));
  return cat([first, inside, slope(near).add(bend.mul(width(near)))], dim);
}

type Part = (start: number, count: number) => Tensor;

/** The differences between the first two and between the last two samples. */
function straightEdges(part: Part, size: number): readonly [Tensor, Tensor] {
  return [part(1, 1).sub(part(0, 1)), part(size - 1, 1).sub(part(size - 2, 1))];
}

/** The slopes of the parabolas through the outer three samples. */
function bentEdges(part: Part, size: number): readonly [Tensor, Tensor] {
  const times = (factor: number, place: number): Tensor => productByNumber(part(place, 1), factor);
  const first = times(-1.5, 0).add(times(2, 1)).sub(times(0.5, 2));
  const last = times(1.5, size - 1)
    .sub(times(2, size - 2))
    .add(times(0.5, size - 3));
  return [first, last];
}

/** Tensor methods of this family. */
export default class DifferenceMethods {
  /**
   * The n-th differences of neighbours along a dimension. Throws for a 0-d tensor and a negative n.
   * https://docs.pytorch.org/docs/stable/generated/torch.diff.html
   */
  diff(this: Tensor, ...args: AfterInput<typeof diff>): Tensor {
    return diff(this, ...args);
  }
}
