import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { booleanArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { sumWithNumber } from "../../ops/byNumber.js";
import { tensorArgument } from "../../ops/operands.js";
import { minimum } from "../../ops/pairExtremes.js";
import type { Tensor } from "../../tensor.js";
import { givenArguments } from "./givenArguments.js";
import { reducedLosses, reductionArgument, type ReductionOption } from "./reduction.js";
import { pairwise_distance } from "./similarities.js";

export interface TripletOptions extends ReductionOption {
  /** By how much the negative has to be further away than the positive; 1 unless given. */
  readonly margin?: number;
  /** Whether the negative's distance from the positive counts where that is less; false unless given. */
  readonly swap?: boolean;
}

export interface TripletMarginOptions extends TripletOptions {
  /** The order of the distance's norm; 2 unless given. */
  readonly p?: number;
  /** Is added to the differences; 1e-6 unless given. */
  readonly eps?: number;
}

export interface TripletDistanceOptions extends TripletOptions {
  /** The distance of two tensors; `pairwise_distance` unless given. */
  readonly distance_function?: ((x: Tensor, y: Tensor) => Tensor) | null;
}

/**
 * max(0, margin + d(anchor, positive) − d(anchor, negative)), with the distance of the last dimension's vectors; by default
 * the mean. The shapes have one rank and are broadcast. Throws unless margin is above 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_loss.html
 */
export function triplet_margin_loss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  margin?: number | TripletMarginOptions,
  p?: number | TripletMarginOptions,
  eps?: number | TripletMarginOptions,
  swap?: boolean | TripletMarginOptions,
  options?: ReductionOption,
): Tensor {
  const named = byName(
    triplet_margin_loss,
    "triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, *, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "triplet_margin_loss";
  const given = givenArguments(op, ["margin", "p", "eps", "swap", "reduction"], [margin, p, eps, swap, options]);
  const reduction = reductionArgument(given.value("reduction"));
  const least = given.float("margin", 1);
  if (!(least > 0)) throw errors.tripletMargin(least);
  const [order, added] = [given.float("p", 2), given.float("eps", 1e-6)];
  const swapped = given.flag("swap", false);
  const triplet = tripletOf(op, anchor, positive, negative);
  const [near, far] = distances(triplet, swapped, (x, y) => pairwise_distance(x, y, order, added));
  return reducedLosses(sumWithNumber(near, least).sub(far).clamp_min(0), reduction);
}

/**
 * max(0, margin + d(anchor, positive) − d(anchor, negative)) with any distance d of two tensors; by default the mean. Throws
 * unless margin is above 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_with_distance_loss.html
 */
export function triplet_margin_with_distance_loss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options?: TripletDistanceOptions,
): Tensor {
  const named = byName(
    triplet_margin_with_distance_loss,
    "triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function, margin, swap, reduction)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "triplet_margin_with_distance_loss";
  const given = givenArguments(op, ["distance_function", "margin", "swap", "reduction"], [options]);
  const reduction = reductionArgument(given.value("reduction"));
  const least = given.float("margin", 1);
  if (!(least > 0)) throw errors.tripletMargin(least);
  const triplet = tripletOf(op, anchor, positive, negative);
  const distance = given.value("distance_function") ?? pairwise_distance;
  if (typeof distance !== "function") throw errors.wrongArgument(op, "distance_function", "Callable", distance);
  const swapped = booleanArgument(op, "swap", given.value("swap"), false);
  const [near, far] = distances(triplet, swapped, distance as (x: Tensor, y: Tensor) => Tensor);
  return reducedLosses(near.add(least).sub(far).clamp_min(0), reduction);
}

interface Triplet {
  readonly anchor: Tensor;
  readonly positive: Tensor;
  readonly negative: Tensor;
}

function tripletOf(op: string, anchor: unknown, positive: unknown, negative: unknown): Triplet {
  const [a, p] = [tensorArgument(op, "anchor", anchor), tensorArgument(op, "positive", positive)];
  const n = tensorArgument(op, "negative", negative);
  if (a.ndim !== p.ndim || p.ndim !== n.ndim) throw about(errors.tripletRanks(a.ndim, p.ndim, n.ndim), a, p, n);
  return { anchor: a, positive: p, negative: n };
}

/** How far the positive and the negative are away. */
function distances(
  { anchor, positive, negative }: Triplet,
  swap: boolean,
  distance: (x: Tensor, y: Tensor) => Tensor,
): readonly [Tensor, Tensor] {
  const [near, far] = [distance(anchor, positive), distance(anchor, negative)];
  return [near, swap ? minimum(far, distance(positive, negative)) : far];
}
