import type { Gradients } from "../autograd/node.js";
import type { DType } from "../dtype.js";
import { bool, float32 } from "../dtype.js";
import { broadcastView } from "../kernels/broadcastView.js";
import { kernels, type ScalarFunction, type View } from "../kernels/kernels.js";
import { elementwiseStrides, type ResultLayout } from "../layout.js";
import { floatingOf, promote } from "../promotion.js";
import { broadcastShapes, sameShape, type Shape } from "../shape.js";
import { roundTo } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { convertedAlike, emptyStrided } from "../tensorFactory.js";
import { areZeroTensorsThere, isZeroTensor, zeroTensorLike } from "../zeroTensors.js";
import { checkRoom } from "./inPlace.js";
import type { Attributes, CallInfo, Op, Operand, Sample, Saved, SavedName } from "./op.js";

/**
 * The local derivative of an op with respect to one operand, times `g`. The Jacobian of an elementwise op is diagonal, so
 * one rule serves both modes: with a gradient for `g` it is the vjp, with a tangent the jvp.
 */
export interface Derivative<A extends Attributes = Attributes> {
  readonly formula: string;
  readonly saves: readonly SavedName[];
  rule(g: Tensor, saved: Saved, info: CallInfo<A>): Tensor;
  /** The rule of forward mode, where PyTorch takes another one: at kinks, and beside NaN. */
  tangent(t: Tensor, saved: Saved, info: CallInfo<A>): Tensor;
}

/** A derivative that may use only what it says it saves. */
export function d<S extends SavedName = never, A extends Attributes = Attributes>(
  formula: string,
  saves: readonly S[],
  rule: (g: Tensor, saved: Pick<Saved, S>, info: CallInfo<A>) => Tensor,
  tangent = rule,
): Derivative<A> {
  return { formula, saves, rule, tangent };
}

/** Chosen by the dtype in which the op computes, its attributes and numbers. */
type ChooseFunction<A extends Attributes> = (
  dtype: DType,
  attributes: A,
  operands: readonly Operand[],
) => ScalarFunction["of"];

interface AnyElementwiseSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn?: string | ((attributes: A) => string);
  /** The tangent of the result, where PyTorch's forward mode has it in one formula and not as a sum of the operands'. */
  readonly tangent?: (tangents: Gradients, saved: Saved, info: CallInfo<A>) => Tensor | null;
  /** One for each operand that has an edge in the graph; empty for functions without derivative. */
  readonly derivatives: readonly Derivative<A>[];
  /**
   * The places of the derivatives in the order in which a backward takes them: PyTorch's is that of the operands' names in the
   * alphabet. What came last has its turn first where a gradient is differentiated again, and decides how a sum lies.
   */
  readonly order?: readonly number[];
  /** The operands' common dtype unless said otherwise; "first" is that of the first operand. */
  readonly result?: "promoted" | "floating" | "bool" | "first";
  /** How the result lies in memory; as the operands do unless it says otherwise. */
  readonly layout?: ResultLayout;
  readonly samples: readonly Sample[];
  readonly unknownAs?: string;
  readonly isUnseenInPlace?: true;
  readonly mayRepeat?: true;
  readonly carriesFirstOnly?: true;
  /** Whether the result is a zero tensor, by whether each operand is; it is none unless given. */
  readonly isZero?: (areZero: readonly boolean[]) => boolean;
  /** Refuses operands before their shapes are looked at, in PyTorch's words. */
  readonly refuse?: (operands: readonly Operand[], attributes: A) => void;
  /** Refuses dtypes, as PyTorch's kernels do. */
  readonly check?: (operands: readonly Operand[], dtype: DType) => void;
}

/** With the function itself, or how to choose it. */
export type ElementwiseSpec<A extends Attributes> = AnyElementwiseSpec<A> &
  (
    | { readonly of: ScalarFunction["of"]; readonly choose?: never }
    | { readonly choose: ChooseFunction<A>; readonly of?: never }
  );

/** "other" comes before "self". */
export const otherFirst = [1, 0] as const;

