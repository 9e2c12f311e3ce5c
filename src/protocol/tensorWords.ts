import type { TopologyNode } from "./api.js";
import type { Site } from "./site.js";

/**
 * What the tensors of a graph are called that have no name in the script, by their ids: the same word wherever they are
 * shown. What an op made has the op's word; what no gradient goes to is told by what it is there for.
 */
export function tensorWords(nodes: readonly TopologyNode[]): ReadonlyMap<number, string> {
  const users = firstUsers(nodes);
  const unnamed = nodes.filter(({ name }) => name === null);
  return new Map(unnamed.map((node) => [node.id, node.leaf ? leafWord(node, users.get(node.id)) : computedWord(node)]));
}

/** `log_softmax` for `LogSoftmaxBackward0`: the op's name as one writes it in a script. */
export function opWord(op: string): string {
  return op
    .replace(/Backward\d*$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z\d])(?=[A-Z][a-z])/g, "_")
    .toLowerCase()
    .replace(/_with_indices$/, "");
}

/** Whether an op that gradients go through made it, but none goes to it: places in another tensor, such as max's second result. */
export function isIndices({ leaf, dtype }: Pick<TopologyNode, "leaf" | "dtype">): boolean {
  return !leaf && !dtype.startsWith("float");
}

function computedWord(node: TopologyNode): string {
  return isIndices(node) ? "indices" : opWord(node.op);
}

function leafWord({ requires_grad, site, shape }: TopologyNode, user: TopologyNode | undefined): string {
  if (requires_grad) return "leaf";
  if (site === null) return "constant";
  // Dropout multiplies by what it has drawn itself: one call of the script made both.
  const isMask = user?.op === "MulBackward0" && samePlace(site, user.site) && sameShape(shape, user.shape);
  return isMask ? "mask" : "input";
}

function firstUsers(nodes: readonly TopologyNode[]): ReadonlyMap<number, TopologyNode> {
  const users = new Map<number, TopologyNode>();
  for (const node of nodes) {
    for (const input of node.inputs) if (!users.has(input)) users.set(input, node);
  }
  return users;
}

function samePlace(a: Site, b: Site | null): boolean {
  return b !== null && a.file === b.file && a.line === b.line && a.column === b.column && a.endColumn === b.endColumn;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
