import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import type { DType } from "../dtype.js";
import { asFirst } from "../layout.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op } from "./op.js";
import { floatArgument, tensorArgument } from "./operands.js";

/** What stands for NaN and the infinities; null is 0 for NaN, and the dtype's greatest and least number. */
export interface NanToNumOptions {
  /** What stands for NaN; 0 unless given. */
  readonly nan?: number | null;
  /** What stands for ∞; the dtype's greatest number unless given. */
  readonly posinf?: number | null;
  /** What stands for −∞; the dtype's least number unless given. */
  readonly neginf?: number | null;
}

type Given = number | null | NanToNumOptions;

/**
 * Each element, with numbers in place of NaN and the infinities; their gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nan_to_num.html
 */
export function nan_to_num(input: Tensor, nan?: Given, posinf?: Given, neginf?: Given): Tensor {
  const named = byName(nan_to_num, "nan_to_num(input, nan, posinf, neginf)", arguments);
  if (named !== null) return named.result;
  return call(
    nanToNumOp,
    [tensorArgument("nan_to_num", "input", input)],
    numbersOf("nan_to_num", [nan, posinf, neginf]),
  );
}

/** `nan_to_num` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nan_to_num_.html */
export function nan_to_num_(input: Tensor, nan?: Given, posinf?: Given, neginf?: Given): Tensor {
  const named = byName(nan_to_num_, "nan_to_num_(input, nan, posinf, neginf)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("nan_to_num_", "input", input);
  return inPlace(nanToNumOp, x, [], numbersOf("nan_to_num_", [nan, posinf, neginf]));
}

/** The op of this file. */
export default class NanToNumOps {
  /** @internal */
  static get ops() {
    return { nan_to_num: nanToNumOp };
  }
}

type Numbers = { readonly nan: number | null; readonly posinf: number | null; readonly neginf: number | null };

const nanToNumOp: Op<Numbers> = elementwise<Numbers>({
  name: "nan_to_num",
  layout: asFirst,
  choose(dtype, { nan, posinf, neginf }) {
    const greatest = greatestOf(dtype);
    return (x) => {
      if (Number.isNaN(x)) return nan ?? 0;
      if (x === Infinity) return posinf ?? greatest;
      return x === -Infinity ? (neginf ?? -greatest) : x;
    };
  },
  derivatives: [d("1", ["x"], (g, { x }) => g.mul(x.isfinite()))],
  samples: [sample([[2, 3]], { low: -1, attributes: { nan: null, posinf: null, neginf: null } })],
});

function greatestOf(dtype: DType): number {
  return dtype.name === "float32" ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
}

function numbersOf(op: string, given: readonly unknown[]): Numbers {
  const options = readArguments<NanToNumOptions>(op, ["nan", "posinf", "neginf"], given);
  const numberOf = (name: keyof NanToNumOptions): number | null => {
    const value = options[name] ?? null;
    return value === null ? null : floatArgument(op, name, value);
  };
  return { nan: numberOf("nan"), posinf: numberOf("posinf"), neginf: numberOf("neginf") };
}