/** An op that computes each element of its result from the elements at the same place of its broadcast operands. */
export function elementwise<A extends Attributes = Attributes>(spec: ElementwiseSpec<A>): Op<A> {
  const { name, derivatives, gradFn = backwardName(name), result, layout = elementwiseStrides, refuse, check } = spec;
  const { order = derivatives.map((_, i) => i) } = spec;
  const choose: ChooseFunction<A> = spec.choose === undefined ? () => spec.of : spec.choose;
  return {
    name,
    gradFn: typeof gradFn === "string" ? () => gradFn : gradFn,
    arity: derivatives.length,
    kind: "elementwise",
    differentiable: derivatives.length > 0,
    ...(spec.unknownAs !== undefined && { unknownAs: spec.unknownAs }),
    ...(spec.isUnseenInPlace && { isUnseenInPlace: true }),
    ...(spec.mayRepeat && { mayRepeat: true }),
    ...(spec.carriesFirstOnly && { carriesFirstOnly: true }),
    formulas: derivatives.map(({ formula }) => formula),
    samples: spec.samples,
    shape: (shapes) => [shapes.reduce(broadcastShapes)],
    forward(operands, attributes) {
      refuse?.(operands, attributes);
      const promoted = result === "first" ? (operands[0] as Tensor).dtype : promote(operands);
      const common = result === "floating" ? floatingOf(promoted) : promoted;
      const dtype = result === "bool" ? bool : common;
      const shape = broadcastOf(operands);
      if ("inplace" in attributes) checkRoom(operands[0] as Tensor, { shape, dtype });
      check?.(operands, promoted);
      // PyTorch converts before it looks how the operands lie.
      const inputs: (View | number)[] = [];
      for (const operand of operands) inputs.push(inDtype(operand, common));
      if (areZeroTensorsThere && !("inplace" in attributes) && spec.isZero?.(operands.map(isZeroTensor)))
        return [zeroTensorLike({ shape, dtype })];
      const out = emptyStrided(shape, layout(shape, inputs, operands), dtype);
      for (let i = 0; i < inputs.length; i++) inputs[i] = inShape(inputs[i]!, shape);
      kernels.map({ name, of: choose(common, attributes, operands) }, inputs, out);
      return [out];
    },
    saves: savesOf(derivatives),
    vjp([g], saved, info, needed) {
      const gradients = new Array<Tensor | null>(derivatives.length).fill(null);
      for (const i of order) if (needed[i]) gradients[i] = derivatives[i]!.rule(g!, saved, info);
      return gradients;
    },
    jvp(tangents, saved, info, [out]) {
      const tangent = spec.tangent?.(tangents, saved, info) ?? sumOfTangents(derivatives, tangents, saved, info);
      return [tangent && inRoomOf(out!, tangent, [...operandsIn(saved), ...tangents.filter((one) => one !== null)])];
    },
  };
}

/**
 * What the needed derivatives save, and the result if any derivative does, as PyTorch's nodes have it. Asked for at every
 * op of a script, so each answer is made once.
 */
function savesOf(derivatives: readonly { readonly saves: readonly SavedName[] }[]): Op["saves"] {
  const answers = new Map<number, readonly SavedName[]>();
  const savesResult = derivatives.some(({ saves }) => saves.includes("out"));
  return (needed) => {
    const key = needed.reduce((bits, need, i) => (need ? bits | (1 << i) : bits), 0);
    let names = answers.get(key);
    if (names === undefined) {
      const used = derivatives.flatMap(({ saves }, i) => (needed[i] ? saves : []));
      names = [...new Set<SavedName>(savesResult && key > 0 ? [...used, "out"] : used)];
      answers.set(key, names);
    }
    return names;
  };
}

function sumOfTangents<A extends Attributes>(
  derivatives: readonly Derivative<A>[],
  tangents: Gradients,
  saved: Saved,
  info: CallInfo<A>,
): Tensor | null {
  let total: Tensor | null = null;
  derivatives.forEach((derivative, i) => {
    const tangent = tangents[i] ?? null;
    if (tangent === null) return;
    const term = derivative.tangent(tangent, saved, info);
    total = total === null ? term : (total as Tensor).add(term);
  });
  return total;
}

/**
 * A tangent in the result's shape and, as PyTorch's formulas have zeros of all operands, in no wider dtype than what it is
 * made of has in common.
 */
function inRoomOf(out: Tensor, tangent: Tensor, madeOf: readonly Operand[]): Tensor {
  const expanded = sameShape(tangent.shape, out.shape) ? tangent : tangent.expand(out.shape);
  return tangent.dtype.itemsize > promote(madeOf).itemsize ? expanded.to(float32) : expanded;
}

function operandsIn({ x, y, z, w, v }: Saved): readonly Operand[] {
  return [x, y, z, w, v].filter((operand: Operand | undefined) => operand !== undefined);
}

function broadcastOf(operands: readonly Operand[]): Shape {
  let shape: Shape = [];
  for (const operand of operands) if (typeof operand !== "number") shape = broadcastShapes(shape, operand.shape);
  return shape;
}

/** An operand in the common dtype; numbers are rounded to it, as PyTorch does. */
function inDtype(operand: Operand, dtype: DType): View | number {
  if (typeof operand === "number") return roundTo(dtype, operand);
  return operand.dtype === dtype ? operand : convertedAlike(operand, dtype);
}

function inShape(input: View | number, shape: Shape): View | number {
  return typeof input === "number" ? input : broadcastView(input, shape);
}

/** `mul` → `MulBackward0`, `tanh_backward` → `TanhBackwardBackward0`. */
function backwardName(name: string): string {
  const words = name.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}Backward0`;
}
