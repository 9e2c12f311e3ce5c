import type { Summary } from "../../src/protocol/summary.js";

/** What a number says by its sign; each tone has a colour, and the sign stands in the text too. */
export type Tone = "positive" | "negative" | "zero" | "mixed" | "nonFinite" | "none";

export function toneOf({ counts }: Summary): Tone {
  if (counts.nan + counts.posInf + counts.negInf > 0) return "nonFinite";
  if (counts.pos > 0) return counts.neg > 0 ? "mixed" : "positive";
  return counts.neg > 0 ? "negative" : "zero";
}
