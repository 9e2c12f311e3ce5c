import { float64 } from "../dtype.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels, type View } from "../kernels/kernels.js";
import { broadcastShapes, type Shape } from "../shape.js";
import { emptyTensor, zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";

/** The order of a distance; JSON has no infinity, so that one is a word. */
export type Order = number | "inf";

export function orderOf(p: number): Order {
  return p === Infinity ? "inf" : p;
}

export interface Reading {
  /** How far two numbers are apart. */
  readonly apart?: (a: number, b: number) => number;
  /** The greater of two numbers: whether NaN is. */
  readonly greater?: (best: number, term: number) => number;
}

/** Writes the p-distances of the rows of two views that broadcast: (Σ |x − y|^p)^(1/p) over the last dimension. */
export function rowDistances(x: View, y: View, p: Order, out: Tensor, reading: Reading = {}): void {
  const { apart = separation, greater = greaterNumber } = reading;
  const shape = broadcastShapes(x.shape, y.shape);
  const views = [x, y].map((view) => broadcastView(view, shape));
  const { of, next, root } = stepsOf(p, greater);
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

/** As PyTorch's cdist compares: NaN is no greater distance. */
function greaterNumber(best: number, term: number): number {
  return best < term ? term : best;
}

function stepsOf(p: Order, greater: Steps["next"]): Steps {
  const same = (value: number): number => value;
  const sum = (total: number, term: number): number => total + term;
  if (p === "inf") return { of: same, next: greater, root: same };
  if (p === 0) return { of: (difference) => Math.min(Math.ceil(difference), 1), next: sum, root: same };
  if (p === 1) return { of: same, next: sum, root: same };
  if (p === 2) return { of: (difference) => difference * difference, next: sum, root: Math.sqrt };
  return { of: (difference) => difference ** p, next: sum, root: (total) => total ** (1 / p) };
}

/**
 * Gradients of distances, or tangents of what they are of, times the derivative with respect to the differences: 0 where
 * the distance is. In the order of PyTorch's kernels, which shows beside NaN and infinities.
 */
export function timesSlope(g: Tensor, differences: Tensor, distances: Tensor, p: Order): Tensor {
  if (p === 0) return zerosLike(g.mul(differences));
  if (p === 1) return g.mul(signOf(differences));
  if (p === "inf") {
    const others = differences.abs().sub(distances).abs().ceil().clamp({ max: 1 });
    return g.mul(signOf(differences)).mul(others.neg().add(1));
  }
  const zero = distances.eq(0);
  const safe = distances.masked_fill(zero, 1);
  if (p === 2) return g.mul(differences).div(safe).masked_fill(zero, 0);
  const nowhere = differences.eq(0);
  const size = differences.masked_fill(nowhere, 1).abs();
  const slope = signOf(differences).mul(size.pow(p - 1));
  const terms = slope
    .mul(g)
    .div(safe.pow(p - 1))
    .masked_fill(zero, 0);
  return p < 1 ? terms.masked_fill(nowhere, 0) : terms;
}

/** The sign of each element, and NaN of NaN. */
function signOf(x: Tensor): Tensor {
  return x.ceil().clamp(0, 1).add(x.floor().clamp(-1, 0));
}

/** The shape of the distances of each row of one tensor to each of another. */
export function distancesShape(x: Shape, y: Shape): Shape {
  return [...broadcastShapes(x.slice(0, -2), y.slice(0, -2)), x.at(-2)!, y.at(-2)!];
}
