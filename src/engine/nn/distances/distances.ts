import { booleanArgument, integerArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import {
  cosine_similarity,
  pairwise_distance,
  type PairwiseDistanceOptions,
  type SimilarityOptions,
} from "../functional/similarities.js";
import { Module } from "../module.js";

/**
 * The cosine of the angle between vectors along a dimension (1), broadcast: Σ x1·x2 / (‖x1‖·‖x2‖).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html
 */
export class CosineSimilarity extends Module {
  readonly dim: number;
  readonly eps: number;

  constructor(dim?: number | SimilarityOptions, eps?: number | SimilarityOptions) {
    super();
    const given = readArguments<SimilarityOptions>("CosineSimilarity", ["dim", "eps"], [dim, eps]);
    this.dim = integerArgument("CosineSimilarity", "dim", given.dim ?? 1);
    this.eps = numberArgument("CosineSimilarity", "eps", given.eps ?? 1e-8);
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return cosine_similarity(x1, x2, this.dim, this.eps);
  }
}

/**
 * The p-distances of rows to rows: the norm of x1 − x2 + eps over the last dimension, broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html
 */
export class PairwiseDistance extends Module {
  /** The order of the norm. */
  readonly norm: number;
  readonly eps: number;
  readonly keepdim: boolean;

  constructor(
    p?: number | PairwiseDistanceOptions,
    eps?: number | PairwiseDistanceOptions,
    keepdim?: boolean | PairwiseDistanceOptions,
  ) {
    super();
    const given = readArguments<PairwiseDistanceOptions>(
      "PairwiseDistance",
      ["p", "eps", "keepdim"],
      [p, eps, keepdim],
    );
    this.norm = numberArgument("PairwiseDistance", "p", given.p ?? 2);
    this.eps = numberArgument("PairwiseDistance", "eps", given.eps ?? 1e-6);
    this.keepdim = booleanArgument("PairwiseDistance", "keepdim", given.keepdim, false);
  }

  override forward(x1: Tensor, x2: Tensor): Tensor {
    return pairwise_distance(x1, x2, this.norm, this.eps, this.keepdim);
  }
}
