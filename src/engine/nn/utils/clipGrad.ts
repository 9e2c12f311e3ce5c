import { booleanArgument } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { warnEmptyGenerator } from "../../autograd/warnings.js";
import { byName } from "../../callByName.js";
import { float32 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { div } from "../../ops/arithmetic.js";
import { stack } from "../../ops/indexing.js";
import { vector_norm } from "../../ops/linalg/norms.js";
import { tensorArgument } from "../../ops/operands.js";
import { filledTensor, isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";

/** A norm by its order; "inf" is the greatest size. */
export type NormType = number | "inf";

export interface TotalNormOptions {
  /** Which norm; 2 unless given, Infinity for the greatest absolute value. */
  readonly norm_type?: NormType;
  /** Whether a norm that is infinite or NaN is an error; false unless given. */
  readonly error_if_nonfinite?: boolean;
  /** Which of PyTorch's implementations is asked for; here there is one. */
  readonly foreach?: boolean | null;
}

type Tensors = Tensor | Iterable<Tensor>;

/**
 * Scales the gradients of all parameters together so that their norm, as that of one vector, is at most max_norm, and gives
 * the norm that they had. Parameters without a gradient do not count. Throws for a norm that is not finite if asked to.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 */
export function clip_grad_norm_(
  parameters: Tensors,
  max_norm: number,
  norm_type?: NormType | TotalNormOptions,
  error_if_nonfinite?: boolean | TotalNormOptions,
  foreach?: boolean | null | TotalNormOptions,
): Tensor;
export function clip_grad_norm_(parameters: unknown, ...args: unknown[]): Tensor {
  const named = byName(
    clip_grad_norm_,
    "clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite, foreach)",
    arguments,
  );
  if (named !== null) return named.result;
  const [max_norm, norm_type, error_if_nonfinite] = args;
  const list = tensorsOf("clip_grad_norm_", "parameters", parameters);
  if (list.length === 0 && isGenerator(parameters)) warnEmptyGenerator();
  const limit = numberOf("clip_grad_norm_", "max_norm", max_norm);
  return inGradMode(false, () => {
    const total = totalNorm("clip_grad_norm_", gradientsOf(list), norm_type, error_if_nonfinite);
    scaleTo(list, limit, total);
    return total;
  });
}

/**
 * The norm of all tensors together, as that of one vector: 2-norm unless given. 0 for no tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html
 */
export function get_total_norm(
  tensors: Tensors,
  norm_type?: NormType | TotalNormOptions,
  error_if_nonfinite?: boolean | TotalNormOptions,
  foreach?: boolean | null | TotalNormOptions,
): Tensor;
export function get_total_norm(tensors: unknown, ...args: unknown[]): Tensor {
  const named = byName(get_total_norm, "get_total_norm(tensors, norm_type, error_if_nonfinite, foreach)", arguments);
  if (named !== null) return named.result;
  const list = tensorsOf("get_total_norm", "tensors", tensors);
  return inGradMode(false, () => totalNorm("get_total_norm", list, args[0], args[1]));
}

/**
 * Scales the gradients of all parameters by max_norm / total_norm, if that is below 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grads_with_norm_.html
 */
export function clip_grads_with_norm_(
  parameters: Tensors,
  max_norm: number,
  total_norm: Tensor,
  foreach?: boolean | null | { readonly foreach?: boolean | null },
): void;
export function clip_grads_with_norm_(parameters: unknown, ...args: unknown[]): void {
  const named = byName(
    clip_grads_with_norm_,
    "clip_grads_with_norm_(parameters, max_norm, total_norm, foreach)",
    arguments,
  );
  if (named !== null) return named.result;
  const list = tensorsOf("clip_grads_with_norm_", "parameters", parameters);
  const limit = numberOf("clip_grads_with_norm_", "max_norm", args[0]);
  const total = tensorArgument("clip_grads_with_norm_", "total_norm", args[1]);
  inGradMode(false, () => scaleTo(list, limit, total));
}

/**
 * Brings every element of the gradients into [−clip_value, clip_value].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
 */
export function clip_grad_value_(
  parameters: Tensors,
  clip_value: number,
  foreach?: boolean | null | { readonly foreach?: boolean | null },
): void;
export function clip_grad_value_(parameters: unknown, clip_value: unknown): void {
  const named = byName(clip_grad_value_, "clip_grad_value_(parameters, clip_value, foreach)", arguments);
  if (named !== null) return named.result;
  const list = tensorsOf("clip_grad_value_", "parameters", parameters);
  const limit = numberOf("clip_grad_value_", "clip_value", clip_value);
  inGradMode(false, () => {
    for (const gradient of gradientsOf(list)) gradient.clamp_(-limit, limit);
  });
}

function totalNorm(op: string, tensors: readonly Tensor[], type: unknown, mustBeFinite: unknown): Tensor {
  const order = type === undefined ? 2 : numberOf(op, "norm_type", type);
  if (tensors.length === 0) return filledTensor([], 0, float32);
  const total = vector_norm(stack(tensors.map((tensor) => vector_norm(tensor, order))), order);
  if (booleanArgument(op, "error_if_nonfinite", mustBeFinite, false) && !Number.isFinite(total.item()))
    throw errors.totalNormNotFinite(order);
  return total;
}

function scaleTo(parameters: readonly Tensor[], max_norm: number, total: Tensor): void {
  const gradients = gradientsOf(parameters);
  if (gradients.length === 0) return;
  const factor = div(max_norm, total.add(1e-6)).clamp({ max: 1 });
  for (const gradient of gradients) gradient.mul_(factor);
}

function gradientsOf(parameters: readonly Tensor[]): Tensor[] {
  return parameters.map(({ gradient }) => gradient).filter((gradient) => gradient !== null);
}

function tensorsOf(op: string, name: string, given: unknown): readonly Tensor[] {
  if (isTensor(given)) return [given];
  if (typeof given !== "object" || given === null || !(Symbol.iterator in given)) throw errors.notIterable(given);
  return [...(given as Iterable<unknown>)].map((item) => tensorArgument(op, name, item));
}

/** Python's `float`: infinities may be given as text. */
function numberOf(op: string, name: string, value: unknown): number {
  if (value === "inf") return Infinity;
  if (isTensor(value)) return value.item();
  if (typeof value !== "number") throw errors.wrongArgument(op, name, "float", value);
  return value;
}

function isGenerator(value: unknown): boolean {
  return typeof value === "object" && value !== null && "next" in value;
}
