import { norm as normOf } from "../../ops/statisticFunctions.js";
import { flagArgument, integerArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { no_grad } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { sumWithNumber } from "../../ops/byNumber.js";
import { floatArgument, numberArgument, tensorArgument } from "../../ops/operands.js";
import { type Dimensions } from "../../ops/reducing.js";
import { olderNorm, vectorNorm } from "../../ops/statistics.js";
import { promote } from "../../promotion.js";
import { broadcastShapes, sameShape, wrapDimension } from "../../shape.js";
import type { Tensor } from "../../tensor.js";

export interface PairwiseDistanceOptions {
  /** The order of the distance; 2 unless given. */
  readonly p?: number;
  /** Added to each difference, so that it is not 0; 1e-6 unless given. */
  readonly eps?: number;
  /** Whether the last dimension stays, with size 1; false unless given. */
  readonly keepdim?: boolean;
}

/**
 * The p-distances of rows to rows: the norm of x1 − x2 + eps over the last dimension, broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html
 */
export function pairwise_distance(
  x1: Tensor,
  x2: Tensor,
  p?: number | PairwiseDistanceOptions,
  eps?: number | PairwiseDistanceOptions,
  keepdim?: boolean | PairwiseDistanceOptions,
): Tensor;
export function pairwise_distance(x1: Tensor, x2: Tensor, ...args: unknown[]): Tensor {
  const named = byName(pairwise_distance, "pairwise_distance(x1, x2, p, eps, keepdim)", arguments);
  if (named !== null) return named.result;
  const name = "pairwise_distance";
  const [x, y] = [tensorArgument(name, "x1", x1), tensorArgument(name, "x2", x2)];
  const given = readArguments<PairwiseDistanceOptions>(name, ["p", "eps", "keepdim"], args);
  const order = floatArgument(name, "p", given.p, 2);
  const eps = floatArgument(name, "eps", given.eps, 1e-6);
  const keepdim = flagArgument(name, "keepdim", given.keepdim, false);
  const difference = sumWithNumber(x.sub(y), eps);
  return olderNorm(difference, { dims: difference.ndim === 0 ? [] : [difference.ndim - 1], keepdim }, order);
}

export interface SimilarityOptions {
  /** 1 unless given. */
  readonly dim?: number;
  /** The least norm that is divided by; 1e-8 unless given. */
  readonly eps?: number;
}

/**
 * The cosine of the angle between vectors along a dimension (1), broadcast: Σ x1·x2 / (‖x1‖·‖x2‖). Throws if both hold integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
 */
export function cosine_similarity(
  x1: Tensor,
  x2: Tensor,
  dim?: number | SimilarityOptions,
  eps?: number | SimilarityOptions,
): Tensor;
export function cosine_similarity(x1: Tensor, x2: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cosine_similarity, "cosine_similarity(x1, x2, dim, eps)", arguments);
  if (named !== null) return named.result;
  const name = "cosine_similarity";
  const [x, y] = [tensorArgument(name, "x1", x1), tensorArgument(name, "x2", x2)];
  const given = readArguments<SimilarityOptions>(name, ["dim", "eps"], args);
  const dim = integerArgument(name, "dim", given.dim, 1);
  const eps = floatArgument(name, "eps", given.eps, 1e-8);
  const dtype = promote([x, y]);
  if (!dtype.is_floating_point) throw errors.similarityDtype(dtype.label);
  if (!(eps >= 0)) throw errors.negativeEps(eps);
  const shape = broadcastShapes(x.shape, y.shape);
  const along = wrapDimension(dim, shape.length);
  const isSame = sameShape(x.shape, y.shape);
  const [left, right] = [x, y].map((tensor) => {
    const floating = tensor.dtype.is_floating_point ? tensor : tensor.to(dtype);
    // As in PyTorch also what has that shape is expanded beside what has not.
    return isSame ? floating : floating.expand(shape);
  }) as [Tensor, Tensor];
  const dims = shape.length === 0 ? [] : [along];
  const [leftNorm, rightNorm] = [left, right].map((whole) =>
    atLeast(eps, vectorNorm(whole, { dims, keepdim: true }, 2)),
  ) as [Tensor, Tensor];
  // The right one is divided first, as in PyTorch: backward goes the other way.
  const towards = right.div(rightNorm);
  return left.div(leftNorm).mul(towards).sum(along);
}

/** Norms below eps count as it, and yet have their own gradient: a copy is written to aside of the graph. */
function atLeast(eps: number, norm: Tensor): Tensor {
  const copy = norm.clone();
  no_grad(() => copy.clamp_min_(eps));
  return copy;
}

export interface NormalizeOptions {
  /** The order of the norm; 2 unless given. */
  readonly p?: number;
  /** 1 unless given; null for all dimensions. */
  readonly dim?: Dimensions | null;
  /** The least norm that is divided by; 1e-12 unless given. */
  readonly eps?: number;
}

/**
 * The tensor divided by its p-norm (2) over a dimension (1). Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html
 */
export function normalize(
  input: Tensor,
  p?: number | NormalizeOptions,
  dim?: Dimensions | null | NormalizeOptions,
  eps?: number | NormalizeOptions,
): Tensor;
export function normalize(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(normalize, "normalize(input, p, dim, eps)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("normalize", "input", input);
  const { p, dim = 1, eps = 1e-12 } = readArguments<NormalizeOptions>("normalize", ["p", "dim", "eps"], args);
  const norm = normOf(x, p ?? 2, dim, true);
  return x.div(norm.clamp_min(numberArgument("normalize", "eps", eps)).expand(x.shape));
}
