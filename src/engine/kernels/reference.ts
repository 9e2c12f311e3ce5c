import { float64, int32 } from "../dtype.js";
import { broadcastStrides, contiguousStrides, elementCount, type Shape } from "../shape.js";
import { singleValue, type Storage } from "../storage.js";
import { attention } from "./attention.js";
import { convolutionInput, convolutionResult, convolutionWeight } from "./convolution.js";
import { extremes } from "./extremes.js";
import { fold } from "./fold.js";
import { gridSample, gridSampleInput } from "./gridSampling.js";
import type { Kernels, ScalarFunction, View } from "./kernels.js";
import { averagePool, averagePoolInput, maxPool } from "./pooling.js";
import { accumulate, take } from "./positions.js";
import { resample, resampleInput } from "./resampling.js";
import { cumulativeSum } from "./scans.js";
import { logSoftmax, softmax } from "./softmax.js";
import { walkRows } from "./walk.js";

/** Plain kernels that say what the right answer is. Faster ones are checked against these. */
export const reference: Kernels = {
  map({ of }, inputs, out) {
    const count = elementCount(out.shape);
    if (count === 1) {
      out.storage.write(out.offset, of(firstOf(inputs[0]), firstOf(inputs[1]), firstOf(inputs[2])));
    } else if (count > 0) {
      mapRows(of, inputs, out);
    }
  },

  sum(x, out) {
    const totals = new Float64Array(elementCount(out.shape));
    const dense: View = { ...out, offset: 0, strides: contiguousStrides(out.shape) };
    const target: View = { ...dense, shape: x.shape, strides: broadcastStrides(dense, x.shape) };
    if (elementCount(x.shape) > 0) {
      walkRows(x.shape, [x, target], (count, [from, to], [step, toStep]) => {
        for (let i = 0, a = from!, b = to!; i < count; i++, a += step!, b += toStep!) totals[b]! += x.storage.read(a);
      });
    }
    if (totals.length > 0) {
      walkRows(out.shape, [dense, out], (count, [from, to], [step, toStep]) => {
        for (let i = 0; i < count; i++) out.storage.write(to! + i * toStep!, totals[from! + i * step!]!);
      });
    }
  },

  matmul(x, y, out) {
    const [batches, rows, columns] = out.shape as [number, number, number];
    const inner = x.shape[2]!;
    const dot = out.storage.dtype === int32 ? wrappedDot : plainDot;
    for (let b = 0; b < batches; b++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const row = {
            storage: x.storage,
            from: x.offset + b * x.strides[0]! + i * x.strides[1]!,
            step: x.strides[2]!,
          };
          const column = {
            storage: y.storage,
            from: y.offset + b * y.strides[0]! + j * y.strides[2]!,
            step: y.strides[1]!,
          };
          const to = out.offset + b * out.strides[0]! + i * out.strides[1]! + j * out.strides[2]!;
          out.storage.write(to, dot(row, column, inner));
        }
  },

  copy(x, out) {
    if (elementCount(out.shape) === 0) return;
    walkRows(out.shape, [x, out], (count, [from, to], [step, toStep]) => {
      for (let i = 0; i < count; i++) out.storage.write(to! + i * toStep!, x.storage.read(from! + i * step!));
    });
  },

  fill(value, out) {
    if (elementCount(out.shape) === 0) return;
    walkRows(out.shape, [out], (count, [to], [step]) => {
      for (let i = 0; i < count; i++) out.storage.write(to! + i * step!, value);
    });
  },

  addTo(x, out) {
    if (elementCount(out.shape) === 0) return;
    walkRows(out.shape, [x, out], (count, [from, to], [step, toStep]) => {
      for (let i = 0, a = from!, b = to!; i < count; i++, a += step!, b += toStep!)
        out.storage.write(b, out.storage.read(b) + x.storage.read(a));
    });
  },

  fold,
  take,
  accumulate,
  extremes,
  cumulativeSum,
  softmax,
  logSoftmax,
  attention,
  convolutionResult,
  convolutionInput,
  convolutionWeight,
  maxPool,
  averagePool,
  averagePoolInput,
  resample,
  resampleInput,
  gridSample,
  gridSampleInput,
};

/** Elements of a storage at equal distances. */
interface Line {
  readonly storage: Storage;
  readonly from: number;
  readonly step: number;
}

function plainDot(row: Line, column: Line, count: number): number {
  let total = 0;
  for (let k = 0, a = row.from, b = column.from; k < count; k++, a += row.step, b += column.step)
    total += row.storage.read(a) * column.storage.read(b);
  return total;
}

/** A product of int32 may have more digits than a double keeps, and the sum has to keep the last ones. */
function wrappedDot(row: Line, column: Line, count: number): number {
  let total = 0;
  for (let k = 0, a = row.from, b = column.from; k < count; k++, a += row.step, b += column.step)
    total += Math.imul(row.storage.read(a), column.storage.read(b));
  return total;
}

function firstOf(input: View | number | undefined): number {
  if (input === undefined) return 0;
  return typeof input === "number" ? input : input.storage.read(input.offset);
}

function mapRows(of: ScalarFunction["of"], inputs: readonly (View | number)[], out: View): void {
  const views = inputs.map((input) => (typeof input === "number" ? repeated(input, out.shape) : input));
  const [x, y, z] = views.map((view) => view.storage);
  walkRows(out.shape, [out, ...views], (count, [to, a, b, c], [toStep, aStep, bStep, cStep]) => {
    for (let i = 0; i < count; i++) {
      const second = y === undefined ? 0 : y.read(b! + i * bStep!);
      const third = z === undefined ? 0 : z.read(c! + i * cStep!);
      out.storage.write(to! + i * toStep!, of(x!.read(a! + i * aStep!), second, third));
    }
  });
}

function repeated(value: number, shape: Shape): View {
  return { storage: singleValue(float64, value), offset: 0, shape, strides: shape.map(() => 0) };
}
