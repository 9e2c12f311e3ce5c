import { readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonFloat } from "../../pythonValues.js";
import { local_response_norm, type ResponseNormOptions } from "../functional/responseNorm.js";
import { Module } from "../module.js";
import { countArgument } from "../module/factory.js";

interface ResponseNormSize {
  /** How many neighbouring channels count. */
  readonly size: number;
}

/**
 * input [N, C, …] divided by (k + alpha·m)^beta, where m is the mean of the squares in `size` neighbouring channels. Throws
 * for fewer than three dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
 */
export class LocalResponseNorm extends Module {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;

  constructor(sizes: ResponseNormSize & ResponseNormOptions);
  constructor(
    size: number,
    alpha?: number | ResponseNormOptions,
    beta?: number | ResponseNormOptions,
    k?: number | ResponseNormOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["size", "alpha", "beta", "k"] as const;
    const given = readArguments<ResponseNormSize & ResponseNormOptions>("LocalResponseNorm", names, args);
    this.size = countArgument("LocalResponseNorm", "size", given.size);
    this.alpha = numberArgument("LocalResponseNorm", "alpha", given.alpha ?? 1e-4);
    this.beta = numberArgument("LocalResponseNorm", "beta", given.beta ?? 0.75);
    this.k = numberArgument("LocalResponseNorm", "k", given.k ?? 1);
  }

  override forward(input: Tensor): Tensor {
    return local_response_norm(input, this.size, this.alpha, this.beta, this.k);
  }

  override extra_repr(): string {
    const { size, alpha, beta, k } = this;
    return `${size}, alpha=${pythonFloat(alpha)}, beta=${pythonFloat(beta)}, k=${pythonFloat(k)}`;
  }
}
