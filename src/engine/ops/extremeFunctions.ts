import { byName, methodByName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { extremeOf, extremesOver, placeOf, type ArgOptions, type ValuesAndIndices } from "./extremes.js";
import { tensorArgument } from "./operands.js";
import type { Dimensions, ReductionOptions } from "./reducing.js";

/** The greatest element of all; equal ones share the gradient. */
export function max(input: Tensor): Tensor;
/** The greater of two elements, broadcast. */
export function max(input: Tensor, other: Tensor): Tensor;
/**
 * The greatest element of each row along a dimension, and its index: the first of equal ones, which gets the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.max.html
 */
export function max(input: Tensor, dim: number, keepdim?: boolean | { readonly keepdim?: boolean }): ValuesAndIndices;
export function max(input: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
  const named = byName(max, "max(input, other) | max(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return extremeOf("max", tensorArgument("max", "input", input), args);
}

/** The least element of all; equal ones share the gradient. */
export function min(input: Tensor): Tensor;
/** The lesser of two elements, broadcast. */
export function min(input: Tensor, other: Tensor): Tensor;
/**
 * The least element of each row along a dimension, and its index: the first of equal ones, which gets the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.min.html
 */
export function min(input: Tensor, dim: number, keepdim?: boolean | { readonly keepdim?: boolean }): ValuesAndIndices;
export function min(input: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
  const named = byName(min, "min(input, other) | min(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return extremeOf("min", tensorArgument("min", "input", input), args);
}

/**
 * The greatest elements over the given dimensions; equal ones share the gradient. Throws for dimensions of size 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.amax.html
 */
export function amax(input: Tensor, dim?: Dimensions | ReductionOptions, keepdim?: boolean | ReductionOptions): Tensor;
export function amax(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(amax, "amax(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return extremesOver("max", tensorArgument("amax", "input", input), args);
}

/**
 * The least elements over the given dimensions; equal ones share the gradient. Throws for dimensions of size 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.amin.html
 */
export function amin(input: Tensor, dim?: Dimensions | ReductionOptions, keepdim?: boolean | ReductionOptions): Tensor;
export function amin(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(amin, "amin(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return extremesOver("min", tensorArgument("amin", "input", input), args);
}

/**
 * The int64 index of the greatest element along a dimension, or in the flattened tensor: the first of equal ones.
 * https://docs.pytorch.org/docs/stable/generated/torch.argmax.html
 */
export function argmax(input: Tensor, dim?: number | null | ArgOptions, keepdim?: boolean | ArgOptions): Tensor;
export function argmax(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(argmax, "argmax(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return placeOf("max", tensorArgument("argmax", "input", input), args);
}

/**
 * The int64 index of the least element along a dimension, or in the flattened tensor: the first of equal ones.
 * https://docs.pytorch.org/docs/stable/generated/torch.argmin.html
 */
export function argmin(input: Tensor, dim?: number | null | ArgOptions, keepdim?: boolean | ArgOptions): Tensor;
export function argmin(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(argmin, "argmin(input, dim, keepdim)", arguments);
  if (named !== null) return named.result;
  return placeOf("min", tensorArgument("argmin", "input", input), args);
}

/** Tensor methods of this family. */
export default class ExtremeMethods {
  /** The greatest element of all; equal ones share the gradient. */
  max(this: Tensor): Tensor;
  /** The greater of two elements, broadcast. */
  max(this: Tensor, other: Tensor): Tensor;
  /**
   * The greatest element of each row along a dimension, and its index: `const [values, indices] = x.max(1)`.
   * https://docs.pytorch.org/docs/stable/generated/torch.max.html
   */
  max(this: Tensor, dim: number, keepdim?: boolean | { readonly keepdim?: boolean }): ValuesAndIndices;
  max(this: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
    const named = methodByName(this, "max(other) | max(dim, keepdim)", arguments);
    if (named !== null) return named.result;
    return extremeOf("max", this, args);
  }

  /** The least element of all; equal ones share the gradient. */
  min(this: Tensor): Tensor;
  /** The lesser of two elements, broadcast. */
  min(this: Tensor, other: Tensor): Tensor;
  /**
   * The least element of each row along a dimension, and its index: `const [values, indices] = x.min(1)`.
   * https://docs.pytorch.org/docs/stable/generated/torch.min.html
   */
  min(this: Tensor, dim: number, keepdim?: boolean | { readonly keepdim?: boolean }): ValuesAndIndices;
  min(this: Tensor, ...args: unknown[]): Tensor | ValuesAndIndices {
    const named = methodByName(this, "min(other) | min(dim, keepdim)", arguments);
    if (named !== null) return named.result;
    return extremeOf("min", this, args);
  }

  /**
   * The greatest elements over the given dimensions; equal ones share the gradient.
   * https://docs.pytorch.org/docs/stable/generated/torch.amax.html
   */
  amax(this: Tensor, dim?: Dimensions | ReductionOptions, keepdim?: boolean | ReductionOptions): Tensor;
  amax(this: Tensor, ...args: unknown[]): Tensor {
    return extremesOver("max", this, args);
  }

  /**
   * The least elements over the given dimensions; equal ones share the gradient.
   * https://docs.pytorch.org/docs/stable/generated/torch.amin.html
   */
  amin(this: Tensor, dim?: Dimensions | ReductionOptions, keepdim?: boolean | ReductionOptions): Tensor;
  amin(this: Tensor, ...args: unknown[]): Tensor {
    return extremesOver("min", this, args);
  }

  /**
   * The int64 index of the greatest element along a dimension, or in the flattened tensor.
   * https://docs.pytorch.org/docs/stable/generated/torch.argmax.html
   */
  argmax(this: Tensor, dim?: number | null | ArgOptions, keepdim?: boolean | ArgOptions): Tensor;
  argmax(this: Tensor, ...args: unknown[]): Tensor {
    return placeOf("max", this, args);
  }

  /**
   * The int64 index of the least element along a dimension, or in the flattened tensor.
   * https://docs.pytorch.org/docs/stable/generated/torch.argmin.html
   */
  argmin(this: Tensor, dim?: number | null | ArgOptions, keepdim?: boolean | ArgOptions): Tensor;
  argmin(this: Tensor, ...args: unknown[]): Tensor {
    return placeOf("min", this, args);
  }
}
