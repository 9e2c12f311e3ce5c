import { integerArgument, readArguments, sizeArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, float32, float64, int64, uint8, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { roundingOf } from "../storage.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { call } from "./dispatch.js";
import type { Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";
import { undifferentiable, withoutDerivative } from "./undifferentiable.js";

export interface BincountOptions {
  /** What each element counts; 1 unless given. */
  readonly weights?: Tensor | null;
  /** The least size of the result; 0 unless given. */
  readonly minlength?: number;
}

export interface HistcOptions {
  /** How many bins there are; 100 unless given. */
  readonly bins?: number;
  /** Where the first bin begins; the least element where it is equal to max. 0 unless given. */
  readonly min?: number;
  /** Where the last bin ends; the greatest element where it is equal to min. 0 unless given. */
  readonly max?: number;
}

/**
 * How often each whole number occurs in a vector, or the sum of its weights. Throws for negative numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.bincount.html
 */
export function bincount(
  input: Tensor,
  weights?: Tensor | null | BincountOptions,
  minlength?: number | BincountOptions,
): Tensor;
export function bincount(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(bincount, "bincount(input, weights, minlength)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("bincount", "input", input);
  const given = readArguments<BincountOptions>("bincount", ["weights", "minlength"], args);
  const minlength = sizeArgument("bincount", "minlength", given.minlength, 0);
  const weights = (given.weights ?? null) === null ? null : tensorArgument("bincount", "weights", given.weights);
  if (x.dtype.is_floating_point || x.dtype === bool) throw errors.notImplementedFor("bincount_cpu", x.dtype.label);
  if (minlength < 0) throw errors.negativeMinlength();
  const bySlices = overSlices(weights === null ? [x] : [x, weights], ([slice, weight]) =>
    bincount(slice!, weight ?? null, minlength),
  );
  if (bySlices !== null) return bySlices;
  if (x.ndim !== 1 || denseNumbers(x).some((value) => value < 0)) throw errors.bincountInput();
  // Of nothing PyTorch counts nothing, whatever it weighs.
  if (weights === null || x.numel() === 0) return call(bincountOp, [x], { minlength });
  if (weights.ndim !== 1 || weights.numel() !== x.numel()) throw errors.bincountWeights();
  return call(bincountOp, [x, weights], { minlength });
}

/**
 * How many elements lie in each of equally wide bins between min and max, or between the least and the greatest element if these are
 * equal. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.histc.html
 */
export function histc(
  input: Tensor,
  bins?: number | HistcOptions,
  min?: number | HistcOptions,
  max?: number | HistcOptions,
): Tensor;
export function histc(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(histc, "histc(input, bins, min, max)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("histc", "input", input);
  const { bins = 100, min = 0, max = 0 } = readArguments<HistcOptions>("histc", ["bins", "min", "max"], args);
  const count = integerArgument("histc", "bins", bins);
  let [low, high] = [numberArgument("histc", "min", min), numberArgument("histc", "max", max)];
  if (count <= 0) throw errors.histcBins(count);
  if (low > high) throw errors.histcRange();
  if (low !== high && !(Number.isFinite(low) && Number.isFinite(high))) throw errors.histcInfinite(low, high);
  const bySlices = overSlices([x], ([slice]) => histc(slice!, count, low, high));
  if (bySlices !== null) return bySlices;
  if (low === high && x.numel() > 0) {
    const numbers = Float64Array.from(denseNumbers(x));
    low = numbers.reduce((a, b) => Math.min(a, b), Infinity);
    high = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw errors.histcInfinite(low, high);
  if (low === high) [low, high] = [low - 1, high + 1];
  checkHistcDtype(x.dtype, low, high);
  return call(histcOp, [x], { bins: count, low, high });
}

/** Of integers, PyTorch spaces the edges before it finds that it has no kernel to count with. */
function checkHistcDtype(dtype: DType, low: number, high: number): void {
  if (dtype.is_floating_point) return;
  if (dtype === bool) throw errors.notImplementedFor("linspace_cpu", dtype.label);
  if (dtype === uint8 && (low < 0 || high > 255)) throw errors.numberOverflow(dtype.name, false);
  throw errors.notImplementedFor("histogram_cpu", dtype.label);
}

/** Tensor methods and ops of this family. */
export default class CountingMethods {
  /** @internal */
  static get ops() {
    return { bincount: bincountOp, histc: histcOp };
  }

  /**
   * How often each whole number occurs in a vector, or the sum of its weights. Throws for negative numbers.
   * https://docs.pytorch.org/docs/stable/generated/torch.bincount.html
   */
  bincount(this: Tensor, ...args: AfterInput<typeof bincount>): Tensor {
    return bincount(this, ...args);
  }

  /**
   * How many elements lie in each of equally wide bins between min and max, or between the least and the greatest
   * element if these are equal. Throws for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.histc.html
   */
  histc(this: Tensor, ...args: AfterInput<typeof histc>): Tensor {
    return histc(this, ...args);
  }
}

const bincountOp: Op<{ readonly minlength: number }> = withoutDerivative<{ readonly minlength: number }>({
  name: "bincount",
  gradFn: () => "torch::autograd::NotImplemented",
  refuse: () => errors.derivativeNotImplemented("bincount"),
  unknownAs: "bincount",
  forward([x, weights], { minlength }) {
    const numbers = Float64Array.from(denseNumbers(x!));
    const length = numbers.reduce((greatest, value) => Math.max(greatest, value + 1), minlength);
    const dtype = weights === undefined ? int64 : weights.dtype === float32 ? float32 : float64;
    const out = emptyTensor([length], dtype);
    const counts = new Float64Array(length);
    const added = weights === undefined ? null : denseNumbers(weights);
    numbers.forEach((value, i) => (counts[value]! += added === null ? 1 : added[i]!));
    writeNumbers(out, counts);
    return [out];
  },
});

type Histogram = { readonly bins: number; readonly low: number; readonly high: number };

const histcOp: Op<Histogram> = undifferentiable<Histogram>({
  name: "histc",
  shape: (_, { bins }) => [[bins]],
  forward([x], { bins, low, high }) {
    const out = emptyTensor([bins], x!.dtype);
    const counts = new Float64Array(bins);
    const round = roundingOf(x!.dtype);
    const [least, greatest] = [round(low), round(high)];
    const width = round(greatest - least);
    for (const value of denseNumbers(x!)) {
      if (!(value >= least && value <= greatest)) continue;
      const place = round(round(round(value - least) * bins) / width);
      counts[Math.min(Math.floor(place), bins - 1)]!++;
    }
    writeNumbers(out, counts);
    return [out];
  },
});
