import { booleanArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { functionArgument } from "../../autograd/removableHandle.js";
import {
  triplet_margin_loss,
  triplet_margin_with_distance_loss,
  type TripletDistanceOptions,
  type TripletMarginOptions,
} from "../functional/tripletLosses.js";
import { Loss } from "./loss.js";

/**
 * max(0, margin + d(anchor, positive) − d(anchor, negative)), with the p-distance of the last dimension's vectors: the
 * mean, the sum, or with reduction "none" each. A call throws unless margin is above 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html
 */
export class TripletMarginLoss extends Loss {
  readonly margin: number;
  readonly p: number;
  readonly eps: number;
  readonly swap: boolean;

  constructor(
    margin?: number | TripletMarginOptions,
    p?: number | TripletMarginOptions,
    eps?: number | TripletMarginOptions,
    swap?: boolean | TripletMarginOptions,
    options?: TripletMarginOptions,
  ) {
    const names = ["margin", "p", "eps", "swap", "reduction"] as const;
    const given = readArguments<TripletMarginOptions>("TripletMarginLoss", names, [margin, p, eps, swap, options]);
    super(given.reduction);
    this.margin = numberArgument("TripletMarginLoss", "margin", given.margin ?? 1);
    this.p = numberArgument("TripletMarginLoss", "p", given.p ?? 2);
    this.eps = numberArgument("TripletMarginLoss", "eps", given.eps ?? 1e-6);
    this.swap = booleanArgument("TripletMarginLoss", "swap", given.swap, false);
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { margin, p, eps, swap, reduction } = this;
    return triplet_margin_loss(anchor, positive, negative, { margin, p, eps, swap, reduction });
  }
}

/**
 * `TripletMarginLoss` with a distance of your own: `distance_function(x, y)`, which is `pairwise_distance` unless given.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html
 */
export class TripletMarginWithDistanceLoss extends Loss {
  readonly distance_function: TripletDistanceOptions["distance_function"];
  readonly margin: number;
  readonly swap: boolean;

  constructor(options?: TripletDistanceOptions) {
    const op = "TripletMarginWithDistanceLoss";
    const names = ["distance_function", "margin", "swap", "reduction"] as const;
    const given = readArguments<TripletDistanceOptions>(op, names, [options]);
    super(given.reduction);
    const distance = given.distance_function ?? null;
    this.distance_function = distance === null ? null : functionArgument(op, distance);
    this.margin = numberArgument(op, "margin", given.margin ?? 1);
    this.swap = booleanArgument(op, "swap", given.swap, false);
  }

  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    const { distance_function = null, margin, swap, reduction } = this;
    return triplet_margin_with_distance_loss(anchor, positive, negative, {
      distance_function,
      margin,
      swap,
      reduction,
    });
  }
}
