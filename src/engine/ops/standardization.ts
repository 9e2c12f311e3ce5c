import { float32, float64, type DType } from "../dtype.js";
import { notImplementedFor } from "../errors.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { over, scaledAndShifted, squaredDistance, standardScore, times } from "../kernels/elementFunctions.js";
import { kernels, type View } from "../kernels/kernels.js";
import { broadcastShapes, contiguousStrides, type Shape } from "../shape.js";
import { heldAtTheEnds, roundingOf } from "../storage.js";
import { converted, emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { tangentToMultiply } from "./tangentToMultiply.js";
import { lyingAsImage } from "./asImages.js";
import { hangingOn } from "./hanging.js";
import { constantly, type Attributes, type Op, type Operand, type Sample } from "./op.js";

/** How an input is seen by a normalisation: its numbers lie as they did, in other dimensions. */
export interface Layout {
  readonly shape: Shape;
  /** The dimensions over which mean and variance are taken. */
  readonly dims: readonly number[];
  /** The shape in which weight and bias are broadcast: 1 in each dimension that they do not have. */
  readonly parameters: Shape;
  /** The shape of weight's and bias's gradients, whatever shape those have; theirs unless given. */
  readonly gradients?: Shape;
}

/** Mean and variance of the numbers that are normalised together, in double, with size 1 in their dimensions. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

interface StandardizationSpec<A extends Attributes & { readonly eps: number }> {
  readonly name: string;
  readonly gradFn: string;
  /** What PyTorch calls its kernel where it has none for a dtype. */
  readonly kernel: string;
  readonly samples: readonly Sample[];
  layout(shape: Shape, attributes: A): Layout;
  /** Is told the moments that the operands were normalised by. */
  measured?(moments: Moments, operands: readonly Operand[], attributes: A): void;
  /** What 1/√(variance + eps) is where both are 0; infinite unless said otherwise. */
  readonly ofConstant?: 0;
  /** Whether PyTorch's backward has no node of its own, but is written in functions that have. */
  readonly isComposed?: true;
  /** Whether PyTorch first makes weight and bias one factor and one shift of x, which shows where a weight is infinite. */
  readonly isLine?: true;
  /** Whether PyTorch takes the moments in as many lanes as its registers have, and joins them. */
  readonly isInLanes?: true;
  /** Whether its gradient lies in rows also where the operand's channels lie innermost. */
  readonly isOfRows?: true;
  /** Which operands are kept beside those that the rules use. */
  readonly kept?: readonly ("z" | "w" | "v")[];
}

/**
 * Numbers minus their mean, by their standard deviation, times a weight plus a bias: n·w + b with n = (x − m)·r and
 * r = 1/√(variance + eps). The operands are x, the weight (or 1) and the bias (or 0). With v = g·w the gradient of x is
 * r·(v − mean(v) − n·mean(v·n)); forward mode takes the same map, since it is symmetric.
 */
