import { integerArgument, integersArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { repeatedDimension } from "../errors.js";
import { batchLevel } from "../func/batchLevel.js";
import { preservedStrides } from "../layout.js";
import { zerosForSlices } from "../random/slices.js";
import { wrapDimension } from "../shape.js";
import { emptyStrided, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { productByNumber, quotientByNumber } from "./byNumber.js";
import { cat } from "./join.js";
import type { Operand } from "./op.js";
import { tensorArgument } from "./operands.js";
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
  const subtracts = (step: Operand): boolean => order === 1 || typeof step === "number" || step.ndim === 0;
  if (x.dtype === bool && dims.some((_, i) => subtracts(steps[i]!))) throw errors.boolSubtraction(true);
  const values = x.dtype.is_floating_point ? x : x.float();
  return dims.map((along, i) => derivative(values, along, steps[i]!, order));
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
  const widths = diff(step);
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
