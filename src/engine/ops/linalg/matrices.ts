import type { DType } from "../../dtype.js";
import { denseNumbers, writeNumbers } from "../../kernels/dense.js";
import type { View } from "../../kernels/kernels.js";
import { broadcastStrides, contiguousStrides, elementCount, type Shape } from "../../shape.js";
import { emptyTensor, newTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** Copies of a batch's matrices, each row by row in double precision, for an algorithm to overwrite. */
export function matricesOf(x: View): readonly Float64Array[] {
  return divided(Float64Array.from(denseNumbers(x)), batchOf(x.shape), matrixOf(x.shape));
}

/** The same numbers with rows for columns, for an algorithm: ops on tensors would be seen by the observer. */
export function turned({ storage, offset, shape, strides }: View): View {
  const order = [...shape.keys()].toSpliced(-2, 2, shape.length - 1, shape.length - 2);
  return { storage, offset, shape: order.map((dim) => shape[dim]!), strides: order.map((dim) => strides[dim]!) };
}

/** Vectors as matrices of one column. */
export function columnsOf({ storage, offset, shape, strides }: View): View {
  return { storage, offset, shape: [...shape, 1], strides: [...strides, 1] };
}

function divided(numbers: Float64Array, batch: Shape, each: Shape): readonly Float64Array[] {
  const size = elementCount(each);
  return Array.from({ length: elementCount(batch) }, (_, i) => numbers.subarray(i * size, (i + 1) * size));
}

/** A tensor of parts that follow each other: matrices row by row, vectors, or single numbers. */
export function tensorOf(parts: readonly (ArrayLike<number> | number)[], shape: Shape, dtype: DType): Tensor {
  const out = emptyTensor(shape, dtype);
  const numbers = new Float64Array(out.numel());
  let next = 0;
  for (const part of parts) {
    if (typeof part === "number") numbers[next++] = part;
    else {
      numbers.set(part, next);
      next += part.length;
    }
  }
  writeNumbers(out, numbers);
  return out;
}

/**
 * A tensor of matrices of the given shape that lie column by column, as LAPACK leaves them, from their transposes row by
 * row: strides, and what can be viewed, are PyTorch's.
 */
export function columnwise(transposes: readonly ArrayLike<number>[], shape: Shape, dtype: DType): Tensor {
  const rank = shape.length;
  const { storage, strides } = tensorOf(transposes, [...shape.slice(0, -2), shape[rank - 1]!, shape[rank - 2]!], dtype);
  const turned = [...strides.slice(0, -2), strides[rank - 1]!, strides[rank - 2]!];
  return newTensor(storage, { offset: 0, shape, strides: turned }, dtype);
}

/** A copy in which each matrix lies column by column. */
export function inColumns(x: Tensor): Tensor {
  return columnwise(matricesOf(turned(x)), x.shape, x.dtype);
}

/** The dimensions before the matrix. */
export function batchOf(shape: Shape): Shape {
  return shape.slice(0, -2);
}

/** The matrix's rows and columns. */
export function matrixOf(shape: Shape): readonly [number, number] {
  return [shape.at(-2)!, shape.at(-1)!];
}

/** For each place of a batch, the place of the batch that is broadcast to it. */
export function sourcesOf(from: Shape, to: Shape): readonly number[] {
  const strides = broadcastStrides({ offset: 0, shape: from, strides: contiguousStrides(from) }, to);
  return to.reduce<readonly number[]>(
    (places, size, dim) => places.flatMap((place) => Array.from({ length: size }, (_, i) => place + i * strides[dim]!)),
    [0],
  );
}
