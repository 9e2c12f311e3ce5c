import type { PassTensor, ThinnedPassTensor, TopologyNode } from "../../src/protocol/api.js";
import { formatEntries, formatItem, formatNumber } from "../../src/protocol/format.js";
import type { Counts, Summary } from "../../src/protocol/summary.js";
import { type Tone, toneOf } from "./tone.js";

/** A tensor in the place of one number: its only entry, its norm, or a word on why there is none. */
export interface Cell {
  readonly kind: "entry" | "norm" | "note";
  readonly text: string;
  readonly tone: Tone;
  /** All that is known: what a tooltip says. */
  readonly full: string;
}

export function valueCell(value: Summary | null): Cell {
  return value === null ? note("—", "not recorded") : summaryCell(value);
}

/** Where there is no gradient, why. `node` is null where the graph was dropped. */
export function gradientCell(node: TopologyNode | null, { grad, accumulated }: PassTensor): Cell {
  if (grad === null) return missingGradient(node);
  const cell = summaryCell(grad);
  if (accumulated === undefined || accumulated === null) return cell;
  const sum = describe(accumulated);
  return sum === cell.full ? cell : { ...cell, full: `${cell.full}\n.grad after this pass: ${sum}` };
}

export function thinnedCells(node: TopologyNode | null, tensor: ThinnedPassTensor): { value: Cell; gradient: Cell } {
  const norm = (x: number | null): Cell | null =>
    x === null ? null : { kind: "norm", text: formatNumber(x), tone: "none", full: `norm ${formatItem(x)}` };
  return {
    value: norm(tensor.valueNorm) ?? note("—", "not recorded"),
    gradient: thinnedNonFinite(tensor) ?? norm(tensor.gradNorm) ?? missingGradient(node),
  };
}

/** Which of its entries are NaN and which infinite is no longer known. */
function thinnedNonFinite({ gradNorm, gradNonFinite }: ThinnedPassTensor): Cell | null {
  if (gradNonFinite === 0) return null;
  const norm = gradNorm === null ? [] : [`norm ${formatItem(gradNorm)}`];
  return { kind: "norm", text: "NaN, ∞", tone: "nonFinite", full: [...norm, `${gradNonFinite} NaN or ∞`].join("\n") };
}

function missingGradient(node: TopologyNode | null): Cell {
  if (node === null) return note("null", "null");
  return node.requires_grad
    ? note("not reached", "null: the gradient of this pass did not reach it")
    : note("not required", "null: it does not require grad");
}

function summaryCell(summary: Summary): Cell {
  const tone = toneOf(summary);
  const full = describe(summary);
  const { data, norm, counts } = summary;
  if (data?.length === 1) return { kind: "entry", text: formatNumber(data[0]!), tone, full };
  const text = tone === "nonFinite" ? worst(counts) : formatNumber(norm ?? 0);
  return { kind: "norm", text, tone: tone === "zero" || tone === "nonFinite" ? tone : "mixed", full };
}

/** Every entry of a small tensor as `.item()` prints it, the statistics of a large one. */
function describe({ data, shape, min, max, mean, std, norm, counts }: Summary): string {
  if (data !== undefined) return formatEntries(data, shape, formatItem);
  const parts = Object.entries({ min, max, mean, std, norm })
    .filter((entry): entry is [string, number] => entry[1] !== null)
    .map(([name, x]) => `${name} ${formatItem(x)}`);
  const { nan, posInf, negInf, neg, zero, pos } = counts;
  const kinds = Object.entries({ NaN: nan, "∞": posInf, "−∞": negInf, negative: neg, zero, positive: pos })
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  return [...parts, ...kinds].join("\n");
}

function worst({ nan, posInf }: Counts): string {
  return formatNumber(nan > 0 ? NaN : posInf > 0 ? Infinity : -Infinity);
}

function note(text: string, full: string): Cell {
  return { kind: "note", text, tone: "none", full };
}
