import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, int64 } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { wrapDimension, type Geometry, type Shape } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { call, refuseOutdated } from "./dispatch.js";
import { linear } from "./linear.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { viewing } from "./viewing.js";

export interface DiagonalOptions {
  /** 0 is the main diagonal, above it they are positive. */
  readonly offset?: number;
  /** The dimension of the diagonals' rows. */
  readonly dim1?: number;
  /** The dimension of the diagonals' columns. */
  readonly dim2?: number;
}

/**
 * A view of the diagonal of two dimensions, as the last dimension. Throws if the two are the same or out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html
 */
export function diagonal(
  input: Tensor,
  offset?: number | DiagonalOptions,
  dim1?: number | DiagonalOptions,
  dim2?: number | DiagonalOptions,
): Tensor;
export function diagonal(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diagonal, "diagonal(input, offset, dim1, dim2)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diagonal", "input", input);
  return call(diagonalOp, [x], { ...diagonalOf("diagonal", x.ndim, [0, 1], args), copy: false });
}

/**
 * The diagonal of a matrix, copied, or the matrix that has a vector for its diagonal and is 0 elsewhere. Throws for other
 * numbers of dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.diag.html
 */
export function diag(input: Tensor, diagonal?: number | { readonly diagonal?: number }): Tensor;
export function diag(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diag, "diag(input, diagonal)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diag", "input", input);
  const given = readArguments<{ diagonal: number }>("diag", ["diagonal"], args);
  const offset = integerArgument("diag", "diagonal", given.diagonal === undefined ? 0 : given.diagonal);
  if (x.ndim === 1) return diag_embed(x, offset);
  if (x.ndim !== 2) throw errors.diagRank(x.ndim);
  return call(diagonalOp, [x], { offset, dim1: 0, dim2: 1, copy: true });
}

/**
 * Matrices in the dimensions dim1 and dim2 of the result that have the rows of input's last dimension for their diagonals
 * and are 0 elsewhere. Throws if the two are the same or out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.diag_embed.html
 */
export function diag_embed(
  input: Tensor,
  offset?: number | DiagonalOptions,
  dim1?: number | DiagonalOptions,
  dim2?: number | DiagonalOptions,
): Tensor;
export function diag_embed(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diag_embed, "diag_embed(input, offset, dim1, dim2)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diag_embed", "input", input);
  const where = diagonalOf("diag_embed", x.ndim + 1, [-2, -1], args);
  if (x.ndim === 0) throw errors.dimensionOutOfRange(-1, 0);
  return call(diagEmbedOp, [x], where);
}

/**
 * The matrix that has the flattened input for its diagonal and is 0 elsewhere.
 * https://docs.pytorch.org/docs/stable/generated/torch.diagflat.html
 */
