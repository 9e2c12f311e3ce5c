import { flagArgument, integerArgument, readArguments, trimmed } from "../arguments.js";
import { bool, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { contiguousStrides, wrapDimension, type Shape } from "../shape.js";
import { namedTuple, type TwoTensors } from "../namedTuple.js";
import { emptyTensor, isTensor, newTensor, zeroOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { maximum, minimum } from "./pairExtremes.js";
import { chosenGradient, chosenTangent } from "./choosing.js";
import { contraction } from "./contraction.js";
import { call, callMany } from "./dispatch.js";
import { where } from "./comparisons.js";
import { constantly, sample, type Op } from "./op.js";
import { sharedEvenly } from "./sharedEvenly.js";
import { everything, reducedShape, type Reduction, reductionOf, type ReductionOptions } from "./reducing.js";
import { undifferentiable } from "./undifferentiable.js";

/** What `max(dim)` gives: `const [values, indices] = x.max(1)`, or by its names. */
export interface ValuesAndIndices extends TwoTensors {
  /** What was found. */
  readonly values: Tensor;
  /** Where it was found along the dimension, as int64. */
  readonly indices: Tensor;
}

export interface RowOptions {
  /** The dimension to reduce. */
  readonly dim: number;
  /** Leaves the reduced dimension with size 1. */
  readonly keepdim?: boolean;
}

/** Arguments of `argmax` and `argmin`. */
export interface ArgOptions {
  /** The dimension to search; the flattened tensor if absent or null. */
  readonly dim?: number | null;
  /** Whether the dimension stays, with size 1; false unless given. */
  readonly keepdim?: boolean;
}

/** The greatest or least element of all, of each row along a dimension, or of two tensors' elements. */
export function extremeOf(which: Which, x: Tensor, args: readonly unknown[]): Tensor | ValuesAndIndices {
  const given = trimmed(args);
  const [first] = given;
  if (given.length === 0) return call(extremeOps[which], [x], { ...everything, by: which });
  if (isTensor(first) && given.length === 1) return which === "max" ? maximum(x, first) : minimum(x, first);
  const { dim, keepdim } = readArguments<RowOptions>(which, ["dim", "keepdim"], given);
  const along = integerArgument(which, "dim", dim);
  const isKept = flagArgument(which, "keepdim", keepdim, false);
  const attributes = { dim: wrapDimension(along, x.ndim), keepdim: isKept };
  const [values, indices] = callMany(rowOps[which], [x], attributes) as readonly [Tensor, Tensor];
  return namedTuple(which, { values, indices });
}

/** The greatest or least elements over any dimensions; equal ones share the gradient. */
export function extremesOver(which: Which, x: Tensor, args: readonly unknown[]): Tensor {
  const by = which === "max" ? "amax" : "amin";
  const reduction = reductionOf(by, x, args);
  if (x.numel() === 0) refuseEmpty(by, x, readArguments<ReductionOptions>(by, ["dim", "keepdim"], args).dim);
  return call(extremeOps[which], [x], { ...reduction, by });
}

/** Refuses what has no extremes, by the dimensions as they were given. */
function refuseEmpty(by: By, x: Tensor, dim: ReductionOptions["dim"]): void {
  const dims = dim === undefined || dim === null ? [] : [dim].flat();
  if (dims.length === 0) throw errors.extremeOfNothing(by);
  const empty = dims.find((each) => x.size(each) === 0);
  if (empty !== undefined) throw errors.extremeOfEmptyDimension(by, empty);
}

/** The index of the greatest or least element, the first of equal ones. */
export function placeOf(which: Which, x: Tensor, args: readonly unknown[]): Tensor {
  const op = argOps[which];
  const { dim, keepdim } = readArguments<ArgOptions>(op.name, ["dim", "keepdim"], args);
  const given = dim === undefined || dim === null ? null : integerArgument(op.name, "dim", dim);
  const isKept = flagArgument(op.name, "keepdim", keepdim, false);
  if (x.dtype === bool) throw errors.argOfBools(op.name);
  return call(op, [x], { dim: given === null ? null : wrapDimension(given, x.ndim), keepdim: isKept });
}

/** The ops of this family. */
export default class ExtremeOps {
  /** @internal */
  static get ops() {
    return {
      amax: extremeOps.max,
      amin: extremeOps.min,
      max_dim: rowOps.max,
      min_dim: rowOps.min,
      argmax: argOps.max,
      argmin: argOps.min,
    };
  }
}

type Which = "max" | "min";
type By = "max" | "min" | "amax" | "amin";
type Extreme = Reduction & { readonly by: By };

const names: { readonly [Name in By]: string } = {
  max: "MaxBackward1",
  min: "MinBackward1",
  amax: "AmaxBackward0",
  amin: "AminBackward0",
};

function extreme(which: Which): Op<Extreme> {
  const by = which === "max" ? "amax" : "amin";
  const further = which === "max" ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  const op = contraction<Extreme>({
    name: by,
    gradFn: (attributes) => names[attributes.by],
    formula: `1/n where x is the ${which === "max" ? "greatest" : "least"}, of which there are n`,
    samples: [
      sample([[2, 3]], { distinct: true, attributes: { ...everything, by } }),
      sample([[2, 3, 2]], { distinct: true, attributes: { dims: [0, 2], keepdim: true, by } }),
    ],
    check(x, attributes) {
      if (x.numel() === 0 && attributes.dims === null) throw errors.extremeOfNothing(attributes.by);
    },
    forward(x, out) {
      const start = which === "max" ? -Infinity : Infinity;
      const next = (best: number, value: number): number => (further(value, best) || value !== value ? value : best);
      kernels.fold({ name: by, start, next }, x, out);
    },
    local: (x, out, { dims }) => shares(x.eq(out), x, dims),
    gradient(g, x, out, { dims, by }) {
      if (by === "max" || by === "min") return sharedEvenly.gradient(g, x, out);
      const hit = out.eq(x);
      return g.div(hit.sum(dims ?? x.shape.map((_, dim) => dim), true)).mul(hit);
    },
    tangent: (tangent, x, out) => sharedEvenly.tangent(tangent, x, out),
  });
  return {
    ...op,
    jvp([tangent], saved, info, outputs) {
      const { by, dims, keepdim } = info.attributes;
      if (!tangent || by === "max" || by === "min") return op.jvp([tangent ?? null], saved, info, outputs);
      const { x, out } = saved;
      const among = dims ?? x.shape.map((_, dim) => dim);
      const hit = x.eq(out.reshape(reducedShape(x.shape, { dims, keepdim: true })));
      const total = where(hit, tangent, zeroOf(tangent)).sum(among, keepdim);
      return [total.div(hit.sum(among, keepdim))];
    },
  };
}

/** One element's share of the gradient: all that are hit share it. */
function shares(hits: Tensor, x: Tensor, dims: readonly number[] | null): Tensor {
  const hit = hits.to(x.dtype);
  return hit.div(hit.sum(dims ?? x.shape.map((_, dim) => dim), true));
}

const extremeOps: { readonly [W in Which]: Op<Extreme> } = { max: extreme("max"), min: extreme("min") };

type Row = { readonly dim: number; readonly keepdim: boolean };

/** Gives all of the gradient to the element whose index is the second result. */
function rowExtreme(which: Which): Op<Row> {
  return {
    name: `${which}_dim`,
    gradFn: constantly(which === "max" ? "MaxBackward0" : "MinBackward0"),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    formulas: ["1 at the index, else 0"],
    samples: [
      sample([[2, 3]], { distinct: true, attributes: { dim: 1, keepdim: false } }),
      sample([[2, 3, 2]], { distinct: true, attributes: { dim: 1, keepdim: true } }),
    ],
    shape: ([shape], row) => [rowShape(shape!, row), rowShape(shape!, row)],
    forward([operand], row) {
      const x = operand as Tensor;
      if (x.shape[row.dim] === 0) throw errors.extremeOfEmptyDimension(which, row.dim);
      const shape = rowShape(x.shape, row);
      const [values, indices] = [emptyTensor(shape, x.dtype), emptyTensor(shape, int64)];
      kernels.extremes(which, x, row.dim, values, indices);
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

const rowOps: { readonly [W in Which]: Op<Row> } = { max: rowExtreme("max"), min: rowExtreme("min") };

type Place = { readonly dim: number | null; readonly keepdim: boolean };

function place(which: Which): Op<Place> {
  const name = `arg${which}`;
  const placeShape = (shape: Shape, { dim, keepdim }: Place): Shape =>
    dim !== null ? rowShape(shape, { dim, keepdim }) : keepdim ? shape.map(() => 1) : [];
  return undifferentiable<Place>({
    name,
    shape: ([shape], attributes) => [placeShape(shape!, attributes)],
    forward([operand], attributes) {
      const x = operand!;
      const { dim } = attributes;
      if (dim === null && x.numel() === 0) throw errors.argOfNothing(name);
      if (dim !== null && x.shape[dim] === 0) throw errors.extremeOfEmptyDimension(name, dim);
      const indices = emptyTensor(placeShape(x.shape, attributes), int64);
      const values = emptyTensor(indices.shape, x.dtype);
      kernels.extremes(which, dim === null ? flattened(x) : x, dim ?? 0, values, indices);
      return [indices];
    },
  });
}

const argOps: { readonly [W in Which]: Op<Place> } = { max: place("max"), min: place("min") };

function rowShape(shape: Shape, { dim, keepdim }: Row): Shape {
  if (shape.length === 0) return [];
  return keepdim ? shape.with(dim, 1) : shape.toSpliced(dim, 1);
}

/** All elements in one dimension, for a kernel only. */
function flattened(x: Tensor): Tensor {
  const dense = emptyTensor(x.shape, x.dtype);
  kernels.copy(x, dense);
  const shape = [x.numel()];
  return newTensor(dense.storage, { offset: 0, shape, strides: contiguousStrides(shape) }, x.dtype);
}
