import { formatShape } from "../../src/protocol/format.js";
import { opWord } from "../../src/protocol/tensorWords.js";
import { gradientCell, thinnedCells, valueCell } from "../tensors/cell.js";
import { oneLine } from "../ui/oneLine.js";
import type { Numbers } from "./numbers.js";

/** All that a pass says of a node, in words. */
export function describeNode(numbers: Numbers, index: number, separator: string): string {
  const { nodes, words, isOfBackward } = numbers.graph;
  const { name, op, leaf, requires_grad, shape, dtype, site } = nodes[index]!;
  const kind = leaf ? (requires_grad ? "leaf" : "input") : opWord(op);
  const called = name ?? (words[index] === kind ? null : words[index]!);
  const parts = [
    ...(called === null ? [] : [oneLine(called)]),
    `${oneLine(kind)}, ${formatShape(shape)} ${oneLine(dtype)}`,
    ...(site === null ? [] : [`line ${site.line}`]),
    ...(isOfBackward[index] === 1 ? ["made by backward"] : []),
    ...describeNumbers(numbers, index),
  ];
  return parts.join(separator);
}

function describeNumbers({ graph, full, thinned }: Numbers, index: number): readonly string[] {
  const [node, whole, norms] = [graph.nodes[index]!, full[index], thinned[index]];
  const cells = whole
    ? { value: valueCell(whole.value), gradient: gradientCell(node, whole) }
    : norms
      ? thinnedCells(node, norms)
      : null;
  return cells === null ? [] : [`value ${cells.value.full}`, `gradient ${cells.gradient.full}`];
}
