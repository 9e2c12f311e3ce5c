import type { GradientNode } from "../../../src/engine/autograd/node.js";

/** A backward graph as the oracle writes it down. */
export interface Graph {
  readonly name: string;
  readonly variable_shape?: readonly number[];
  readonly next: readonly (readonly [Graph | null, number])[];
}

export function graphOf(node: GradientNode): Graph {
  const next = node.next_functions.map(([child, output]) => [child === null ? null : graphOf(child), output] as const);
  return node.variable === undefined
    ? { name: node.name(), next }
    : { name: node.name(), variable_shape: node.variable.shape, next };
}
