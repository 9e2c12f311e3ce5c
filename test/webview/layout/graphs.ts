import type { LayoutGraph } from "../../../webview/graph/layout/layoutGraph.js";

export type Edge = readonly [source: number, target: number];

export function graphOf(count: number, edges: readonly Edge[], width = 120, height = 60): LayoutGraph {
  return {
    count,
    width: new Float64Array(count).fill(width),
    height: new Float64Array(count).fill(height),
    anchor: new Float64Array(count).fill(width / 2),
    source: Int32Array.from(edges, ([source]) => source),
    target: Int32Array.from(edges, ([, target]) => target),
    net: Int32Array.from(edges, ([source]) => source),
    netCount: count,
    startAt: new Float64Array(edges.length).fill(NaN),
    endAt: new Float64Array(edges.length).fill(NaN),
    entries: 0,
    exits: 0,
  };
}

/** (w·x + b − y)², as the tape has it: w 0, x 1, z1 2, b 3, z2 4, y 5, z3 6, loss 7. */
export const chainRule = graphOf(8, [
  [0, 2],
  [1, 2],
  [2, 4],
  [3, 4],
  [4, 6],
  [5, 6],
  [6, 7],
]);

/** A weight that every one of `steps` unrolled steps uses: h = tanh(h·w + x). */
export function unrolled(steps: number): LayoutGraph {
  const edges: Edge[] = [];
  let hidden = 1;
  let next = 2;
  for (let step = 0; step < steps; step++) {
    const input = next++;
    const product = next++;
    const sum = next++;
    const output = next++;
    edges.push([0, product], [hidden, product], [product, sum], [input, sum], [sum, output]);
    hidden = output;
  }
  return graphOf(next, edges);
}

/** A line of `length` nodes. */
export function line(length: number): LayoutGraph {
  return graphOf(
    length,
    Array.from({ length: length - 1 }, (_, v) => [v, v + 1] as const),
  );
}

/** A line whose first half is used again by the second, in reverse, as activations are in a graph of a backward. */
export function ladder(length: number): LayoutGraph {
  const edges: Edge[] = [];
  for (let v = 1; v < length; v++) edges.push([v - 1, v]);
  for (let v = 0; v < length / 2 - 1; v++) edges.push([v, length - 1 - v]);
  return graphOf(length, edges);
}

/** Nodes with up to three inputs each from among the `reach` before; the same for the same seed. */
export function random(count: number, reach: number, seed: number): LayoutGraph {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 16807) % 2147483647;
    return state % limit;
  };
  const edges: Edge[] = [];
  for (let v = 1; v < count; v++) {
    const inputs = new Set(Array.from({ length: 1 + below(3) }, () => Math.max(0, v - 1 - below(reach))));
    for (const u of inputs) edges.push([u, v]);
  }
  const graph = graphOf(count, edges);
  for (let v = 0; v < count; v++) graph.width[v] = 80 + below(120);
  for (let v = 0; v < count; v++) graph.anchor[v] = graph.width[v]! / 2;
  for (let v = 0; v < count; v++) graph.height[v] = 40 + below(40);
  return graph;
}
