import type { Gradients } from "../autograd/node.js";
import type { Attribute } from "../observer.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** What can stand where PyTorch takes a tensor or a Python number. */
export type Operand = Tensor | number;

/** What is written into a tensor, or compared with its elements: a boolean is meant beside bools. */
export type Value = Operand | boolean;

export type Attributes = Readonly<Record<string, Attribute>>;

/** Names by which derivative rules call the first five operands and the first three results. */
export type SavedName = "x" | "y" | "z" | "w" | "v" | ResultName;
export type ResultName = "out" | "second" | "third";

/** The operands and the result of a call, as a rule sees them. */
export interface Saved {
  readonly x: Tensor;
  readonly y: Operand;
  readonly z: Operand;
  readonly w: Operand;
  readonly v: Operand;
  readonly out: Tensor;
  readonly second: Tensor;
  readonly third: Tensor;
}

/** What a rule knows of its call without anything having been saved. */
export interface CallInfo<A extends Attributes = Attributes> {
  readonly attributes: A;
  /** The shape of a tensor operand whose gradient is asked for. */
  shapeOf(operand: number): Shape;
  /** How it lay in memory: some of PyTorch's gradients lie likewise. */
  stridesOf(operand: number): readonly number[];
}

/** Inputs on which the sweep tests an op, filled with fixed values between `low` and `high`. */
export interface Sample {
  readonly shapes: readonly Shape[];
  /** Operands that hold indices: the number that all of them are below, by the operand's position. */
  readonly indices: Readonly<Record<number, number>>;
  readonly low: number;
  readonly high: number;
  readonly scalars: readonly number[];
  readonly attributes: Attributes;
  /** Whether equal elements are a kink, where there is no derivative to compare with. */
  readonly distinct: boolean;
}

/**
 * An op says all about itself in one entry. Operands are tensors followed by numbers; `arity` says in how many places a
 * tensor can stand (those have an edge in the graph). Rules are written in tensor methods, so that they can be
 * differentiated again.
 */
export interface Op<A extends Attributes = Attributes> {
  /** Its key in the table, and the `op` of an observed call. */
  readonly name: string;
  /** The name of its backward node, PyTorch's. */
  gradFn(attributes: A): string;
  readonly arity: number;
  /** Set where PyTorch's forward mode looks at the tangent of the first operand only, though others have gradients. */
  readonly carriesFirstOnly?: true;
  /** Elementwise: the derivative is a number for each element. Linear: the jvp is the op itself. */
  readonly kind: "elementwise" | "linear" | "irregular";
  /** Whether a result can have a grad_fn: comparisons cannot. */
  readonly differentiable: boolean;
  /** PyTorch's name of it, where its autograd knows no more of the op: forward mode refuses that before it looks at the call. */
  readonly unknownAs?: string;
  /** Whether autograd, as in PyTorch, is not asked and not told when it is written over its first operand. */
  readonly isUnseenInPlace?: true;
  /** Whether it may be written over a tensor of which several elements are one in storage. */
  readonly mayRepeat?: true;
  /** Whether the gradients come together, as those of a list of tensors do in PyTorch: hooks see also those that nobody wants. */
  readonly givesAll?: true;
  /** From where on operands are only kept, for PyTorch keeps them and notices a write: the tensor in front was made of them. */
  readonly keptFrom?: number;
  /** How many results PyTorch's node has beyond these: statistics, of which no gradient comes. */
  readonly furtherResults?: number;
  /** The local derivative with respect to each operand as a formula in x, y, z and out. */
  readonly formulas: readonly string[];
  readonly samples: readonly Sample[];

  /** The shapes of the results. Throws for shapes that do not fit, before anything is computed. */
  shape(shapes: readonly Shape[], attributes: A): readonly Shape[];
  forward(operands: readonly Operand[], attributes: A): readonly Tensor[];
  /** What has to be kept so that the gradients of the operands in `needed` can be had. */
  saves(needed: readonly boolean[]): readonly SavedName[];
  /** The gradients of the operands in `needed` from those of the results. */
  vjp(gradients: Gradients, saved: Saved, info: CallInfo<A>, needed: readonly boolean[]): Gradients;
  /** The tangents of the results from those of the operands; null is a tangent of zero. */
  jvp(tangents: Gradients, saved: Saved, info: CallInfo<A>, outputs: readonly Tensor[]): Gradients;
}

export const noAttributes: Attributes = {};

/** A sample with the defaults filled in: values between 0.3 and 1.7, no numbers, no attributes. */
export function sample(shapes: readonly Shape[], more: Partial<Omit<Sample, "shapes">> = {}): Sample {
  return { shapes, indices: {}, low: 0.3, high: 1.7, scalars: [], attributes: noAttributes, distinct: false, ...more };
}

/** PyTorch's name where it is `<Name>Backward0` or does not depend on the call. */
export function constantly(name: string): () => string {
  return () => name;
}

/** The name where PyTorch's in-place form has a backward node of its own: `AsinhBackward0`, in place `AsinhBackward1`. */
export function numberedInPlace(prefix: string): (attributes: Attributes) => string {
  return ({ inplace }) => `${prefix}${inplace === true ? 1 : 0}`;
}
