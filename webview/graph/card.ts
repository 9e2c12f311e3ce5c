import type { TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { wholeLimit } from "../../src/protocol/summary.js";
import { opSymbol, opWord } from "../tensors/opText.js";
import { oneLine } from "../ui/oneLine.js";

/** A node as it is drawn, as far as that is the same in every pass: so its size is. */
export interface Card {
  readonly kind: "leaf" | "input" | "computed";
  readonly title: string;
  readonly subtitle: string;
  /** A single number and its gradient stand beside each other, those of larger tensors below each other. */
  readonly numberLines: 1 | 2;
  readonly width: number;
  readonly height: number;
}

export const titleGap = 6;
/** The longest value and the longest gradient stand beside each other. */
const narrowest = 184;
const widest = 300;
const headHeight = 42;
const lineHeight = 18;

/** Measures text as the title or the subtitle of a card is drawn. */
export type Measure = (text: string, part: "title" | "subtitle") => number;

export function cardOf(node: TopologyNode, measure: Measure): Card {
  const kind = !node.leaf ? "computed" : node.requires_grad ? "leaf" : "input";
  const title = titleOf(node, kind);
  const subtitle = subtitleOf(node, kind);
  const entries = node.shape.reduce((product, size) => product * size, 1);
  const numberLines = entries === 1 ? 1 : 2;
  const head = measure(title, "title") + titleGap + measure(subtitle, "subtitle");
  const wanted = Math.max(head, entries <= wholeLimit ? numbersWidth(entries) : 0) + 2 * insetOf(kind);
  return {
    kind,
    title,
    subtitle,
    numberLines,
    width: Math.round(Math.min(widest, Math.max(narrowest, wanted))),
    height: headHeight + lineHeight * numberLines,
  };
}

/** Four entries of usual length have room, and the sign in front of a gradient: a 2×2 matrix is seen whole. */
function numbersWidth(entries: number): number {
  return entries === 1 ? 0 : 14 + 48 * Math.min(4, entries);
}

/** The room left free at a card's sides: rounded ones need more. */
export function insetOf(kind: Card["kind"]): number {
  return kind === "computed" ? 12 : 16;
}

function titleOf({ op, name }: TopologyNode, kind: Card["kind"]): string {
  if (kind !== "computed") return name === null ? "unnamed" : oneLine(name);
  const symbol = oneLine(opSymbol(op));
  if (name !== null) return `${symbol} ${oneLine(name)}`;
  const word = oneLine(opWord(op));
  return symbol === word ? word : `${symbol} ${word}`;
}

function subtitleOf({ shape, site, module }: TopologyNode, kind: Card["kind"]): string {
  const parts = shape.length === 0 ? [] : [formatShape(shape)];
  if (kind === "input") parts.push("no gradient");
  else if (kind === "leaf" && shape.length === 0) parts.push(module === null ? "leaf" : "parameter");
  else if (site !== null) parts.push(`line ${site.line}`);
  return parts.join(" · ");
}
