import type { AfterInput } from "./afterInput.js";
import { flagArgument, readArguments } from "../arguments.js";
import { byName, inOrder } from "../callByName.js";
import type { DType } from "../dtype.js";
import { invalidCombination, outputShapeMismatch, varianceOfIntegers, wrongArgument } from "../errors.js";
import { matrix_norm, vector_norm } from "./linalg/norms.js";
import type { Tensor } from "../tensor.js";
import { numberArgument, tensorArgument } from "./operands.js";
import {
  dimensionsOf,
  everything,
  givenDimensions,
  wrappedDimensions,
  type Dimensions,
  type Reduction,
  type ReductionOptions,
} from "./reducing.js";
import { spreadOf, type Spread } from "./spreads.js";
import { logSumExp } from "./statistics.js";

export interface SpreadOptions extends ReductionOptions {
  /** What is subtracted from the number of elements; 1 unless given. */
  readonly correction?: number | null;
  /** false for a correction of 0. */
  readonly unbiased?: boolean;
}

export interface NormOptions extends ReductionOptions {
  /** 2 unless given; also ±Infinity, "fro" and, for the matrices in two dimensions, "nuc". */
  readonly p?: number | "fro" | "nuc" | null;
  /** Converts the input first; to no narrower dtype. */
  readonly dtype?: DType | null;
}

/** `dim`, `unbiased` and `keepdim`, or options at the end. */
export type SpreadArguments = readonly [
  dim?: Dimensions | boolean | null | SpreadOptions,
  unbiased?: boolean | SpreadOptions,
  keepdim?: boolean | SpreadOptions,
];

/**
 * The variance over all dimensions or those given, divided by n − correction: `torch.var(x, { dim: 0, correction: 0 })`.
 * Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.var.html
 */
function variance(input: Tensor, ...rest: SpreadArguments): Tensor {
  const named = byName(
    variance,
    "var(input, unbiased) | var(input, dim, unbiased, keepdim) | var(input, dim, *, correction, keepdim)",
    arguments,
  );
  if (named !== null) return named.result;
  return spreadBy("var", tensorArgument("var", "input", input), rest);
}
export { variance as var };

/**
 * The standard deviation over all dimensions or those given, with n − correction for the divisor. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.std.html
 */
export function std(input: Tensor, ...rest: SpreadArguments): Tensor {
  const named = byName(
    std,
    "std(input, unbiased) | std(input, dim, unbiased, keepdim) | std(input, dim, *, correction, keepdim)",
    arguments,
  );
  if (named !== null) return named.result;
  return spreadBy("std", tensorArgument("std", "input", input), rest);
}

/**
 * The p-norm over all dimensions or those given: `norm(x)`, `norm(x, 1)`, `norm(x, { dim: 1 })`. Its gradient at 0 is 0.
 * Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.norm.html
 */
