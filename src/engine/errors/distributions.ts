import { pythonText } from "../pythonValues.js";
import { AssertionError, NotImplementedError, ValueError } from "./kinds.js";
import { describeType, pythonName, tuple, type Sizes } from "./words.js";

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

export function categoriesWithoutDimension(name: "probs" | "logits" | "concentration"): Error {
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

export function meansNothing(name: string): Error {
  return new NotImplementedError(`${name} does not implement mode`);
}

export function scoredEvent(actual: string, expected: string): Error {
  return new ValueError(`The right-most size of value must match event_shape: ${actual} vs ${expected}.`);
}

export function eventDimensions(expected: number, actual: number): Error {
  return new ValueError(`Expected value.dim() >= ${expected} but got ${actual}`);
}

export function joinedLengths(lengths: number, of: "cseq" | "transforms", count: number): Error {
  return new AssertionError(`lengths (${lengths}) must match ${of} (${count})`);
}

export function joinedDimension(dim: number, of: string, ndim: number): Error {
  return new AssertionError(`dim ${dim} out of range for ${of} with ${ndim} dimensions`);
}

export function joinedSize(of: string, dim: number, size: number, expected: string): Error {
  return new AssertionError(`${of}.size(${dim}) = ${size} must equal ${expected}`);
}

export function transformCache(): Error {
  return new ValueError("cache_size must be 0 or 1");
}

export function eventDimOfTransform(): Error {
  return new ValueError("Please use either .domain.event_dim or .codomain.event_dim");
}

export function tooFewDimensions(): Error {
  return new ValueError("Too few dimensions on input");
}

export function reshapedElements(): Error {
  return new ValueError("in_shape, out_shape have different numbers of elements");
}

export function reshapedShape(expected: string, actual: string): Error {
  return new ValueError(`Shape mismatch: expected ${expected} but got ${actual}`);
}

export function notTriangular(): Error {
  return new ValueError("Input is not a flattened lower-diagonal number");
}

export function notSquareEvent(): Error {
  return new ValueError("Input is not square");
}

export function triangleDiagonal(diagonal: number, size: number): Error {
  return new ValueError(`diag (${diagonal}) provided is outside [${-size}, ${size - 1}].`);
}

export function triangleRows(count: number): Error {
  return new ValueError(
    `The size of last dimension is ${count} which cannot be expressed as the lower triangular part of a square D x D matrix.`,
  );
}

export function joinedKinds(): Error {
  return new AssertionError("All elements of tseq must be Transform instances");
}

export function transformsKind(value: unknown): Error {
  return new ValueError(`transforms must be a Transform or list, but was ${pythonText(value)}`);
}

export function noTransform(): Error {
  return new ValueError("transforms must be a Transform or a list of Transforms");
}

export function baseDimensions(least: number, shape: string): Error {
  return new ValueError(`base_distribution needs to have shape with size at least ${least}, but got ${shape}.`);
}

export function certainFailure({ kind, shape, values }: Described, distribution: string): Error {
  return new ValueError(
    `Expected parameter probs (${kind} of shape ${tuple(shape)}) of distribution ${distribution} to be positive but found invalid values:\n${values}`,
  );
}

export function unequalCounts(method: string): Error {
  return new NotImplementedError(`Inhomogeneous total count not supported by \`${method}\`.`);
}

export function totalCountKind(): Error {
  return new NotImplementedError("inhomogeneous total_count is not supported");
}

export function meansDimension(): Error {
  return new ValueError("loc must be at least one-dimensional.");
}

export function oneMatrix(): Error {
  return new ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.");
}

export function matrixDimensions(name: string): Error {
  return new ValueError(`${name} must be at least two-dimensional, with optional leading batch dimensions`);
}

export function covarianceFactor(size: number): Error {
  return new ValueError(`cov_factor must be a batch of matrices with shape ${size} x m`);
}

export function covarianceDiagonal(event: string): Error {
  return new ValueError(`cov_diag must be a batch of vectors with shape ${event}`);
}

export function covarianceBatches(loc: string, factor: string, diagonal: string): Error {
  return new ValueError(`Incompatible batch shapes: loc ${loc}, cov_factor ${factor}, cov_diag ${diagonal}`);
}

export function mixtureKind(): Error {
  return new ValueError(" The Mixture distribution needs to be an  instance of torch.distributions.Categorical");
}

export function componentKind(): Error {
  return new ValueError("The Component distribution needs to be an instance of torch.distributions.Distribution");
}

export function mixtureBatches(mixture: string, component: string): Error {
  return new ValueError(
    `\`mixture_distribution.batch_shape\` (${mixture}) is not compatible with \`component_distribution.batch_shape\`(${component})`,
  );
}

export function mixtureComponents(weights: number, components: number): Error {
  return new ValueError(
    `\`mixture_distribution component\` (${weights}) does not equal \`component_distribution.batch_shape[-1]\` (${components})`,
  );
}

export function invalidProbs(): Error {
  return new ValueError("The parameter probs has invalid values");
}

export function correlationSize(dim: number): Error {
  return new ValueError(`Expected dim to be an integer greater than or equal to 2. Found dim=${dim}.`);
}

export function noTransformInto(kind: string): Error {
  return new NotImplementedError(`Cannot transform _${kind} constraints`);
}

export function moreTries(): Error {
  return new NotImplementedError("KL between Binomials where q.total_count > p.total_count is not implemented");
}

/** PyTorch's has the indentation of its source in it. */
export function divergenceOfShapes(kind: string): Error {
  return new ValueError(
    `KL-divergence between two ${kind} with                          different event shapes cannot be computed`,
  );
}

export function differentFamilies(): Error {
  return new NotImplementedError(
    "The cross KL-divergence between different exponential families cannot                             be computed using Bregman divergences",
  );
}

export function registeredKind(name: "type_p" | "type_q", value: unknown): Error {
  return new TypeError(`Expected ${name} to be a Distribution subclass but got ${describeType(value)}`);
}
