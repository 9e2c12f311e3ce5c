import { isRecording } from "../autograd/gradMode.js";
import { dynamicShape, writeToUnbatched } from "../errors.js";
import { callMany } from "../ops/dispatch.js";
import { stack } from "../ops/indexing.js";
import type { Attributes, Op, Operand } from "../ops/op.js";
import { asStrided } from "../ops/strided.js";
import { emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { atBatchLevel, innermostOf, showAsView, sliceOf, wholeAt, type BatchLevel } from "./batchLevel.js";

/**
 * An op on tensors that are mapped over is its calls on their slices, put together again; elementwise ops take the wholes
 * at once, and views stay views. The calls are ordinary ones at the level around, where they are recorded: so whatever
 * holds for one slice holds for all, derivatives too. Null if no operand is mapped over.
 */
export function overBatch<A extends Attributes>(
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
): readonly Tensor[] | null {
  const level = innermostOf(operands);
  if (level === null) return null;
  if (shapedByNumbers.has(op.name)) throw dynamicShape(`aten::${op.name}`);
  return atBatchLevel(level.outer, () => {
    const wholes = operands.map((operand) => (typeof operand === "number" ? null : wholeAt(level, operand)));
    if (op.kind === "elementwise" && haveOneDtype(operands)) {
      return callMany(op, aligned(operands, wholes), attributes).map((whole) => sliceOf(level, whole));
    }
    return bySlices(level, op, operands, wholes, attributes);
  });
}

/** Ops whose results have as many elements as the numbers say. */
const shapedByNumbers: ReadonlySet<string> = new Set(["nonzero"]);

type Wholes = readonly (Tensor | null)[];

function bySlices<A extends Attributes>(
  level: BatchLevel,
  op: Op<A>,
  operands: readonly Operand[],
  wholes: Wholes,
  attributes: A,
): readonly Tensor[] {
  const slices = (i: number): readonly Operand[] =>
    operands.map((operand, k) => {
      const whole = wholes[k] ?? null;
      if (whole === null) return operand;
      // Without slices there is nothing to compute; zeros tell the shapes and dtypes.
      return level.size === 0 ? filledTensor(whole.shape.slice(1), 0, whole.dtype) : whole.select(0, i);
    });
  const firstSlices = slices(0);
  const first = callMany(op, firstSlices, attributes);
  if (level.size === 0) return first.map(({ shape, dtype }) => sliceOf(level, emptyTensor([0, ...shape], dtype)));
  const shown = first.map((output) => shownOperand(output, firstSlices, wholes));
  const others = shown.every((operand) => operand !== null)
    ? []
    : Array.from({ length: level.size - 1 }, (_, i) => callMany(op, slices(i + 1), attributes));
  return first.map((output, o) => {
    const operand = shown[o] ?? null;
    if (operand === null) return sliceOf(level, stack([output, ...others.map((each) => each[o]!)]));
    const whole = wholes[operand]!;
    const geometry = {
      offset: output.offset,
      shape: [level.size, ...output.shape],
      strides: [whole.strides[0]!, ...output.strides],
    };
    return showAsView(sliceOf(level, asStrided(whole, geometry)), operands[operand] as Tensor);
  });
}

/** Which operand a result is a view of. All slices of the result lie as the first does, as far apart as the operand's. */
function shownOperand(output: Tensor, slices: readonly Operand[], wholes: Wholes): number | null {
  if (output.viewState === null) return null;
  const { base } = output.viewState;
  const operand = slices.findIndex(
    (slice, k) => (wholes[k] ?? null) !== null && (slice as Tensor).viewState?.base === base,
  );
  return operand < 0 ? null : operand;
}

function haveOneDtype(operands: readonly Operand[]): boolean {
  const tensors = operands.filter((operand) => typeof operand !== "number");
  return tensors.every(({ dtype }) => dtype === tensors[0]!.dtype);
}

/** The operands with the mapped dimension in front of as many others as the greatest of them has. */
function aligned(operands: readonly Operand[], wholes: Wholes): readonly Operand[] {
  const rank = Math.max(...operands.map((operand) => (typeof operand === "number" ? 0 : operand.ndim)));
  return operands.map((operand, k) => {
    const whole = wholes[k] ?? null;
    if (typeof operand === "number" || whole === null || operand.ndim === rank) return whole ?? operand;
    const [size, ...shape] = whole.shape;
    const ones = new Array<number>(rank - operand.ndim).fill(1);
    return whole.reshape([size!, ...ones, ...shape]);
  });
}

/**
 * What JavaScript computes of tensors' numbers, made of the slices where they are mapped over. No derivative may be wanted
 * of it. Null if none is mapped over.
 */
export function overSlices(tensors: readonly Tensor[], compute: (slices: readonly Tensor[]) => Tensor): Tensor | null {
  const level = innermostOf(tensors);
  if (level === null) return null;
  return atBatchLevel(level.outer, () => {
    const slices = Array.from({ length: level.size }, (_, i) =>
      compute(tensors.map((tensor) => wholeAt(level, tensor)?.select(0, i) ?? tensor)),
    );
    return sliceOf(level, stack(slices));
  });
}

/** The result of an in-place op, to be written by `writeWhole`. Null if nothing in it is mapped over. */
export function writtenOverBatch<A extends Attributes>(
  op: Op<A>,
  self: Tensor,
  others: readonly Operand[],
  attributes: A,
): readonly Tensor[] | null {
  const level = innermostOf([self, ...others]);
  if (level === null) return null;
  if (wholeAt(level, self) === null) throw writeToUnbatched();
  // What backward needs of the whole must not be what is written.
  const before = isRecording() ? copyOfWhole(self)! : self;
  return overBatch(op, [before, ...others.map((other) => (other === self ? before : other))], attributes);
}

/** Writes a result over a tensor that is mapped over. */
export function writeWhole(self: Tensor, result: Tensor): void {
  const level = innermostOf([self])!;
  atBatchLevel(level.outer, () => wholeAt(level, self)!.copy_(wholeAt(level, result)!));
}

/** The same of a copy of its whole. */
export function copyOfWhole(self: Tensor): Tensor | null {
  const level = innermostOf([self]);
  return level === null ? null : atBatchLevel(level.outer, () => sliceOf(level, wholeAt(level, self)!.clone()));
}

/** The same without the graph that its whole has. */
export function detachedWhole(self: Tensor): Tensor | null {
  const level = innermostOf([self]);
  return level === null ? null : atBatchLevel(level.outer, () => sliceOf(level, wholeAt(level, self)!.detach()));
}

/** Makes a tensor that is mapped over show its whole as a view of it does. False if it is not mapped over. */
export function turnWhole<A extends Attributes>(op: Op<A>, self: Tensor, attributes: A): boolean {
  const [shown] = overBatch(op, [self], attributes) ?? [];
  if (shown === undefined) return false;
  self.beginWrite();
  self.storage = shown.storage;
  self.offset = shown.offset;
  self.shape = shown.shape;
  self.strides = shown.strides;
  return true;
}
