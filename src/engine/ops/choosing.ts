import { int64, type DType } from "../dtype.js";
import { forEachRow, rowsAlong } from "../kernels/alongDimension.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import type { Shape } from "../shape.js";
import { emptyLike, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import GatheringMethods from "./gathering.js";
import { constantly, type Attributes, type Op, type Sample } from "./op.js";

export type Along = { readonly dim: number };

interface ChoosingSpec<A extends Along & Attributes> {
  readonly name: string;
  readonly gradFn: string | ((attributes: A) => string);
  readonly samples: readonly Sample[];
  /** Whether the results lie in memory as the operand does; else their elements lie in row-major order. */
  readonly keepsLayout?: true;
  /** How many elements of a row are chosen; null for one, whose dimension goes. */
  count(size: number, attributes: A): number | null;
  /** The indices of what is chosen of a row. */
  choose(row: ArrayLike<number>, attributes: A): ArrayLike<number>;
}

/** An op that chooses elements of each row along a dimension: it gives their values and their indices. */
export function choosing<A extends Along & Attributes>(spec: ChoosingSpec<A>): Op<A> {
  const shapeOf = (shape: Shape, attributes: A): Shape => {
    const count = spec.count(shape[attributes.dim] ?? 1, attributes);
    if (shape.length === 0) return [];
    return count === null ? shape.toSpliced(attributes.dim, 1) : shape.with(attributes.dim, count);
  };
  return {
    name: spec.name,
    gradFn: typeof spec.gradFn === "string" ? constantly(spec.gradFn) : spec.gradFn,
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: ["1 at the indices, else 0"],
    samples: spec.samples,
    shape: ([shape], attributes) => [shapeOf(shape!, attributes), shapeOf(shape!, attributes)],
    forward([operand], attributes) {
      const x = operand as Tensor;
      const shape = shapeOf(x.shape, attributes);
      const room = (dtype: DType): Tensor => (spec.keepsLayout ? emptyLike(x, dtype) : emptyTensor(shape, dtype));
      const [values, indices] = [room(x.dtype), room(int64)];
      const rows = rowsAlong(x.shape, attributes.dim);
      const count = spec.count(rows.size, attributes) ?? 1;
      const results = rowsAlong(x.ndim === 0 ? [count] : x.shape.with(attributes.dim, count), attributes.dim);
      const numbers = denseNumbers(x);
      const [chosen, places] = [values, indices].map((tensor) => new Float64Array(tensor.numel()));
      const starts: number[] = [];
      if (chosen!.length > 0) forEachRow(results, (first) => starts.push(first));
      const row = new Float64Array(rows.size);
      if (starts.length > 0) {
        forEachRow(rows, (first, which) => {
          for (let k = 0; k < rows.size; k++) row[k] = numbers[first + k * rows.inner]!;
          const picked = spec.choose(row, attributes);
          for (let k = 0; k < count; k++) {
            const to = starts[which]! + k * results.inner;
            places![to] = picked[k]!;
            chosen![to] = row[picked[k]!]!;
          }
        });
      }
      writeNumbers(values, chosen!);
      writeNumbers(indices, places!);
      return [values, indices];
    },
    saves: () => ["second"],
    vjp: ([g], { second }, info) => [chosenGradient(g!, second, info.shapeOf(0), info.attributes.dim)],
    jvp: ([tangent], { second }, { attributes }) => [
      tangent ? chosenTangent(tangent, second, attributes.dim) : null,
      null,
    ],
  };
}

/** The gradient of elements that were chosen at indices along a dimension, which the results may have lost. */
export function chosenGradient(g: Tensor, indices: Tensor, shape: Shape, dim: number): Tensor {
  const kept = (tensor: Tensor): Tensor => (tensor.ndim < shape.length ? tensor.unsqueeze(dim) : tensor);
  const named = { writes: "ScatterBackward0" };
  return call(GatheringMethods.ops.gather_backward, [kept(g), kept(indices)], { dim, shape, ...named });
}

/** Their tangent. */
export function chosenTangent(tangent: Tensor, indices: Tensor, dim: number): Tensor {
  if (indices.ndim === tangent.ndim) return tangent.gather(dim, indices);
  return tangent.gather(dim, indices.unsqueeze(dim)).squeeze(dim);
}

/** The indices of a row in ascending or descending order of its elements, equal ones in theirs. NaN is the greatest. */
export function orderOf(row: ArrayLike<number>, descending: boolean): Int32Array {
  const order = Int32Array.from({ length: row.length }, (_, i) => i);
  return order.sort(descending ? (i, j) => compare(row[j]!, row[i]!) : (i, j) => compare(row[i]!, row[j]!));
}

function compare(x: number, y: number): number {
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
}
