import type { Counts } from "../../src/protocol/summary.js";

/** From the least to the greatest, and at the end what has no place among them: the order of each six-way bar. */
export const countKinds = [
  "negInf",
  "neg",
  "zero",
  "pos",
  "posInf",
  "nan",
] as const satisfies readonly (keyof Counts)[];

const words: { readonly [K in keyof Counts]: string } = {
  negInf: "minus infinity",
  neg: "negative",
  zero: "zero",
  pos: "positive",
  posInf: "plus infinity",
  nan: "NaN",
};

/** `2 negative, 1 zero, 3 positive`. */
export function countsText(counts: Counts): string {
  return countKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${words[kind]}`)
    .join(", ");
}
