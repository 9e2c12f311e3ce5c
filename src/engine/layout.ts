import { contiguousStrides, isContiguous, sameShape } from "./shape.js";
import type { Geometry, Shape } from "./shape.js";

/**
 * How results lie in memory. PyTorch's elementwise ops (its TensorIterator) give a result without gaps whose dimensions
 * are in the order of the operands' strides: the first operand that tells two dimensions apart decides, and where none
 * does, the dimensions stay in order. Copies and `_like`s follow the one tensor that they are made of.
 */

/** Says how the result of operands lies. */
export type ResultLayout = (
  shape: Shape,
  operands: readonly (Geometry | number)[],
  /** The same before they were converted to the dtype that they have in common. */
  given: readonly (Geometry | number)[],
) => readonly number[];

/** The result is contiguous however the operands lie. */
export const inRows: ResultLayout = (shape) => contiguousStrides(shape);

/** The result lies as the first operand, if that has its shape. */
export const asFirst: ResultLayout = (shape, operands) => {
  const [first] = operands;
  const isWhole = typeof first === "object" && sameShape(first.shape, shape);
  return isWhole ? preservedStrides(first) : elementwiseStrides(shape, operands);
};

/** The result lies as the last operand, if that has its shape. */
export const asLast: ResultLayout = (shape, operands, given) => asFirst(shape, operands.toReversed(), given);

/** For numbers that PyTorch gives to its kernel rather than wraps. */
export const asTensors: ResultLayout = (shape, operands) =>
  elementwiseStrides(
    shape,
    operands.filter((operand) => typeof operand === "object"),
  );

/** For what PyTorch calls with its last operand in front. */
export const lastFirst: ResultLayout = (shape, operands) =>
  elementwiseStrides(shape, [operands.at(-1)!, ...operands.slice(0, -1)]);

const ofNumber: Geometry = { offset: 0, shape: [], strides: [] };

/** For what PyTorch calls with a condition in front, which it does not convert; here it is the last operand. */
export const conditionFirst: ResultLayout = (shape, operands, given) =>
  elementwiseStrides(shape, [given.at(-1)!, ...operands.slice(0, -1)]);

/** For what PyTorch calls with its first operand, a gradient, behind the others. */
export const firstLast: ResultLayout = (shape, operands) =>
  elementwiseStrides(shape, [...operands.slice(1), operands[0]!]);

/** The strides of an elementwise result. Numbers among the operands have no dimensions, as PyTorch wraps them. */
export function elementwiseStrides(shape: Shape, given: readonly (Geometry | number)[]): readonly number[] {
  if (shape.length < 2 || areInRows(given)) return contiguousStrides(shape);
  const operands = given.map((operand) => (typeof operand === "number" ? ofNumber : operand));
  if (operands.every((operand) => sameShape(operand.shape, shape))) {
    if (operands.every(isContiguous)) return contiguousStrides(shape);
    if (operands.every(isChannelsLast)) return packed(shape, channelsInnermost);
    const { strides } = operands.at(-1)!;
    if (operands.every((operand) => sameShape(operand.strides, strides) && isDense(operand))) return strides;
  }
  const steps = operands.map((operand) => stepsIn(operand, shape));
  const order = innermostFirst(shape, steps);
  return isReversed(order) ? contiguousStrides(shape) : packed(shape, order, 0);
}

/** The strides of a copy: the tensor's own if it has no gaps, else those of its dimensions in their order. */
export function preservedStrides(from: Geometry): readonly number[] {
  const { shape, strides } = from;
  return isDense(from) ? strides : packed(shape, innermostFirst(shape, [strides]));
}

/**
 * Shape and strides of a new `.grad`, by PyTorch's "gradient layout contract": the leaf's where that has no gaps, else those of
 * new tensors. A gradient that obeys it already is taken as it is, whatever its strides in dimensions of size 1, unless it
 * is to be differentiated.
 */
export function gradientRoom(leaf: Geometry, gradient: Geometry, createGraph: boolean): Omit<Geometry, "offset"> {
  const { shape, strides } = gradient;
  const dense = isDense(leaf) ? leaf : null;
  const obeys =
    dense === null
      ? isContiguous(gradient)
      : shape.every((size, dim) => (size === 1 ? strides[dim] !== 0 : strides[dim] === dense.strides[dim]));
  if (obeys && !createGraph) return gradient;
  return dense ?? { shape, strides: contiguousStrides(shape) };
}

