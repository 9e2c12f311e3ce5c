import type { AfterInput } from "./afterInput.js";
import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { promote } from "../promotion.js";
import { broadcastShapes, elementCount } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { cdistOf, distOf, euclideanDistances, pdistOf } from "./distanceOps.js";
import { floatArgument, numberArgument, tensorArgument } from "./operands.js";
import { refuseBoolOperands } from "./refusals.js";

export type CdistMode =
  "use_mm_for_euclid_dist_if_necessary" | "use_mm_for_euclid_dist" | "donot_use_mm_for_euclid_dist";

export interface CdistOptions {
  /** The order of the distance, 0 to Infinity; 2 unless given. */
  readonly p?: number;
  /** Whether distances of order 2 are one node of a matrix product in the graph: unless given, for more than 25 rows. */
  readonly compute_mode?: CdistMode;
}

/**
 * The p-distance of each row of one tensor to each of another: of [*, n, m] and [*, k, m], [*, n, k], with the batches
 * broadcast. The gradient of points that coincide is 0. Throws for other than floating point, and for a negative p.
 * https://docs.pytorch.org/docs/stable/generated/torch.cdist.html
 */
export function cdist(
  x1: Tensor,
  x2: Tensor,
  p?: number | CdistOptions,
  compute_mode?: CdistMode | CdistOptions,
): Tensor;
export function cdist(x1: Tensor, x2: Tensor, ...args: unknown[]): Tensor {
  const named = byName(cdist, "cdist(x1, x2, p, compute_mode)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<CdistOptions>("cdist", ["p", "compute_mode"], args);
  const { compute_mode: mode = "use_mm_for_euclid_dist_if_necessary" } = given;
  if (!modes.includes(mode)) throw errors.cdistMode(mode);
  const [x, y] = [tensorArgument("cdist", "x1", x1), tensorArgument("cdist", "x2", x2)];
  const p = floatArgument("cdist", "p", given.p, 2);
  checkRows(x, y, p);
  const isLarge = x.shape.at(-2)! > 25 || y.shape.at(-2)! > 25;
  const isProduct = mode === modes[1] || (mode === modes[0] && isLarge);
  if (p !== 2 || !isProduct || x.numel() === 0 || y.numel() === 0) return cdistOf(x, y, p);
  const batch = broadcastShapes(x.shape.slice(0, -2), y.shape.slice(0, -2));
  const count = elementCount(batch);
  const [rows, others] = [x, y].map((points) => {
    const sizes = points.shape.slice(-2);
    // A single matrix is taken as it is, those of a batch one behind the other.
    return count === 1
      ? points
      : points
          .expand([...batch, ...sizes])
          .contiguous()
          .view([count, ...sizes]);
  }) as [Tensor, Tensor];
  return euclideanDistances(rows, others).view([...batch, x.shape.at(-2)!, y.shape.at(-2)!]);
}

/**
 * The p-distances of each row of a matrix to each later one: of [n, m], a vector of n(n − 1)/2. Throws for other than a matrix of
 * floating point, and for a negative p.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
 */
export function pdist(input: Tensor, p?: number | { readonly p?: number }): Tensor {
  const named = byName(pdist, "pdist(input, p)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("pdist", "input", input);
  const given = readArguments<{ p: number }>("pdist", ["p"], p === undefined ? [] : [p]);
  const order = floatArgument("pdist", "p", given.p, 2);
  if (x.ndim !== 2) throw errors.pdistRank(x.ndim);
  if (!x.dtype.is_floating_point) throw errors.pdistDtype();
  if (!(order >= 0)) throw errors.negativeDistanceOrder("pdist");
  return pdistOf(x.contiguous(), order);
}

/**
 * The p-norm of the difference of two tensors, broadcast. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.dist.html
 */
export function dist(input: Tensor, other: Tensor, p?: number | { readonly p?: number }): Tensor {
  const named = byName(dist, "dist(input, other, p)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("dist", "input", input), tensorArgument("dist", "other", other)];
  const given = readArguments<{ p: number }>("dist", ["p"], [p]);
  const order = numberArgument("dist", "p", given.p === undefined ? 2 : given.p);
  // PyTorch subtracts before it looks at the dtype.
  refuseBoolOperands([x, y]);
  broadcastShapes(x.shape, y.shape);
  const dtype = promote([x, y]);
  if (!dtype.is_floating_point) throw errors.distDtype(dtype.label);
  return distOf(x, y, order);
}

/** Tensor methods of this family. */
export default class DistanceMethods {
  /** The p-norm of the difference to another tensor. https://docs.pytorch.org/docs/stable/generated/torch.dist.html */
  dist(this: Tensor, ...rest: AfterInput<typeof dist>): Tensor {
    return dist(this, ...rest);
  }
}

const modes: readonly CdistMode[] = [
  "use_mm_for_euclid_dist_if_necessary",
  "use_mm_for_euclid_dist",
  "donot_use_mm_for_euclid_dist",
];

function checkRows(x: Tensor, y: Tensor, p: number): void {
  if (x.ndim < 2) throw errors.cdistRank("X1", x.ndim);
  if (y.ndim < 2) throw errors.cdistRank("X2", y.ndim);
  if (x.shape.at(-1) !== y.shape.at(-1)) throw errors.cdistColumns(x.shape.at(-1)!, y.shape.at(-1)!);
  if (!x.dtype.is_floating_point) throw errors.cdistDtype("X1", x.dtype.label);
  if (!y.dtype.is_floating_point) throw errors.cdistDtype("X2", y.dtype.label);
  if (!(p >= 0)) throw errors.negativeDistanceOrder("cdist");
  // Where there is nothing to compute PyTorch does not look.
  if (x.dtype !== y.dtype && x.numel() > 0 && y.numel() > 0) throw errors.scalarTypes(x.dtype.label, y.dtype.label);
}
