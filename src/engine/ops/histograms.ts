import { flagArgument, integerArgument, isOptions, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { namedTuple, type TwoTensors } from "../namedTuple.js";
import { spacing } from "../spacing.js";
import { emptyTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { callMany } from "./dispatch.js";
import type { Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";
import { withoutDerivative } from "./undifferentiable.js";

export interface HistogramOptions {
  /** How many bins there are, or the edges between them as a vector; 100 unless given. */
  readonly bins?: number | Tensor;
  /** The least and the greatest edge; those of the elements unless given. */
  readonly range?: readonly [number, number] | null;
  /** What each element counts; 1 unless given. */
  readonly weight?: Tensor | null;
  /** Whether the counts are divided so that their integral is 1; false unless given. */
  readonly density?: boolean;
}

/** What `histogram` gives: a number for each bin, and the edges, one more. */
export interface Histogram extends TwoTensors {
  /** How many elements, or how much weight, each bin has. */
  readonly hist: Tensor;
  /** Where the bins begin, and where the last one ends. */
  readonly bin_edges: Tensor;
}

/**
 * How many elements lie in each of some bins, of which the last has its right edge too. Throws for integers, for a range that
 * is not finite, and for weights of another shape.
 * https://docs.pytorch.org/docs/stable/generated/torch.histogram.html
 */
export function histogram(
  input: Tensor,
  bins?: number | Tensor | HistogramOptions,
  options?: HistogramOptions,
): Histogram;
export function histogram(input: Tensor, ...args: unknown[]): Histogram {
  const named = byName(
    histogram,
    "histogram(input, bins, *, weight, density) | histogram(input, bins, *, range, weight, density)",
    arguments,
  );
  if (named !== null) return named.result;
  const x = tensorArgument("histogram", "input", input);
  const last = args.at(-1);
  const names = ["bins", "range", "weight", "density"] as const;
  const given = readArguments<HistogramOptions>("histogram", names, isOptions(last) ? args : args.slice(0, 1));
  const weight = (given.weight ?? null) === null ? null : tensorArgument("histogram", "weight", given.weight);
  const density = flagArgument("histogram", "density", given.density, false);
  const edges = isTensor(given.bins) && given.range === undefined ? givenEdges(x, given.bins) : evenEdges(x, given);
  if (weight !== null && weight.dtype !== x.dtype) throw errors.histogramWeightDtype(x.dtype.name, weight.dtype.name);
  if (weight !== null && weight.numel() !== x.numel()) throw errors.histogramWeight(x.numel(), weight.numel());
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("histogram_cpu", x.dtype.label);
  const operands = weight === null ? [x] : [x, weight];
  const [hist, bin_edges] = callMany(histogramOp, operands, { edges, density });
  return namedTuple("histogram", { hist: hist!, bin_edges: bin_edges! });
}

/** Tensor methods and ops of this family. */
export default class HistogramMethods {
  /** @internal */
  static get ops() {
    return { histogram: histogramOp };
  }

  /**
   * How many elements lie in each of some bins, of which the last has its right edge too. Throws for integers, for a range that
   * is not finite, and for weights of another shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.histogram.html
   */
  histogram(this: Tensor, ...args: AfterInput<typeof histogram>): Histogram {
    return histogram(this, ...args);
  }
}

function givenEdges(x: Tensor, bins: Tensor): readonly number[] {
  if (bins.dtype !== x.dtype) throw errors.histogramEdgesDtype(x.dtype.name, bins.dtype.name);
  if (bins.ndim !== 1) throw errors.histogramEdgesRank(bins.ndim);
  if (bins.numel() === 0) throw errors.histogramWithoutEdges();
  if (bins.numel() === 1) throw errors.histcBins(0);
  return Array.from(denseNumbers(bins));
}

function evenEdges(x: Tensor, { bins = 100, range }: HistogramOptions): readonly number[] {
  const count = integerArgument("histogram", "bins", bins);
  const given = givenRange(range ?? null);
  if (count <= 0) throw errors.histcBins(count);
  if (given !== null && given.length !== 2) throw errors.histogramRangeLength(given.length);
  if (given === null && x.numel() > 0 && !x.dtype.is_floating_point)
    throw errors.notImplementedFor("histogramdd", x.dtype.label);
  const [least, greatest] = (given as readonly [number, number] | null) ?? rangeOf(x);
  if (!Number.isFinite(least) || !Number.isFinite(greatest)) throw errors.histogramInfinite(least, greatest);
  if (least > greatest) throw errors.histogramRange(least, greatest);
  if (x.dtype === bool) throw errors.notImplementedFor("linspace_cpu", x.dtype.label);
  const around = least === greatest ? 0.5 : 0;
  const spaced = spacing(least - around, greatest + around, count + 1, x.dtype);
  return Array.from({ length: count + 1 }, (_, i) => spaced(i));
}

function givenRange(range: unknown): readonly number[] | null {
  if (range === null) return null;
  if (!Array.isArray(range)) throw errors.wrongArgument("histogram", "range", "tuple of floats", range);
  return range.map((edge) => numberArgument("histogram", "range", edge));
}

function rangeOf(x: Tensor): readonly [number, number] {
  const numbers = denseNumbers(x);
  if (numbers.length === 0) return [0, 1];
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of numbers) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  return [least, greatest];
}

type Binning = { readonly edges: readonly number[]; readonly density: boolean };

const histogramOp: Op<Binning> = withoutDerivative<Binning>({
  name: "histogram",
  gradFn: () => "torch::autograd::NotImplemented",
  refuse: () => errors.derivativeNotImplemented("histogram"),
  unknownAs: "histogram",
  shape: (_, { edges }) => [[edges.length - 1], [edges.length]],
  forward([x, weight], { edges, density }) {
    const counts = new Float64Array(edges.length - 1);
    const weights = weight === undefined ? null : denseNumbers(weight);
    denseNumbers(x!).forEach((value, i) => {
      if (value >= edges[0]! && value <= edges.at(-1)!) counts[binOf(value, edges)]! += weights?.[i] ?? 1;
    });
    const total = density ? counts.reduce((sum, count) => sum + count, 0) : 1;
    const scaled = counts.map((count, i) => (density ? count / total / (edges[i + 1]! - edges[i]!) : count));
    const [hist, bin_edges] = [emptyTensor([counts.length], x!.dtype), emptyTensor([edges.length], x!.dtype)];
    writeNumbers(hist, scaled);
    writeNumbers(bin_edges, Float64Array.from(edges));
    return [hist, bin_edges];
  },
});

/** Halves as std::upper_bound does, which decides where edges do not increase. */
function binOf(value: number, edges: readonly number[]): number {
  let [first, count] = [0, edges.length];
  while (count > 0) {
    const half = count >> 1;
    if (value < edges[first + half]!) count = half;
    else [first, count] = [first + half + 1, count - half - 1];
  }
  return Math.min(first - 1, edges.length - 2);
}