/** Whether the elements fill a part of the storage, each place once, in any order of dimensions. */
export function isDense(geometry: Geometry): boolean {
  if (isContiguous(geometry)) return true;
  const { shape, strides } = geometry;
  const dims = shape.flatMap((size, dim) => (size > 1 ? [dim] : [])).sort((a, b) => strides[a]! - strides[b]!);
  let step = 1;
  for (const dim of dims) {
    if (strides[dim] !== step) return false;
    step *= shape[dim]!;
  }
  return true;
}

/** Whether all strides are those of new tensors, also in dimensions of size 1: then the result's are, too. */
function areInRows(operands: readonly (Geometry | number)[]): boolean {
  for (const operand of operands) {
    if (typeof operand === "number") continue;
    const { shape, strides } = operand;
    let step = 1;
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      if (strides[dim] !== step || shape[dim] === 0) return false;
      step *= shape[dim]!;
    }
  }
  return true;
}

/** Strides in the result's shape: 0 in dimensions that the operand lacks, or repeats its one element in. */
function stepsIn(operand: Geometry, shape: Shape): readonly number[] {
  const lead = shape.length - operand.shape.length;
  return shape.map((size, dim) =>
    dim < lead || (operand.shape[dim - lead] === 1 && size !== 1) ? 0 : operand.strides[dim - lead]!,
  );
}

const channelsInnermost = [1, 3, 2, 0];

/** The strides of images or volumes with the channels of each place side by side. */
export function channelsLastStrides(shape: Shape): readonly number[] {
  return packed(shape, channelsFirstOrder(shape.length), 0);
}

/** Whether PyTorch takes images or volumes for such, gaps or not, by their strides alone. */
export function suggestsChannelsLast({ shape, strides }: Geometry): boolean {
  if ((shape.length !== 4 && shape.length !== 5) || strides[1] === 0) return false;
  let least = 0;
  for (const dim of channelsFirstOrder(shape.length)) {
    if (shape[dim] === 0 || strides[dim]! < least) return false;
    // Where all strides are one the elements may as well lie in rows, which is what they count as.
    if (dim === 0 && least === strides[1]) return false;
    least = strides[dim]! * Math.max(shape[dim]!, 1);
  }
  return true;
}

/** From the innermost on: the channels, the space from its last dimension on, the batch. */
function channelsFirstOrder(rank: number): readonly number[] {
  return [1, ...Array.from({ length: rank - 2 }, (_, i) => rank - 1 - i), 0];
}

/** Whether a batch of pictures lies with the channels of each pixel side by side. */
function isChannelsLast({ shape, strides }: Geometry): boolean {
  if (shape.length !== 4) return false;
  let step = 1;
  for (const dim of channelsInnermost) {
    if (shape[dim] !== 1 && strides[dim] !== step) return false;
    step *= shape[dim]!;
  }
  return true;
}

/** The strides of elements without gaps, given the dimensions from the innermost on; a size below `least` counts as that. */
function packed(shape: Shape, order: readonly number[], least = 1): readonly number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (const dim of order) {
    strides[dim] = step;
    step *= Math.max(shape[dim]!, least);
  }
  return strides;
}

function isReversed(order: readonly number[]): boolean {
  return order.every((dim, i) => dim === order.length - 1 - i);
}

/**
 * The dimensions in the order of their strides. A stride of 0 compares with nothing, so that the order is not a total one:
 * it is found by inserting, as PyTorch does.
 */
function innermostFirst(shape: Shape, operands: readonly (readonly number[])[]): readonly number[] {
  const order = shape.map((_, i) => shape.length - 1 - i);
  for (let i = 1; i < order.length; i++) {
    let place = i;
    for (let before = i - 1; before >= 0; before--) {
      const comparison = compared(order[before]!, order[place]!, shape, operands);
      if (comparison < 0) break;
      if (comparison === 0) continue;
      [order[before], order[place]] = [order[place]!, order[before]!];
      place = before;
    }
  }
  return order;
}

function compared(a: number, b: number, shape: Shape, operands: readonly (readonly number[])[]): number {
  for (const strides of operands) {
    const [strideA, strideB] = [strides[a]!, strides[b]!];
    if (strideA === 0 || strideB === 0) continue;
    if (strideA !== strideB) return strideA - strideB;
    if (shape[a]! > shape[b]!) return 1;
  }
  return 0;
}
