import { unary, type UnaryFunction } from "./functions.js";

/**
 * Whether each element is NaN, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.isnan.html
 */
export const isnan: UnaryFunction = predicate("isnan", Number.isNaN);

/**
 * Whether each element is ∞ or −∞, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.isinf.html
 */
export const isinf: UnaryFunction = predicate("isinf", (x) => Math.abs(x) === Infinity);

/**
 * Whether each element is neither NaN nor infinite, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.isfinite.html
 */
export const isfinite: UnaryFunction = predicate("isfinite", Number.isFinite);

/**
 * Whether each element is ∞, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.isposinf.html
 */
export const isposinf: UnaryFunction = predicate("isposinf", (x) => x === Infinity);

/**
 * Whether each element is −∞, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.isneginf.html
 */
export const isneginf: UnaryFunction = predicate("isneginf", (x) => x === -Infinity);

/**
 * Whether each element is a real number, as bools: always, for no dtype here is complex.
 * https://docs.pytorch.org/docs/stable/generated/torch.isreal.html
 */
export const isreal: UnaryFunction = predicate("isreal", () => true);

/**
 * Whether each element is 0, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.logical_not.html
 */
export const logical_not: UnaryFunction = predicate("logical_not", (x) => x === 0);

function predicate(name: string, holds: (x: number) => boolean): UnaryFunction {
  return unary({
    name,
    of: (x) => (holds(x) ? 1 : 0),
    derivatives: [],
    result: "bool",
    samples: [],
    isUnseenInPlace: true,
  });
}
