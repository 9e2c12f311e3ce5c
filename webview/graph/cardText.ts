import type { PassTensor, ThinnedPassTensor } from "../../src/protocol/api.js";
import { formatNumber } from "../../src/protocol/format.js";
import type { Summary } from "../../src/protocol/summary.js";
import { toneOf } from "../tensors/tone.js";
import { type Gradient, type Numbers, parameterGradient } from "./numbers.js";
import { nodeTitle } from "./nodeTitle.js";
import { framePath, type Scene } from "./scene.js";

/** More would not fit into a card. */
const mostEntries = 16;

export const entryGap = "  ";

/** What a card says of one pass. */
export interface CardText extends CardNumbers {
  readonly title: string;
}

interface CardNumbers {
  readonly value: string;
  readonly isValueFinite: boolean;
  /** Also says why there is none, and is empty where none can be. */
  readonly gradientText: string;
  /** The gradient in one number, where there is no room for its entries. */
  readonly gradientInShort: string;
  readonly gradient: Gradient | null;
}

/** The texts of a scene's cards in one pass, each made when it is first drawn; null where the pass says nothing. */
export function cardTexts(scene: Scene, numbers: Numbers): (item: number) => CardText | null {
  const known = new Map<number, CardText | null>();
  return (item) => {
    const found = known.get(item);
    if (found !== undefined) return found;
    const text = cardText(scene, item, numbers);
    known.set(item, text);
    return text;
  };
}

function cardText(scene: Scene, item: number, numbers: Numbers): CardText | null {
  const { kind, node, box } = scene.items[item]!;
  if (kind !== "node") return { title: scene.cards[item]!.title, ...moduleNumbers(scene, box, numbers) };
  const noGradient = scene.cards[item]!.kind === "input" ? "" : "∂ none";
  const [full, thinned] = [numbers.full[node], numbers.thinned[node]];
  const gradient = numbers.gradients[node]!;
  const { nodes, words } = scene.graph;
  const title = nodeTitle(nodes[node]!, words[node]!, framePath(scene, item), full?.scalars ?? []);
  if (full) return { title, ...fullNumbers(full, gradient, noGradient) };
  return thinned ? { title, ...thinnedNumbers(thinned, gradient, noGradient) } : null;
}

function moduleNumbers({ graph }: Scene, box: number, numbers: Numbers): CardNumbers {
  const { from, to } = graph.tree.boxes[box]!;
  const { gradient, parameters } = parameterGradient(numbers, graph.tree.order.subarray(from, to));
  const counted = parameters === 0 ? "" : ` · ${parameters} parameter${parameters === 1 ? "" : "s"}`;
  const isGone = numbers.pass.kind === "gone";
  const noGradient = parameters === 0 || isGone ? "" : "∂ none";
  const gradientText = normText(gradient, noGradient);
  const value = `${to - from - parameters} ops${counted}`;
  return { value, isValueFinite: true, gradientText, gradientInShort: gradientText, gradient };
}

function fullNumbers({ value, grad }: PassTensor, gradient: Gradient | null, noGradient: string): CardNumbers {
  const values = value === null ? ["—"] : textsOf(value, "|x| ");
  const gradients = grad === null ? [noGradient] : textsOf(grad, "|∇| ");
  const before = grad?.data === undefined ? "" : "∂ ";
  const isTable = value?.data !== undefined && grad?.data !== undefined && values.length > 1;
  const width = (column: number): number => Math.max(values[column]?.length ?? 0, gradients[column]?.length ?? 0);
  const lineOf = (texts: readonly string[]): string =>
    texts.map((text, column) => (isTable ? text.padStart(width(column)) : text)).join(entryGap);
  const gradientText = `${before}${lineOf(gradients)}`;
  return {
    // An entry stands above its gradient.
    value: `${isTable ? " ".repeat(before.length) : ""}${lineOf(values)}`,
    isValueFinite: value === null || toneOf(value) !== "nonFinite",
    gradientText,
    gradientInShort: gradients.length === 1 ? gradientText : normText(gradient, noGradient),
    gradient,
  };
}

function thinnedNumbers({ valueNorm }: ThinnedPassTensor, gradient: Gradient | null, noGradient: string): CardNumbers {
  const gradientText = normText(gradient, noGradient);
  const value = valueNorm === null ? "—" : `|x| ${formatNumber(valueNorm)}`;
  return { value, isValueFinite: true, gradientText, gradientInShort: gradientText, gradient };
}

function normText(gradient: Gradient | null, noGradient: string): string {
  return gradient === null ? noGradient : `|∇| ${formatNumber(gradient.norm)}`;
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
