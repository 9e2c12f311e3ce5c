import type { Summary } from "../../src/protocol/summary.js";

/** What a number says by its sign, "none" if that is not known. Each has a colour. */
export type Tone = "positive" | "negative" | "zero" | "mixed" | "nonFinite" | "none";

const signs = {
  positive: "+",
  negative: "−",
  mixed: "±",
  zero: "0",
  nonFinite: "!",
  none: null,
} as const satisfies { readonly [T in Tone]: string | null };

/** What stands for the tone where colours are not told apart. */
export function signOf<T extends Tone>(tone: T): (typeof signs)[T] {
  return signs[tone];
}

export function toneOf({ counts }: Summary): Tone {
  if (counts.nan + counts.posInf + counts.negInf > 0) return "nonFinite";
  if (counts.pos > 0) return counts.neg > 0 ? "mixed" : "positive";
  return counts.neg > 0 ? "negative" : "zero";
}
