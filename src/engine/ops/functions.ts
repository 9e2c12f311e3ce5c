import { inOrder } from "../callByName.js";
import { inTheNameOf } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { elementwise, type ElementwiseSpec, otherFirst } from "./elementwise.js";
import { inPlace } from "./inPlace.js";
import { noAttributes, type Attributes, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * A regular op is said once: `export const sin: UnaryFunction = unary({ … })` under its docstring is the function and its
 * entry in the table; `methodsOf` makes the methods of a family's functions, and their types keep the docstrings.
 */
export interface UnaryFunction {
  (input: Tensor): Tensor;
  /** @internal */
  readonly op: Op;
}

/** A function of two tensors that are broadcast. */
export interface BinaryFunction {
  (input: Tensor, other: Tensor): Tensor;
  /** @internal */
  readonly op: Op;
}

/** A function like that whose second argument is no other operand. */
export interface StepFunction {
  (input: Tensor, values: Tensor): Tensor;
  /** @internal */
  readonly op: Op;
}

/** A function that writes its result over its argument and returns that. */
export type UnaryInPlace = (input: Tensor) => Tensor;

/** A function that writes its result over its first argument and returns that. */
export type BinaryInPlace = (input: Tensor, other: Tensor) => Tensor;

/** The same for one whose second argument is no other operand. */
export type StepInPlace = (input: Tensor, values: Tensor) => Tensor;

/** The methods that a family's functions are, with the first argument in front of the dot. */
export type MethodsOf<Functions> = {
  [Name in keyof Functions]: Functions[Name] extends (input: never, ...rest: infer Rest) => infer Result
    ? (this: Tensor, ...rest: Rest) => Result
    : never;
};

type Named<Functions> = { [Name in keyof Functions as Functions[Name] extends { readonly op: Op } ? Name : never]: Op };

export function unary(spec: ElementwiseSpec<Attributes>): UnaryFunction {
  const op = elementwise(spec);
  const signature = `${op.name}(input)`;
  const call = (...args: unknown[]): Tensor => {
    const [input] = inOrder(signature, args);
    return apply(op, tensorArgument(op.name, "input", input));
  };
  return Object.assign(named(op.name, call), { op });
}

/** `second` is what PyTorch calls the second argument. */
export function binary(spec: ElementwiseSpec<Attributes>, second = "other"): BinaryFunction {
  const isOtherFirst = second === "other" && spec.derivatives.length === 2;
  const op = elementwise(isOtherFirst ? { order: otherFirst, ...spec } : spec);
  const call = (...args: unknown[]): Tensor => {
    const [x, other] = pairOf(op.name, second, args);
    return apply(op, x, other);
  };
  return Object.assign(named(op.name, call), { op });
}

/** The in-place variant, named with PyTorch's underscore. @internal */
export function unaryInPlace({ op }: { readonly op: Op }): UnaryInPlace {
  const name = `${op.name}_`;
  const signature = `${name}(input)`;
  return named(name, (...args: unknown[]) => {
    const [input] = inOrder(signature, args);
    return inPlace(op, tensorArgument(name, "input", input), [], noAttributes);
  });
}

/** The same of a function of two tensors. @internal */
export function binaryInPlace({ op }: { readonly op: Op }, second = "other"): BinaryInPlace {
  const name = `${op.name}_`;
  return named(name, (...args: unknown[]) => {
    const [x, other] = pairOf(name, second, args);
    return inPlace(op, x, [other], noAttributes);
  });
}

/** The same function by another name. @internal */
export function renamed<Parameters extends readonly unknown[], Result>(
  name: string,
  f: (...args: Parameters) => Result,
): (...args: Parameters) => Result {
  return named(name, (...args: Parameters) => {
    try {
      return f(...args);
    } catch (error) {
      throw inTheNameOf(name, error);
    }
  });
}

/** A class with the functions as methods. */
export function methodsOf<Functions extends object>(functions: Functions): new () => MethodsOf<Functions> {
  const Methods = class {};
  for (const [name, f] of Object.entries(functions) as [string, (...args: unknown[]) => unknown][]) {
    const value = named(name, function (this: unknown, ...rest: unknown[]): unknown {
      return f(this, ...rest);
    });
    Object.defineProperty(Methods.prototype, name, { value, writable: true, configurable: true });
  }
  return Methods as new () => MethodsOf<Functions>;
}

/** The ops of those functions that are one. */
export function opsOf<Functions extends object>(functions: Functions): Named<Functions> {
  const entries = Object.entries(functions) as [string, object][];
  return Object.fromEntries(entries.flatMap(([name, f]) => ("op" in f ? [[name, f.op]] : []))) as Named<Functions>;
}

function named<F extends object>(name: string, f: F): F {
  return Object.defineProperty(f, "name", { value: name });
}

function pairOf(name: string, second: string, args: readonly unknown[]): readonly [Tensor, Tensor] {
  const [input, other] = inOrder(`${name}(input, ${second})`, args);
  return [tensorArgument(name, "input", input), tensorArgument(name, second, other)];
}
