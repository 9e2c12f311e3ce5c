import { byName } from "../../callByName.js";
import { readArguments } from "../../arguments.js";
import { warnOnce } from "../../autograd/warnings.js";
import { tensorArgument } from "../../ops/operands.js";
import * as ops from "../../ops/softmax.js";
import type { SoftmaxOptions } from "../../ops/softmax.js";
import type { Tensor } from "../../tensor.js";

/**
 * exp(input) / Σ exp(input) along a dimension: it sums up to 1. Without a dimension it warns and takes 0 for inputs of 0, 1 or
 * 3 dimensions, else 1. Throws for integers, and for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
 */
export function softmax(input: Tensor, dim?: number | null | SoftmaxOptions, options?: SoftmaxOptions): Tensor {
  const named = byName(softmax, "softmax(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return ops.softmax(tensorArgument("softmax", "input", input), ...chosen("softmax", input, [dim, options]));
}

/**
 * log(softmax(input)) along a dimension, exact also where the softmax is nearly 0; the dimension is chosen as by `softmax`.
 * Throws for integers, and for a dimension that is out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
 */
export function log_softmax(input: Tensor, dim?: number | null | SoftmaxOptions, options?: SoftmaxOptions): Tensor {
  const named = byName(log_softmax, "log_softmax(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return ops.log_softmax(
    tensorArgument("log_softmax", "input", input),
    ...chosen("log_softmax", input, [dim, options]),
  );
}

/**
 * softmax(−x) along a dimension, which is chosen as by `softmax`. Throws as `softmax` does.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html
 */
export function softmin(input: Tensor, dim?: number | null | SoftmaxOptions, options?: SoftmaxOptions): Tensor {
  const named = byName(softmin, "softmin(input, dim, *, dtype)", arguments);
  if (named !== null) return named.result;
  return ops.softmax(tensorArgument("softmin", "input", input).neg(), ...chosen("softmin", input, [dim, options]));
}

/** PyTorch chooses a dimension where none is given, and says that one should give it. */
function chosen(name: string, { ndim }: Tensor, args: readonly unknown[]): [dim: number, SoftmaxOptions["dtype"]] {
  const { dim, dtype = null } = readArguments<SoftmaxOptions>(name, ["dim", "dtype"], args);
  if (dim !== undefined && dim !== null) return [dim, dtype];
  warnOnce(
    `Implicit dimension choice for ${name} has been deprecated. Change the call to include dim=X as an argument.`,
  );
  return [ndim === 2 || ndim > 3 ? 1 : 0, dtype];
}