export function diagflat(input: Tensor, offset?: number | { readonly offset?: number }): Tensor;
export function diagflat(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(diagflat, "diagflat(input, offset)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("diagflat", "input", input);
  const { offset } = readArguments<{ offset: number }>("diagflat", ["offset"], args);
  return diag_embed(x.contiguous().view([-1]), integerArgument("diagflat", "offset", offset, 0));
}

/**
 * The sum of a matrix's main diagonal; integers are summed as int64. Throws for other numbers of dimensions and for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.trace.html
 */
export function trace(input: Tensor): Tensor {
  const named = byName(trace, "trace(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("trace", "input", input);
  refuseOutdated([x]);
  if (x.dtype === bool) throw errors.traceOfBools();
  if (x.ndim !== 2) throw errors.traceRank(x.ndim);
  return call(traceOp, [x], {});
}

/** Tensor methods and ops of this family. */
export default class DiagonalMethods {
  /** @internal */
  static get ops() {
    return { diagonal: diagonalOp, diagonal_backward: diagonalBackwardOp, diag_embed: diagEmbedOp, trace: traceOp };
  }

  /**
   * A view of the diagonal of two dimensions, as the last dimension. Throws if the two are the same or out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html
   */
  diagonal(this: Tensor, ...args: AfterInput<typeof diagonal>): Tensor {
    return diagonal(this, ...args);
  }

  /**
   * The diagonal of a matrix, copied, or the matrix that has a vector for its diagonal and is 0 elsewhere. Throws for
   * other numbers of dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.diag.html
   */
  diag(this: Tensor, ...args: AfterInput<typeof diag>): Tensor {
    return diag(this, ...args);
  }

  /**
   * Matrices in the dimensions dim1 and dim2 of the result that have the rows of this tensor's last dimension for
   * their diagonals and are 0 elsewhere. Throws if the two are the same or out of range.
   * https://docs.pytorch.org/docs/stable/generated/torch.diag_embed.html
   */
  diag_embed(this: Tensor, ...args: AfterInput<typeof diag_embed>): Tensor {
    return diag_embed(this, ...args);
  }

  /**
   * The matrix that has the flattened this tensor for its diagonal and is 0 elsewhere.
   * https://docs.pytorch.org/docs/stable/generated/torch.diagflat.html
   */
  diagflat(this: Tensor, ...args: AfterInput<typeof diagflat>): Tensor {
    return diagflat(this, ...args);
  }

  /**
   * The sum of a matrix's main diagonal; integers are summed as int64. Throws for other numbers of dimensions and for
   * bools.
   * https://docs.pytorch.org/docs/stable/generated/torch.trace.html
   */
  trace(this: Tensor, ...args: AfterInput<typeof trace>): Tensor {
    return trace(this, ...args);
  }
}

/** Which diagonal, with the dimensions counted from the front. */
export type Diagonal = { readonly offset: number; readonly dim1: number; readonly dim2: number };

/** Reads `offset`, `dim1` and `dim2`. Throws if the two dimensions are the same. */
function diagonalOf(
  op: string,
  rank: number,
  [first, second]: readonly [number, number],
  args: readonly unknown[],
): Diagonal {
  const given = readArguments<DiagonalOptions>(op, ["offset", "dim1", "dim2"], args);
  const offset = integerArgument(op, "offset", given.offset, 0);
  const dim1 = integerArgument(op, "dim1", given.dim1, first);
  const dim2 = integerArgument(op, "dim2", given.dim2, second);
  const [wrapped1, wrapped2] = [wrapDimension(dim1, rank), wrapDimension(dim2, rank)];
  if (wrapped1 === wrapped2) throw errors.diagonalDimensions(dim1, dim2);
  return { offset, dim1: wrapped1, dim2: wrapped2 };
}

/** Where a diagonal's elements lie. */
export function diagonalGeometry(
  { offset, shape, strides }: Geometry,
  { offset: above, dim1, dim2 }: Diagonal,
): Geometry {
  const [rows, columns] = [shape[dim1]!, shape[dim2]!];
  const size = Math.max(above >= 0 ? Math.min(rows, columns - above) : Math.min(rows + above, columns), 0);
  const start = above >= 0 ? above * strides[dim2]! : -above * strides[dim1]!;
  const others = (sizes: readonly number[]): readonly number[] =>
    sizes.filter((_, dim) => dim !== dim1 && dim !== dim2);
  return {
    offset: size === 0 ? offset : offset + start,
    shape: [...others(shape), size],
    strides: [...others(strides), strides[dim1]! + strides[dim2]!],
  };
}

type Shown = Diagonal & { readonly copy: boolean };

const [diagonalOp, diagonalBackwardOp] = viewing<Shown>({
  name: "diagonal",
  gradFn: ({ copy }) => (copy ? "DiagonalBackward0_copy" : "DiagonalBackward0"),
  samples: [
    sample([[3, 4]], { attributes: { offset: 1, dim1: 0, dim2: 1, copy: false } }),
    sample([[3, 2, 3]], { attributes: { offset: -1, dim1: 2, dim2: 0, copy: true } }),
  ],
  transposedSamples: [sample([[2]], { attributes: { offset: -1, dim1: 0, dim2: 1, copy: false, shape: [3, 3] } })],
  geometry: diagonalGeometry,
  copies: ({ copy }) => copy,
  shown: (attributes) => ({ ...attributes, copy: false }),
});

const diagEmbedOp: Op<Diagonal> = linear<Diagonal>({
  name: "diag_embed",
  gradFn: "DiagEmbedBackward0",
  samples: [
    sample([[3]], { attributes: { offset: 1, dim1: 0, dim2: 1 } }),
    sample([[2, 3]], { attributes: { offset: -1, dim1: 2, dim2: 0 } }),
  ],
  shape: embeddedShape,
  forward(x, where) {
    const out = emptyTensor(embeddedShape(x.shape, where), x.dtype);
    kernels.copy(x, { storage: out.storage, ...diagonalGeometry(out, where) });
    return out;
  },
  transpose: (g, { attributes: { offset, dim1, dim2 } }) => g.diagonal(offset, dim1, dim2),
});

function embeddedShape(shape: Shape, { offset, dim1, dim2 }: Diagonal): Shape {
  const size = shape.at(-1)! + Math.abs(offset);
  const [first, second] = dim1 < dim2 ? [dim1, dim2] : [dim2, dim1];
  return shape.slice(0, -1).toSpliced(first, 0, size).toSpliced(second, 0, size);
}

const traceOp: Op = linear({
  name: "trace",
  gradFn: "TraceBackward0",
  formula: "1 on the diagonal, else 0",
  samples: [sample([[2, 3]])],
  shape: () => [],
  forward(x) {
    const out = emptyTensor([], x.dtype.is_floating_point ? x.dtype : int64);
    kernels.sum(newTensor(x.storage, diagonalGeometry(x, mainDiagonal), x.dtype), out);
    return out;
  },
  transpose(g, info) {
    const shape = info.shapeOf(0);
    const size = Math.min(...shape);
    return call(diagonalBackwardOp, [g.expand(size)], { ...mainDiagonal, copy: false, shape });
  },
});

const mainDiagonal: Diagonal = { offset: 0, dim1: 0, dim2: 1 };
