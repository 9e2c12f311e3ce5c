import type { TopologyNode } from "./api.js";

/**
 * Compares parameters for a list in the order of `named_parameters()`, which is that of the script: one line makes one
 * before the other. Those of one module of torch.nn are made by one call; all of these have the weight before the bias.
 */
export function parameterOrder(a: TopologyNode, b: TopologyNode): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one.line - other.line || one.column - other.column || one.inModule - other.inModule;
}

function placeOf({ site, name }: TopologyNode) {
  const inModule = name !== null && /(^|\.)bias$/.test(name) ? 1 : 0;
  return { line: site?.line ?? 0, column: site?.column ?? 0, inModule };
}