export function standardization<A extends Attributes & { readonly eps: number }>(spec: StandardizationSpec<A>): Op<A> {
  const { name, gradFn, kernel, samples, ofConstant = Infinity, kept = [] } = spec;
  const backward = gradFn.replace("Backward", "BackwardBackward");
  const layoutOf = ({ shape }: Tensor, attributes: A): Layout => spec.layout(shape, attributes);
  return {
    name,
    gradFn: constantly(gradFn),
    arity: 3,
    kind: "irregular",
    differentiable: true,
    formulas: ["r*(v - mean(v) - n*mean(v*n)) with v = g*y", "sum(g*n)", "sum(g)"],
    samples,
    shape: ([x]) => [x!],
    forward([x, weight, bias, ...others], attributes) {
      const input = x as Tensor;
      if (!input.dtype.is_floating_point) throw notImplementedFor(kernel, input.dtype.label);
      const layout = layoutOf(input, attributes);
      const rows = seenAs(converted(input, float64), layout.shape);
      const moments = momentsOf(rows, layout);
      holdSquares(moments, rows, input.dtype, spec.isInLanes === true);
      spec.measured?.(moments, [input, weight!, bias!, ...others], attributes);
      const inverse = inverseDeviation(moments.variance, attributes.eps, ofConstant);
      if (spec.isLine) return [alongLine(rows, moments.mean, inverse, weight!, bias!, layout, input)];
      const parts = [rows, broadcastView(moments.mean, layout.shape), broadcastView(inverse, layout.shape)];
      kernels.map({ name: "standardize", of: standardScore }, parts, rows);
      return [scaled(rows, weight!, bias!, layout, input)];
    },
    saves: () => ["x", "y", ...kept],
    vjp([g], { x, y, z }, info, [ofX, ofWeight, ofBias]) {
      const layout = spec.layout(g!.shape, info.attributes);
      const rows = g!.reshape(layout.shape);
      const total = (terms: Tensor, operand: number): Tensor =>
        summed(terms, layout).reshape(layout.gradients ?? info.shapeOf(operand));
      // PyTorch has one node for all three of them.
      const bias = kept.includes("z") ? [z] : [];
      const hanging = (gradient: Tensor): Tensor =>
        spec.isComposed ? gradient : hangingOn(gradient, [x, y, ...bias], backward, "none");
      // Where it has functions, mean and deviation are results of the node, which hang on its operands.
      const besideMoments = (gradient: Tensor): Tensor =>
        spec.isComposed ? hangingOn(gradient, [y], "ViewBackward0", "none") : hanging(gradient);
      const lying = (gradient: Tensor): Tensor => (spec.isOfRows ? gradient.contiguous() : lyingAsImage(gradient, x));
      if (!ofX && !ofWeight) return [null, null, ofBias ? hanging(total(rows, 2)) : null];
      const { normal, inverse } = standardized(x, layout, info.attributes.eps, ofConstant);
      // A weight that is the same for all that are normalised together comes last, so that an infinite one meets no other.
      const isWeightLast = layout.dims.every((dim) => layout.parameters[dim] === 1);
      const weighted = (terms: Tensor): Tensor => terms.mul(parameter(y, layout));
      const ofRows = (): Tensor =>
        isWeightLast
          ? weighted(projected(rows, normal, inverse, layout))
          : projected(weighted(rows), normal, inverse, layout);
      return [
        ofX ? hanging(lying(ofRows().reshape(g!.shape))) : null,
        ofWeight ? besideMoments(total(rows.mul(normal), 1)) : null,
        ofBias ? hanging(total(rows, 2)) : null,
      ];
    },
    jvp([tangent, ofWeight, ofBias], { x, y }, { attributes }, [out]) {
      const ofX = tangentToMultiply(tangent, x, y);
      const layout = layoutOf(x, attributes);
      // Where the backward is composed, mean and deviation are further results of PyTorch's node.
      const measured = spec.isComposed ? hangingOn(x, [out!], gradFn, "none") : x;
      const { normal, inverse } = standardized(measured, layout, attributes.eps, ofConstant);
      const terms = [
        ofX ? projected(ofX.reshape(layout.shape), normal, inverse, layout).mul(parameter(y, layout)) : null,
        ofWeight ? normal.mul(ofWeight.reshape(layout.parameters)) : null,
        ofBias ? ofBias.reshape(layout.parameters).expand(layout.shape) : null,
      ].filter((term) => term !== null);
      return [terms.length === 0 ? null : terms.reduce((sum, term) => sum.add(term)).reshape(out!.shape)];
    },
  };
}

/** n·weight + bias in the input's shape and dtype. */
function scaled(rows: Tensor, weight: Operand, bias: Operand, layout: Layout, like: Tensor): Tensor {
  const out = emptyTensor(like.shape, like.dtype);
  const [w, b] = [weight, bias].map((value) => broadcastParameter(value, layout, layout.shape));
  kernels.map({ name: "scale_and_shift", of: scaledAndShifted }, [rows, w!, b!], seenAs(out, layout.shape));
  return out;
}

/** x·f + (bias − m·f) with f = r·weight, which is n·weight + bias wherever weight is finite. */
function alongLine(
  rows: Tensor,
  mean: Tensor,
  inverse: Tensor,
  weight: Operand,
  bias: Operand,
  layout: Layout,
  like: Tensor,
): Tensor {
  const shape = broadcastShapes(mean.shape, layout.parameters);
  const [w, b] = [weight, bias].map((value) => broadcastParameter(value, layout, shape));
  const [center, spread] = [broadcastView(mean, shape), broadcastView(inverse, shape)];
  const [factor, shift] = [emptyTensor(shape, float64), emptyTensor(shape, float64)];
  kernels.map({ name: "mul", of: times }, [spread, w!], factor);
  kernels.map({ name: "shift", of: (m, f, y) => y - m * f }, [center, factor, b!], shift);
  const out = emptyTensor(like.shape, like.dtype);
  const parts = [rows, broadcastView(factor, layout.shape), broadcastView(shift, layout.shape)];
  kernels.map({ name: "scale_and_shift", of: scaledAndShifted }, parts, seenAs(out, layout.shape));
  return out;
}

