import type { FullPass, Pass, PassTensor, ThinnedPass } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import type { Summary } from "../../src/protocol/summary.js";
import { type Tone, toneOf } from "../tensors/tone.js";
import type { Card } from "./card.js";
import type { Scene } from "./scene.js";

/** More would not fit into a card. */
const mostEntries = 16;

export const entryGap = "  ";

/** What a card says of one pass. */
export interface CardNumbers {
  readonly value: string;
  readonly isValueFinite: boolean;
  /** Also says why there is none, and is empty where none can be. */
  readonly gradientText: string;
  /** Null where none arrived. */
  readonly gradient: { readonly tone: Tone; readonly norm: number } | null;
}

/** The numbers of every node of the scene, in its order; null for nodes that the pass says nothing of. */
export function passNumbers(scene: Scene, pass: Pass): readonly (CardNumbers | null)[] {
  const result = new Array<CardNumbers | null>(scene.nodes.length).fill(null);
  if (pass.kind === "gone") return result;
  for (const { node, numbers } of pass.kind === "full" ? fullNumbers(scene, pass) : thinnedNumbers(scene, pass)) {
    const index = scene.indexOf(node);
    if (index >= 0) result[index] = numbers;
  }
  return result;
}

type NodeNumbers = readonly { readonly node: number; readonly numbers: CardNumbers }[];

function fullNumbers({ cards, indexOf }: Scene, { tensors }: FullPass): NodeNumbers {
  return tensors.map((tensor) => ({ node: tensor.node, numbers: numbersOf(tensor, cards[indexOf(tensor.node)]) }));
}

function numbersOf({ value, grad }: PassTensor, card: Card | undefined): CardNumbers {
  const values = value === null ? ["—"] : textsOf(value, "|x| ");
  const gradients = grad === null ? [missingText(card)] : textsOf(grad, "|∇| ");
  const before = grad?.data === undefined ? "" : "∂ ";
  const isTable = value?.data !== undefined && grad?.data !== undefined && values.length > 1;
  const width = (column: number): number => Math.max(values[column]!.length, gradients[column]?.length ?? 0);
  const lineOf = (texts: readonly string[]): string =>
    texts.map((text, column) => (isTable ? text.padStart(width(column)) : text)).join(entryGap);
  return {
    // An entry stands above its gradient.
    value: `${isTable ? " ".repeat(before.length) : ""}${lineOf(values)}`,
    isValueFinite: value === null || toneOf(value) !== "nonFinite",
    gradientText: `${before}${lineOf(gradients)}`,
    gradient: grad === null ? null : { tone: toneOf(grad), norm: grad.norm ?? Infinity },
  };
}

function thinnedNumbers({ cards, indexOf }: Scene, { tensors }: ThinnedPass): NodeNumbers {
  return tensors.map(({ node, valueNorm, gradNorm }) => ({
    node,
    numbers: {
      value: valueNorm === null ? "—" : `|x| ${formatNumber(valueNorm)}`,
      isValueFinite: true,
      gradientText: gradNorm === null ? missingText(cards[indexOf(node)]) : `|∇| ${formatNumber(gradNorm)}`,
      gradient: gradNorm === null ? null : { tone: "none", norm: gradNorm },
    },
  }));
}

/** An input's subtitle says already that it has none. */
function missingText(card: Card | undefined): string {
  return card?.kind === "input" ? "" : "∂ none";
}

/** The entries of a small tensor, as many as a card can hold; of a large one the norm. */
function textsOf({ data, norm, counts }: Summary, beforeNorm: string): readonly string[] {
  if (data !== undefined) {
    const shown = data.slice(0, mostEntries).map((x) => formatNumber(x));
    return data.length > mostEntries ? [...shown, "…"] : shown;
  }
  if (counts.nan > 0) return [`${beforeNorm}NaN`];
  return [`${beforeNorm}${formatNumber(counts.posInf + counts.negInf > 0 ? Infinity : (norm ?? 0))}`];
}
