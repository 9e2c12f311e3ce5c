import { float64 } from "../dtype.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels, type View } from "../kernels/kernels.js";
import { broadcastShapes, type Shape } from "../shape.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** The order of a distance; JSON has no infinity, so that one is a word. */
export type Order = number | "inf";

export function orderOf(p: number): Order {
  return p === Infinity ? "inf" : p;
}

/** Writes the p-distances of the rows of two views that broadcast: (Σ |x − y|^p)^(1/p) over the last dimension. */
export function rowDistances(x: View, y: View, p: Order, out: Tensor, apart = separation): void {
  const shape = broadcastShapes(x.shape, y.shape);
  const views = [x, y].map((view) => broadcastView(view, shape));
  const { of, next, root } = stepsOf(p);
  const terms = emptyTensor(shape, float64);
  kernels.map({ name: `distance_term_${p}`, of: (a, b) => of(apart(a, b)) }, views, terms);
  const sums = emptyTensor([...shape.slice(0, -1), 1], float64);
  kernels.fold({ name: `distance_${p}`, start: 0, next }, terms, sums);
  kernels.map(
    { name: `distance_root_${p}`, of: root },
    [{ storage: sums.storage, offset: sums.offset, shape: out.shape, strides: out.strides }],
    out,
  );
}

function separation(a: number, b: number): number {
  return Math.abs(a - b);
}

/** The same from squares and a product, as a product of matrices has it: it shows where one is infinite. */
export function separationByProducts(a: number, b: number): number {
  return Number.isFinite(a) && Number.isFinite(b) ? separation(a, b) : Math.sqrt(a * a - 2 * a * b + b * b);
}

interface Steps {
  of(difference: number): number;
  next(total: number, term: number): number;
  root(total: number): number;
}

function stepsOf(p: Order): Steps {
  const same = (value: number): number => value;
  const sum = (total: number, term: number): number => total + term;
  // As PyTorch compares: NaN is no greater distance.
  if (p === "inf") return { of: same, next: (best, term) => (best < term ? term : best), root: same };
  if (p === 0) return { of: (difference) => Math.min(Math.ceil(difference), 1), next: sum, root: same };
  if (p === 1) return { of: same, next: sum, root: same };
  if (p === 2) return { of: (difference) => difference * difference, next: sum, root: Math.sqrt };
  return { of: (difference) => difference ** p, next: sum, root: (total) => total ** (1 / p) };
}

/** The derivative of distances with respect to the differences that they are of: 0 where the distance is. */
export function distanceSlope(differences: Tensor, distances: Tensor, p: Order): Tensor {
  if (p === 0) return differences.mul(0);
  if (p === 1) return differences.sign();
  if (p === "inf") {
    const others = differences.abs().sub(distances).abs().ceil().clamp({ max: 1 });
    return differences.sign().mul(others.neg().add(1));
  }
  const zero = distances.eq(0);
  const safe = distances.masked_fill(zero, 1);
  const nowhere = differences.eq(0);
  const size = differences.masked_fill(nowhere, 1).abs();
  const slope = differences.sign().mul(size.div(safe).pow(p - 1));
  return slope.masked_fill(zero.logical_or(nowhere), 0);
}

/** The shape of the distances of each row of one tensor to each of another. */
export function distancesShape(x: Shape, y: Shape): Shape {
  return [...broadcastShapes(x.slice(0, -2), y.slice(0, -2)), x.at(-2)!, y.at(-2)!];
}
