import type { AfterInput } from "./afterInput.js";
import { integersArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { isPair } from "../isPair.js";
import { pythonFloat } from "../pythonValues.js";
import { elementCount, wrapDimension } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { renamed } from "./functions.js";
import { tensorArgument } from "./operands.js";
import { unsafeView } from "./unsafeView.js";

/** Dimensions that are summed over: how many, the last of the one and the first of the other, or which of each. */
export type ContractedDimensions = number | readonly [readonly number[], readonly number[]] | Tensor;

/**
 * The product of each element of one vector with each of another: [n] and [m] give [n, m]. Throws for other than vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.outer.html
 */
export function outer(input: Tensor, vec2: Tensor): Tensor {
  const named = byName(outer, "outer(input, vec2)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("outer", "input", input), tensorArgument("outer", "vec2", vec2)];
  if (x.ndim !== 1) throw errors.notAVectorOf("outer", "self", x.ndim);
  if (y.ndim !== 1) throw errors.notAVectorOf("outer", "vec2", y.ndim);
  return x.reshape([x.shape[0]!, 1]).mul(y);
}

/** Another name of `outer`. https://docs.pytorch.org/docs/stable/generated/torch.ger.html */
export function ger(input: Tensor, vec2: Tensor): Tensor {
  const named = byName(ger, "ger(input, vec2)", arguments);
  if (named !== null) return named.result;
  return renamed("ger", outer)(input, vec2);
}

/**
 * The sums of products along the last dimensions: [*a, n] and [*b, n] give [*a, *b]; of a 0-d tensor, the product. Throws
 * where the last sizes or the dtypes differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.inner.html
 */
export function inner(input: Tensor, other: Tensor): Tensor {
  const named = byName(inner, "inner(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("inner", "input", input), tensorArgument("inner", "other", other)];
  if (x.ndim === 0 || y.ndim === 0) return x.mul(y);
  if (x.shape.at(-1) !== y.shape.at(-1)) throw errors.innerSizes(x.shape, y.shape);
  return contracted(x, y, [-1], [-1]);
}

/**
 * The product of each element of one tensor with the whole other: of matrices [a, b] and [c, d], [a·c, b·d]. The tensor with
 * fewer dimensions gets more of size 1 in front.
 * https://docs.pytorch.org/docs/stable/generated/torch.kron.html
 */
export function kron(input: Tensor, other: Tensor): Tensor {
  const named = byName(kron, "kron(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("kron", "input", input), tensorArgument("kron", "other", other)];
  const rank = Math.max(x.ndim, y.ndim);
  const dims = Array.from({ length: rank }, (_, dim) => dim - rank);
  const sizes = dims.map((dim) => [x.shape.at(dim) ?? 1, y.shape.at(dim) ?? 1] as const);
  const rows = unsafeView(
    x,
    sizes.flatMap(([size]) => [size, 1]),
  );
  const columns = unsafeView(
    y,
    sizes.flatMap(([, size]) => [1, size]),
  );
  return unsafeView(
    rows.mul(columns),
    sizes.map(([a, b]) => a * b),
  );
}

/**
 * The product of two tensors summed over pairs of dimensions: the last `dims` of a with the first of b (2 unless given), or
 * those that two lists name. A size of 1 is repeated. Throws where sizes or dtypes differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.tensordot.html
 */
export function tensordot(
  a: Tensor,
  b: Tensor,
  dims?: ContractedDimensions | { readonly dims?: ContractedDimensions },
): Tensor {
  const named = byName(tensordot, "tensordot(a, b, dims)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<{ dims: unknown }>("tensordot", ["dims"], dims === undefined ? [] : [dims]);
  if (typeof given.dims === "number" && given.dims < 0) throw errors.tensordotNegative(inFormat(given.dims));
  const [x, y] = [tensorArgument("tensordot", "input", a), tensorArgument("tensordot", "other", b)];
  return contracted(x, y, ...dimensionsOf(x, y, given.dims === undefined ? 2 : given.dims));
}

/** Tensor methods of this family. */
export default class TensorProductMethods {
  /** Each element times each of another vector. https://docs.pytorch.org/docs/stable/generated/torch.outer.html */
  outer(this: Tensor, ...rest: AfterInput<typeof outer>): Tensor {
    return outer(this, ...rest);
  }

  /** Another name of `outer`. https://docs.pytorch.org/docs/stable/generated/torch.ger.html */
  ger(this: Tensor, ...rest: AfterInput<typeof outer>): Tensor {
    return ger(this, ...rest);
  }

  /** The sums of products along the last dimensions. https://docs.pytorch.org/docs/stable/generated/torch.inner.html */
  inner(this: Tensor, ...rest: AfterInput<typeof inner>): Tensor {
    return inner(this, ...rest);
  }

  /** Each element times the whole other tensor. https://docs.pytorch.org/docs/stable/generated/torch.kron.html */
  kron(this: Tensor, ...rest: AfterInput<typeof kron>): Tensor {
    return kron(this, ...rest);
  }
}

type DimensionPairs = readonly [readonly number[], readonly number[]];

function dimensionsOf(a: Tensor, b: Tensor, dims: unknown): DimensionPairs {
  if (isTensor(dims) && dims.numel() > 1) {
    if (dims.shape[0] !== 2) throw errors.tensordotTensor(dims.shape[0]!);
    if (dims.dtype.is_floating_point) throw errors.tensordotFloats(dims.ndim);
  }
  const value = !isTensor(dims) ? dims : dims.numel() > 1 ? dims.tolist() : Math.trunc(Number(dims.item()));
  if (typeof value === "number" && Number.isInteger(value)) {
    if (value < 0) throw errors.tensordotNegative(inFormat(dims));
    if (!isTensor(dims) && value > Math.min(a.ndim, b.ndim)) throw errors.tensordotTooMany(value);
    return [Array.from({ length: value }, (_, i) => i - value), Array.from({ length: value }, (_, i) => i)];
  }
  if (!Array.isArray(value)) throw errors.tensordotDimensions(value);
  if (!isPair(value)) throw errors.wrongCount(2, value.length);
  return [integersArgument("tensordot", "dims_self", value[0]), integersArgument("tensordot", "dims_other", value[1])];
}

/** As Python's f-strings write a number or a tensor, one without dimensions as its number. */
function inFormat(dims: unknown): string {
  if (!isTensor(dims) || dims.ndim > 0) return String(dims);
  return dims.dtype.is_floating_point ? pythonFloat(dims.item()) : String(dims.item());
}

function contracted(a: Tensor, b: Tensor, dimsA: readonly number[], dimsB: readonly number[]): Tensor {
  if (dimsA.length !== dimsB.length) throw errors.tensordotLengths();
  if (a.dtype !== b.dtype) throw errors.tensordotDtypes();
  dimsA.forEach((dim, i) => {
    const [sizeA, sizeB] = [a.size(dim), b.size(dimsB[i]!)];
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) throw errors.tensordotSizes(sizeA, dim, sizeB, dimsB[i]!);
  });
  const [first, second] = [wrapped(dimsA, a.ndim), wrapped(dimsB, b.ndim)];
  let [x, y] = [a, b];
  first.forEach((dim, i) => {
    // What is repeated along a dimension can be summed right away.
    if (b.shape[second[i]!] === 1) x = x.sum(dim, true).to(x.dtype);
    else if (a.shape[dim] === 1) y = y.sum(second[i]!, true).to(y.dtype);
  });
  const [restA, restB] = [others(first, a.ndim), others(second, b.ndim)];
  const [left, right] = [x.permute([...restA, ...first]), y.permute([...second, ...restB])];
  const inner = elementCount(first.map((dim) => x.shape[dim]!));
  const [sizesA, sizesB] = [restA.map((dim) => x.shape[dim]!), restB.map((dim) => y.shape[dim]!)];
  return productOf(left, right, [elementCount(sizesA), inner, elementCount(sizesB)]).reshape([...sizesA, ...sizesB]);
}

/** As PyTorch does it: which product it is shows in the graph. */
function productOf(x: Tensor, y: Tensor, [rows, inner, columns]: readonly [number, number, number]): Tensor {
  if (rows !== 1 || columns !== 1) return x.reshape([rows, inner]).mm(y.reshape([inner, columns]));
  if (x.is_contiguous() && y.is_contiguous()) return x.flatten().dot(y.flatten());
  return x.squeeze().mul(y.squeeze()).sum().to(x.dtype);
}

function wrapped(dims: readonly number[], rank: number): readonly number[] {
  const result = dims.map((dim) => wrapDimension(dim, rank));
  const repeated = result.find((dim, i) => result.indexOf(dim) !== i);
  if (repeated !== undefined) throw errors.repeatedDimension(repeated);
  return result;
}

function others(dims: readonly number[], rank: number): readonly number[] {
  return Array.from({ length: rank }, (_, dim) => dim).filter((dim) => !dims.includes(dim));
}