export function norm(
  input: Tensor,
  p?: NormOptions["p"] | NormOptions,
  dim?: Dimensions | null | NormOptions,
  keepdim?: boolean | NormOptions,
): Tensor;
export function norm(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(norm, "norm(input, p, dim, keepdim, dtype)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("norm", "input", input);
  const names = ["p", "dim", "keepdim", "dtype"] as const;
  const { p = null, dim = null, keepdim = false, dtype = null } = readArguments<NormOptions>("norm", names, args);
  const isVector = typeof p !== "string" || (p === "fro" && (!Array.isArray(dim) || dim.length <= 2));
  if (isVector) return vector_norm(x, p === null || p === "fro" ? 2 : p, dim, { keepdim, dtype });
  const dims = typeof dim === "number" ? [dim] : (dim ?? x.shape.map((_, i) => i));
  return matrix_norm(x, p, dims, { keepdim, dtype });
}

/**
 * log Σ exp(input) over the given dimensions, computed so that it does not overflow.
 * https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html
 */
export function logsumexp(input: Tensor, dim: Dimensions, keepdim?: boolean): Tensor {
  const named = byName(logsumexp, "logsumexp(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("logsumexp", "input", input);
  const given = readArguments<ReductionOptions>("logsumexp", ["dim", "keepdim"], [dim, keepdim]);
  if ((given.dim ?? null) === null) throw wrongArgument("logsumexp", "dim", "tuple of ints", given.dim);
  const among = givenDimensions("logsumexp", given.dim);
  const keeps = flagArgument("logsumexp", "keepdim", given.keepdim, false);
  const dims = wrappedDimensions(x.ndim, among);
  // PyTorch makes room for what is left of all dimensions, and computes over none of them.
  if (Array.isArray(given.dim) && given.dim.length === 0 && !keeps && x.ndim > 0 && x.numel() > 0) {
    throw outputShapeMismatch(
      [],
      x.shape.map(() => 1),
    );
  }
  return logSumExp(x, { dims, keepdim: keeps });
}

/** Tensor methods of this family. */
export default class StatisticMethods {
  /**
   * The variance over all dimensions or those given, divided by n − correction: `x.var({ dim: 0, correction: 0 })`. Throws
   * for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.var.html
   */
  var(this: Tensor, ...rest: SpreadArguments): Tensor {
    return spreadBy("var", this, rest);
  }

  /**
   * The standard deviation over all dimensions or those given, with n − correction for the divisor. Throws for integers.
   * https://docs.pytorch.org/docs/stable/generated/torch.std.html
   */
  std(this: Tensor, ...rest: SpreadArguments): Tensor {
    return spreadBy("std", this, rest);
  }

  /**
   * The p-norm over all dimensions or those given: `x.norm()`, `x.norm(1)`, `x.norm({ dim: 1 })`. Its gradient at 0 is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.norm.html
   */
  norm(this: Tensor, ...rest: AfterInput<typeof norm>): Tensor {
    return norm(this, ...rest);
  }

  /**
   * log Σ exp(x) over the given dimensions, computed so that it does not overflow.
   * https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html
   */
  logsumexp(this: Tensor, ...rest: AfterInput<typeof logsumexp>): Tensor {
    return logsumexp(this, ...rest);
  }
}

function spreadBy(which: "var" | "std", x: Tensor, args: readonly unknown[]): Tensor {
  return spreadOf(which, x, spreadArguments(which, x, args, varianceOfIntegers));
}

/** PyTorch's older form has `unbiased` where the newer one has `dim`, or after it. */
function spreadSignature(which: string): string {
  return `${which}(unbiased) | ${which}(dim, unbiased, keepdim) | ${which}(dim, *, correction, keepdim)`;
}

/** Reads `dim`, `unbiased`, `correction` and `keepdim`. Refuses integers before it looks for the dimensions. */
export function spreadArguments(which: string, x: Tensor, args: readonly unknown[], ofIntegers: () => Error): Spread {
  const given = inOrder(spreadSignature(which), args);
  const names = typeof given[0] === "boolean" ? (["unbiased"] as const) : (["dim", "unbiased", "keepdim"] as const);
  const all = [...names, "correction", "keepdim"] as const;
  const { dim: along, correction, keepdim, unbiased } = readArguments<SpreadOptions>(which, all, given);
  const [dim, isDimGiven] = [along ?? null, along !== undefined];
  // The older form wants the dimension, or nothing else.
  const others = Object.entries({ keepdim, correction }).filter(([, value]) => value !== undefined);
  if (unbiased !== undefined && (correction !== undefined || (keepdim !== undefined && !isDimGiven)))
    throw invalidCombination(which, [["unbiased", unbiased], ...others]);
  const otherwise = flagArgument(which, "unbiased", unbiased, true) ? 1 : 0;
  const subtracted = numberArgument(which, "correction", correction ?? otherwise);
  const isListEmpty = Array.isArray(dim) && dim.length === 0;
  const isKept = flagArgument(which, "keepdim", keepdim, false);
  givenDimensions(which, dim);
  if (!x.dtype.is_floating_point) throw ofIntegers();
  return { ...rowsOrAll(which, x, dim, isKept), correction: subtracted, isListEmpty };
}

function rowsOrAll(op: string, x: Tensor, dim: unknown, keepdim: unknown): Reduction {
  const kept = flagArgument(op, "keepdim", keepdim, false);
  if (dim === null) return { ...everything, keepdim: kept };
  return { dims: dimensionsOf(op, x.ndim, dim), keepdim: kept };
}
