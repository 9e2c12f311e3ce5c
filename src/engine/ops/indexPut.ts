import { warnWrittenRepeatedly } from "../autograd/warnings.js";
import { flagArgument, readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool, uint8, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { broadcastShapes, broadcastStrides, elementCount, isExpandableTo, sameShape } from "../shape.js";
import { checkNumber } from "../storage.js";
import { filledTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { combinedIndex, indexedPositions, indexedShape, type Indexing } from "./advancedIndex.js";
import type { AfterInput } from "./afterInput.js";
import { isRepeated } from "./folded.js";
import { chosenBy, type IndexItem } from "./indexItems.js";
import { fromIndex } from "./indexPositions.js";
import { checkApart, inPlace } from "./inPlace.js";
import { noAttributes, sample, type Op, type Value } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";
import { checkFlatIndex, flatIndex, trueplaces } from "./takes.js";
import { aside, checkRun, likeSelf, nameOf, writing, type Run } from "./writing.js";

export interface IndexPutOptions {
  /** What stands between the brackets of `x[…] = values`. */
  readonly indices?: readonly IndexItem[];
  /** What is written, broadcast to what the indices choose. */
  readonly values?: Value;
  /** Adds to what is there, once for each time that an element is named. */
  readonly accumulate?: boolean;
}

export interface PutOptions {
  /** Indices into the flattened tensor, as int64. */
  readonly index?: Tensor;
  /** What is written: an element for each index. */
  readonly source?: Tensor;
  /** Adds to what is there. */
  readonly accumulate?: boolean;
}

/**
 * A copy of input with values, broadcast, written to what indices choose: `index_put(x, [idx], v)`. Throws for indices that are
 * out of range, and for values that do not broadcast or are of another dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_put.html
 */
export function index_put(input: Tensor, indices: readonly IndexItem[], values: Value, accumulate?: boolean): Tensor;
export function index_put(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(index_put, "index_put(input, indices, values, accumulate)", arguments);
  if (named !== null) return named.result;
  return indexWritten(tensorArgument("index_put", "input", input), args, aside);
}

/**
 * A copy of input with the elements of source written at row-major positions; negative ones count from the end. Throws for
 * positions that are out of range, and unless there is one for each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.put.html
 */
export function put(input: Tensor, index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
export function put(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(put, "put(input, index, source, accumulate)", arguments);
  if (named !== null) return named.result;
  return putBy(tensorArgument("put", "input", input), args, aside);
}

/**
 * A copy of input in which the elements where the mask holds are those of source, in row-major order; the mask is broadcast.
 * Throws for a mask that is not bool, for another dtype and for too few elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter.html
 */
export function masked_scatter(input: Tensor, mask: Tensor, source: Tensor): Tensor {
  const named = byName(masked_scatter, "masked_scatter(input, mask, source)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("masked_scatter", "input", input);
  const holds = tensorArgument("masked_scatter", "mask", mask);
  tensorArgument("masked_scatter", "source", source);
  const shape = broadcastShapes(holds.shape, x.shape);
  return maskWritten(x, mask, source, aside, shape);
}

/** Tensor methods and ops of this family. */
export default class IndexPutMethods {
  /** @internal */
  static get ops() {
    return { index_put: indexPutOp, put: putOp, masked_scatter: maskedScatterOp };
  }

  /**
   * A copy of this tensor with values, broadcast, written to what indices choose: `index_put(x, [idx], v)`. Throws for
   * indices that are out of range, and for values that do not broadcast or are of another dtype.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_put.html
   */
  index_put(this: Tensor, ...args: AfterInput<typeof index_put>): Tensor {
    return index_put(this, ...args);
  }

  /**
   * A copy of this tensor with the elements of source written at row-major positions; negative ones count from the
   * end. Throws for positions that are out of range, and unless there is one for each element.
   * https://docs.pytorch.org/docs/stable/generated/torch.put.html
   */
  put(this: Tensor, ...args: AfterInput<typeof put>): Tensor {
    return put(this, ...args);
  }

  /**
   * A copy of this tensor in which the elements where the mask holds are those of source, in row-major order; the mask
   * is broadcast. Throws for a mask that is not bool, for another dtype and for too few elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter.html
   */
  masked_scatter(this: Tensor, ...args: AfterInput<typeof masked_scatter>): Tensor {
    return masked_scatter(this, ...args);
  }

  /**
   * `x[i] = v` of Python: `x.index_put_([0, "1:3"], v)`, with what `index` takes. Writes values, broadcast, in place and gives this
   * tensor. Throws as `index_put` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
   */
  index_put_(this: Tensor, ...args: AfterInput<typeof index_put>): Tensor {
    return indexWritten(this, args);
  }

  /**
   * Writes the elements of source at row-major positions in place. Throws as `put` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.put_.html
   */
  put_(this: Tensor, ...args: AfterInput<typeof put>): Tensor {
    return putBy(this, args, inPlace);
  }

  /**
   * Writes the elements of source where the mask holds, in place. Throws as `masked_scatter` does, and for a leaf that requires
   * grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter_.html
   */
  masked_scatter_(this: Tensor, mask: Tensor, source: Tensor): Tensor {
    const named = methodByName(this, "masked_scatter_(mask, source)", arguments);
    if (named !== null) return named.result;
    return maskWritten(this, mask, source, inPlace);
  }
}

const putNames = ["indices", "values", "accumulate"] as const;

function indicesOf(args: readonly unknown[]): readonly IndexItem[] {
  const { indices } = readArguments<IndexPutOptions>("index_put", putNames, args);
  if (!Array.isArray(indices)) throw errors.wrongArgument("index_put", "indices", "tuple of Tensors", indices);
  return indices as readonly IndexItem[];
}

function indexWritten(x: Tensor, args: readonly unknown[], run: Run = inPlace): Tensor {
  const given = readArguments<IndexPutOptions>("index_put", putNames, args);
  const indices = indicesOf(args);
  // As in Python, the number becomes a tensor before the indices are looked at.
  const values = valuesOf(x, given.values);
  const { view, placed } = chosenBy(x, indices);
  // Whatever gives a view is written through that.
  if (run === aside && (view !== x || placed.length === 0)) return indexWritten(x.clone(), args);
  const accumulate = flagArgument("index_put", "accumulate", given.accumulate, false);
  if (placed.length === 0) {
    if (accumulate) view.add_(withoutLeadingOnes(values));
    else writeOver(view, values);
    return x;
  }
  // PyTorch fills what a mask alone chooses with one value, and converts that.
  const isFilled = placed.length === 1 && placed[0]!.index.dtype === bool && values.numel() === 1 && !accumulate;
  if (isFilled && values.dtype !== view.dtype) checkFilling(view.dtype, values.detach());
  // The value that fills is read before anything is written.
  const read = isFilled && values.storage === view.storage ? values.clone() : values;
  const converted = isFilled ? read.to(view.dtype) : values;
  // Python's assignment drops leading dimensions of size 1, PyTorch's function does not.
  const source = run === inPlace ? withoutLeadingOnes(converted) : converted;
  checkRun(run, view, source);
  if (run === inPlace && !isFilled) checkApart(view, source, ...placed.map(({ index }) => index));
  if (run === inPlace && isRepeated(view)) warnWrittenRepeatedly("index_put_");
  const { dims, index } = combinedIndex(view, placed, (region) => {
    if (!isExpandableTo(source.shape, region)) throw errors.indexPutShape(source.shape, region);
    if (source.dtype !== view.dtype) throw errors.indexPutDtypes(view.dtype.label, source.dtype.label);
  });
  const written = run(indexPutOp, view, [source, index, ...placed.map((item) => item.index)], { dims, accumulate });
  return run === inPlace ? x : written;
}

function valuesOf(x: Tensor, values: unknown): Tensor {
  const operand = operandArgument("index_put", "values", values);
  if (typeof operand !== "number") return operand;
  checkNumber(x.dtype, operand, false);
  return filledTensor([], operand, x.dtype);
}

/** Broadcasts values to the whole of a view; one alone fills it. */
function writeOver(view: Tensor, values: Tensor): void {
  if (sameShape(view.shape, values.shape)) view.copy_(values);
  else if (values.ndim === 0) view.fill_(values);
  else view.copy_(withoutLeadingOnes(values).expand(view.shape));
}

/** Of a fraction's dtype PyTorch wraps no negative number around. */
function checkFilling(dtype: DType, value: Tensor): void {
  const number = value.item();
  if (dtype === uint8 && value.dtype.is_floating_point && number < 0) throw errors.numberOverflow(dtype.name, false);
  checkNumber(dtype, number, false);
}

/** As in Python, values may have more dimensions than what they are written to, if these have size 1. */
function withoutLeadingOnes(values: Tensor): Tensor {
  let lead = 0;
  while (values.shape[lead] === 1) lead++;
  return lead === 0 ? values : values.reshape(values.shape.slice(lead));
}

function putBy(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "put");
  const given = readArguments<PutOptions>(op, ["index", "source", "accumulate"], args);
  const index = tensorArgument(op, "index", given.index);
  const source = tensorArgument(op, "source", given.source);
  const accumulate = flagArgument(op, "accumulate", given.accumulate, false);
  checkRun(run, x, source);
  checkFlatIndex("put_", index);
  if (source.dtype !== x.dtype) throw errors.putDtypes(x.dtype.label, source.dtype.label);
  if (source.numel() !== index.numel()) throw errors.putCount(source.numel(), index.numel());
  if (x.numel() === 0 && index.numel() > 0) throw errors.putIntoNothing();
  if (run === inPlace) checkApart(x, index, source);
  return run(putOp, x, [source, flatIndex(x, index), index], { accumulate });
}

function maskWritten(x: Tensor, mask: unknown, source: unknown, run: Run, shape = x.shape): Tensor {
  const op = nameOf(run, "masked_scatter");
  const holds = tensorArgument(op, "mask", mask);
  const values = tensorArgument(op, "source", source);
  checkRun(run, x, values);
  if (values.dtype !== x.dtype) throw errors.maskedScatterDtypes(x.dtype.label, values.dtype.label);
  if (holds.dtype !== bool) throw errors.maskedScatterMask(holds.dtype.label);
  const whole = holds.expand(shape);
  const checked = fromIndex(whole, (slice) => {
    if (trueplaces(slice).length > values.numel()) throw errors.maskedScatterCount();
    return slice;
  });
  return run(maskedScatterOp, x, [values, checked, holds], noAttributes);
}

type IndexPut = Indexing & { readonly accumulate: boolean };

const indexPutOp: Op<IndexPut> = writing<IndexPut>({
  name: "index_put",
  gradFn: "IndexPutBackward0",
  clears: "IndexPutBackward0",
  named: { reads: "IndexBackward0", writes: "IndexPutImplBackward0" },
  keepsIndices: true,
  mayRepeat: true,
  samples: [
    sample([[2, 3, 2], [2], [2]], { indices: { 2: 6 }, attributes: { dims: [0, 1], accumulate: true } }),
    sample([[2, 3], [3], [1]], { indices: { 2: 2 }, attributes: { dims: [0], accumulate: false } }),
  ],
  positions: (shape, { dims }, index) => indexedPositions(shape, dims, index),
  region: (shape, { dims }, index) => indexedShape(shape, dims, index),
  broadcasts: "each",
  adds: ({ accumulate }) => accumulate,
  room: likeSelf,
});

const putOp: Op<{ readonly accumulate: boolean }> = writing<{ readonly accumulate: boolean }>({
  name: "put",
  gradFn: "PutBackward0",
  clears: "PutBackward0",
  keepsSource: true,
  keepsIndices: true,
  samples: [
    sample([[2, 3], [2, 2], [4]], { indices: { 2: 6 }, attributes: { accumulate: true } }),
    sample([[2, 3], [1], [1]], { indices: { 2: 6 }, attributes: { accumulate: false } }),
  ],
  positions: (_shape, _attributes, index) => Int32Array.from(denseNumbers(index)),
  region: (_self, _attributes, _index, source) => source,
  adds: ({ accumulate }) => accumulate,
  room: likeSelf,
});

const writtenByMask: Op = writing({
  name: "masked_scatter",
  gradFn: "MaskedScatterBackward0",
  clears: "MaskedFillBackward0",
  named: { reads: "MaskedScatterBackwardBackward0", writes: "MaskedScatterBackward0" },
  keepsIndices: true,
  samples: [
    sample(
      [
        [2, 3],
        [2, 4],
        [2, 3],
      ],
      { indices: { 2: 2 } },
    ),
  ],
  positions(_shape, _attributes, mask, source) {
    const places = trueplaces(mask);
    return Int32Array.from({ length: Math.max(elementCount(source), places.length) }, (_, i) => places[i] ?? -1);
  },
  region: (_self, _attributes, _index, source) => source,
  keepsInRows: true,
});

/** The third operand is the mask, in the shape of the result, to which the first is broadcast. */
const maskedScatterOp: Op = {
  ...writtenByMask,
  shape: ([, , mask]) => [mask!],
  forward([x, source, mask], attributes) {
    const [self, { shape }] = [x as Tensor, mask as Tensor];
    const strides = broadcastStrides(self, shape);
    const repeated = newTensor(self.storage, { offset: self.offset, shape, strides }, self.dtype);
    return writtenByMask.forward([sameShape(shape, self.shape) ? self : repeated, source!, mask!], attributes);
  },
  jvp: ([ofSelf, ofSource], saved, info, outputs) =>
    writtenByMask.jvp([ofSelf?.expand(outputs[0]!.shape) ?? null, ofSource ?? null], saved, info, outputs),
};
