import { NotImplementedError, ValueError } from "./kinds.js";
import { pythonName, tuple, type Sizes } from "./words.js";

interface Described {
  /** The tensor's class, shape and values. */
  readonly kind: string;
  readonly shape: Sizes;
  readonly values: string;
}

export function parameterOutOfBounds(
  name: string,
  { kind, shape, values }: Described,
  distribution: string,
  constraint: string,
): Error {
  return new ValueError(
    `Expected parameter ${name} (${kind} of shape ${tuple(shape)}) of distribution ${distribution} to satisfy the constraint ${constraint}, but found invalid values:\n${values}`,
  );
}

export function valueOutsideSupport({ kind, shape, values }: Described, support: string, distribution: string): Error {
  return new ValueError(
    `Expected value argument (${kind} of shape ${tuple(shape)}) to be within the support (${support}) of the distribution ${distribution}, but found invalid values:\n${values}`,
  );
}

export function scoredNoTensor(): Error {
  return new ValueError("The value argument to log_prob must be a Tensor");
}

export function scoredShape(actual: string, expected: string): Error {
  return new ValueError(`Value is not broadcastable with batch_shape+event_shape: ${actual} vs ${expected}.`);
}

/** PyTorch's has no text. */
export function notImplementedHere(): Error {
  return new NotImplementedError("");
}

export function reinterpretedDimensions(asked: number, there: number): Error {
  return new ValueError(
    `Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual ${asked} vs ${there}`,
  );
}

export function productNotListed(): Error {
  return new NotImplementedError("Enumeration over cartesian product is not implemented");
}

export function parameterKind(): Error {
  return new ValueError(
    "Input arguments must all be instances of Number, torch.Tensor or objects implementing __torch_function__.",
  );
}

export function probsOrLogits(): Error {
  return new ValueError("Either `probs` or `logits` must be specified, but not both.");
}

export function categoriesWithoutDimension(name: "probs" | "logits"): Error {
  return new ValueError(`\`${name}\` parameter must be at least one-dimensional.`);
}

/** PyTorch has no words for it. */
export function notReparameterized(name: string): Error {
  return new NotImplementedError(`${name} does not implement rsample`);
}

export function noDivergence(p: unknown, q: unknown): Error {
  return new NotImplementedError(
    `No KL(p || q) is implemented for p type ${pythonName(p)} and q type ${pythonName(q)}`,
  );
}
