import { crossings } from "./crossings.js";
import type { LayeredGraph, LayerOrder } from "./layoutGraph.js";
import { neighbours, type Neighbours } from "./neighbours.js";
import { sortBy } from "./sortBy.js";

const mostSweeps = 12;
/** Sweeps without a better order after which the search ends. */
const patience = 4;

/**
 * Who stands left of whom: every vertex at the mean position of its neighbours in the layer before, sweeping down and
 * up again; of all orders seen, the one with the fewest crossings.
 */
export function order(layered: LayeredGraph): LayerOrder {
  const { vertexCount, layerCount, layer, segmentSource, segmentTarget } = layered;
  const above = neighbours(vertexCount, segmentTarget, segmentSource);
  const below = neighbours(vertexCount, segmentSource, segmentTarget);
  const current = neighbours(
    layerCount,
    layer,
    Int32Array.from({ length: vertexCount }, (_, v) => v),
  );
  const position = new Int32Array(vertexCount);
  const mean = new Float64Array(vertexCount);
  for (let l = 0; l < layerCount; l++) number(current, l, position);

  let best = current.items.slice();
  let fewest = crossings(layered, current, position, below);
  for (let sweep = 0, since = 0; sweep < mostSweeps && since < patience && fewest > 0; sweep++, since++) {
    if (sweep % 2 === 0) for (let l = 1; l < layerCount; l++) sortLayer(current, l, above, position, mean);
    else for (let l = layerCount - 2; l >= 0; l--) sortLayer(current, l, below, position, mean);
    const count = crossings(layered, current, position, below);
    if (count >= fewest) continue;
    fewest = count;
    best = current.items.slice();
    since = 0;
  }
  return { start: current.start, items: best };
}

function sortLayer(
  { start, items }: LayerOrder,
  layer: number,
  fixed: Neighbours,
  position: Int32Array,
  mean: Float64Array,
): void {
  const [from, to] = [start[layer]!, start[layer + 1]!];
  if (to - from < 2) return;
  for (let i = from; i < to; i++) mean[items[i]!] = meanPosition(items[i]!, fixed, position);
  sortBy(mean, items, from, to);
  number({ start, items }, layer, position);
}

/** A vertex without neighbours there keeps its place. */
function meanPosition(v: number, fixed: Neighbours, position: Int32Array): number {
  const from = fixed.start[v]!;
  const to = fixed.start[v + 1]!;
  if (from === to) return position[v]!;
  let sum = 0;
  for (let i = from; i < to; i++) sum += position[fixed.items[i]!]!;
  return sum / (to - from);
}

function number({ start, items }: LayerOrder, layer: number, position: Int32Array): void {
  for (let k = start[layer]!; k < start[layer + 1]!; k++) position[items[k]!] = k - start[layer]!;
}
