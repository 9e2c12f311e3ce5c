import type { TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { wholeLimit } from "../../src/protocol/summary.js";
import { oneLine } from "../ui/oneLine.js";
import type { Graph } from "./graph.js";
import type { Item } from "./modules/visibleGraph.js";
import { longestTitle, nodeTitle } from "./nodeTitle.js";

/** An item as it is drawn, as far as that is the same in every pass: so its size is. */
export interface Card {
  readonly kind: "leaf" | "input" | "computed" | "module" | "frame";
  readonly title: string;
  readonly subtitle: string;
  /** Whether an earlier backward made it: it is part of a gradient's graph. */
  readonly isOfBackward: boolean;
  /** A single number and its gradient stand beside each other, those of larger tensors below each other. */
  readonly numberLines: 1 | 2;
  readonly width: number;
  readonly height: number;
}

export const titleGap = 6;
/** In front of a module's name is a triangle, which opens and closes it. */
export const triangleWidth = 16;
/** The longest value and the longest gradient stand beside each other. */
const narrowest = 184;
const widest = 300;
const headHeight = 42;
const lineHeight = 18;

/** Measures text as the title or the subtitle of a card is drawn. */
export type Measure = (text: string, part: "title" | "subtitle") => number;

/** `frame` is the path of the module whose frame the item stands in, null outside of all. */
export function cardOf(graph: Graph, item: Item, frame: string | null, measure: Measure): Card {
  return item.kind === "node" ? nodeCard(graph, item.node, frame, measure) : moduleCard(graph, item, measure);
}

function nodeCard({ nodes, words, isOfBackward }: Graph, index: number, frame: string | null, measure: Measure): Card {
  const node = nodes[index]!;
  const kind = !node.leaf ? "computed" : node.requires_grad ? "leaf" : "input";
  const subtitle = subtitleOf(node, kind, isOfBackward[index] === 1);
  const entries = node.shape.reduce((product, size) => product * size, 1);
  const numberLines = entries === 1 ? 1 : 2;
  const head = measure(longestTitle(node, words[index]!, frame), "title") + titleGap + measure(subtitle, "subtitle");
  const wanted = Math.max(head, entries <= wholeLimit ? numbersWidth(entries) : 0) + 2 * insetOf(kind);
  return {
    kind,
    title: nodeTitle(node, words[index]!, frame, []),
    subtitle,
    isOfBackward: isOfBackward[index] === 1,
    numberLines,
    width: withinBounds(wanted),
    height: headHeight + lineHeight * numberLines,
  };
}

function moduleCard({ nodes, tree, isOfBackward }: Graph, { kind, box, node }: Item, measure: Measure): Card {
  const { path, part, parts } = tree.boxes[box]!;
  const title = oneLine(path);
  const { shape } = nodes[node]!;
  const several = parts === 1 ? [] : [`${part}/${parts}`];
  const subtitle = [...several, ...(kind === "closed" && shape.length > 0 ? [formatShape(shape)] : [])].join(" · ");
  const head = triangleWidth + measure(title, "title") + titleGap + measure(subtitle, "subtitle");
  const width = withinBounds(head + 2 * insetOf("module"));
  return {
    kind: kind === "closed" ? "module" : "frame",
    title,
    subtitle,
    isOfBackward: isOfBackward[node] === 1,
    numberLines: 2,
    width,
    height: headHeight + 2 * lineHeight,
  };
}

function withinBounds(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

/** Four entries of usual length have room, and the sign in front of a gradient: a 2×2 matrix is seen whole. */
function numbersWidth(entries: number): number {
  return entries === 1 ? 0 : 14 + 48 * Math.min(4, entries);
}

/** The room left free at a card's sides: rounded ones need more. */
export function insetOf(kind: Card["kind"]): number {
  return kind === "leaf" || kind === "input" ? 16 : 12;
}

function subtitleOf({ shape, site, module }: TopologyNode, kind: Card["kind"], isOfBackward: boolean): string {
  const parts = shape.length === 0 ? [] : [formatShape(shape)];
  if (isOfBackward) parts.push(site === null ? "begins backward" : `backward, line ${site.line}`);
  else if (kind === "input") parts.push("no gradient");
  else if (kind === "leaf" && shape.length === 0) parts.push(module === null ? "leaf" : "parameter");
  else if (site !== null) parts.push(`line ${site.line}`);
  return parts.join(" · ");
}