/** Weight or bias over numbers of another shape; a number stands for one that is not given. */
function broadcastParameter(value: Operand, { parameters }: Layout, shape: Shape): View | number {
  return typeof value === "number" ? value : broadcastView(seenAs(converted(value, float64), parameters), shape);
}

/** Weight or bias in the dimensions of the layout; a number stands for one that is not given. */
export function parameter(value: Operand, { parameters }: Layout): Operand {
  return typeof value === "number" ? value : value.reshape(parameters);
}

/** Sums over all dimensions that the parameters do not have. */
export function summed(terms: Tensor, { parameters }: Layout): Tensor {
  const dims = parameters.flatMap((size, dim) => (size === 1 ? [dim] : []));
  return dims.length === 0 ? terms : terms.sum(dims, true);
}

/** Contiguous numbers in other dimensions. */
function seenAs({ storage, offset, dtype }: Tensor, shape: Shape): Tensor {
  return newTensor(storage, { offset, shape, strides: contiguousStrides(shape) }, dtype);
}

function momentsOf(rows: Tensor, { shape, dims }: Layout): Moments {
  const keptShape = shape.map((size, dim) => (dims.includes(dim) ? 1 : size));
  const count = dims.reduce((total, dim) => total * shape[dim]!, 1);
  const average = (x: View): Tensor => {
    const total = emptyTensor(keptShape, float64);
    kernels.sum(x, total);
    kernels.map({ name: "div", of: over }, [total, count], total);
    return total;
  };
  const mean = average(rows);
  const squares = emptyTensor(shape, float64);
  kernels.map({ name: "squared_distance", of: squaredDistance }, [rows, broadcastView(mean, shape)], squares);
  return { mean, variance: average(squares) };
}

/**
 * PyTorch adds up squares in the dtype itself: where they overflow the variance is infinite, where they are too small it is 0, and
 * NaN where what is joined with nothing is too great to be squared.
 */
function holdSquares({ mean, variance }: Moments, rows: Tensor, dtype: DType, isInLanes: boolean): void {
  const held = roundingOf(dtype);
  const lanes = dtype === float32 ? 8 : 4;
  const count = rows.numel() / Math.max(variance.numel(), 1);
  for (let row = 0; row < variance.numel(); row++) {
    variance.storage.write(row, heldAtTheEnds(dtype, variance.storage.read(row) * count) / count);
    if (!isInLanes || (count >= lanes && count % lanes !== 0)) continue;
    const joined = count < lanes ? mean.storage.read(row) : averageOf(rows, row * count, (row + 1) * count, lanes);
    if (Number.isFinite(joined) && held(joined * joined) === Infinity) variance.storage.write(row, NaN);
  }
}

/** The mean of every so many numbers from one place to before another. */
function averageOf({ storage }: Tensor, from: number, to: number, step: number): number {
  let sum = 0;
  for (let i = from; i < to; i += step) sum += storage.read(i);
  return (sum * step) / (to - from);
}

function inverseDeviation(variance: Tensor, eps: number, ofConstant: number): Tensor {
  const out = emptyTensor(variance.shape, float64);
  const of = (value: number): number => (value + eps === 0 ? ofConstant : 1 / Math.sqrt(value + eps));
  kernels.map({ name: "inverse_deviation", of }, [variance], out);
  return out;
}

function standardized(
  x: Tensor,
  { shape, dims }: Layout,
  eps: number,
  ofConstant: number,
): { readonly normal: Tensor; readonly inverse: Tensor } {
  const rows = x.reshape(shape);
  const centered = rows.sub(rows.mean(dims, true));
  const variance = centered.mul(centered).mean(dims, true).add(eps);
  const isConstant = ofConstant === 0 && eps === 0 ? variance.eq(0) : null;
  const inverse =
    isConstant === null ? variance.rsqrt() : variance.masked_fill(isConstant, 1).rsqrt().masked_fill(isConstant, 0);
  return { normal: centered.mul(inverse), inverse };
}

function projected(v: Tensor, normal: Tensor, inverse: Tensor, { dims }: Layout): Tensor {
  const along = normal.mul(v.mul(normal).mean(dims, true));
  return inverse.mul(v.sub(v.mean(dims, true)).sub(along));
}
