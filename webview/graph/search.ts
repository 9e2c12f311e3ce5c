import type { TopologyNode } from "../../src/protocol/api.js";
import { formatShape } from "../../src/protocol/format.js";
import { opWord } from "../../src/protocol/tensorWords.js";

/** The places of the nodes whose name, alias, op, module, shape or line has every word of the text. */
export function search(nodes: readonly TopologyNode[], text: string): readonly number[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return nodes.flatMap((node, i) => {
    const all = searchedText(node);
    return words.every((word) => all.includes(word)) ? [i] : [];
  });
}

function searchedText({ name, aliases, op, leaf, requires_grad, module, shape, site }: TopologyNode): string {
  const line = site === null ? "" : `line ${site.line}`;
  // Who looks for `mul` does not mean AccumulateGrad.
  const kinds = leaf ? [requires_grad ? "leaf" : "input"] : [op, opWord(op)];
  return [name ?? "", ...aliases, ...kinds, module ?? "", formatShape(shape), line].join("\n").toLowerCase();
}
