import type { LayeredGraph, LayoutGraph } from "./layoutGraph.js";
import { neighbours } from "./neighbours.js";

/** Bends for every node and edge that a layout may spend; the longest edges become stubs until the rest fits. */
const bendsPerElement = 3;

/**
 * Cuts every edge into segments between neighbouring layers, with a bend in each layer that it passes. The edges of
 * one net share their bends: a parameter that a thousand unrolled steps use runs down beside them as one line with a
 * thousand branches, and does not cost a million bends.
 */
export function chain(graph: LayoutGraph, layer: Int32Array): LayeredGraph {
  const { count, source, target, net, netCount } = graph;
  const spans = Int32Array.from(source, (u, e) => layer[target[e]!]! - layer[u]!);
  const layerCount = layer.reduce((most, l) => Math.max(most, l + 1), 0);
  const longestSpan = affordableSpan(graph, spans, layerCount);

  const bendCount = new Int32Array(netCount);
  const netSource = new Int32Array(netCount);
  let short = 0;
  for (let e = 0; e < spans.length; e++) {
    if (spans[e]! > longestSpan) continue;
    bendCount[net[e]!] = Math.max(bendCount[net[e]!]!, spans[e]! - 1);
    netSource[net[e]!] = source[e]!;
    short++;
  }
  const firstBend = new Int32Array(netCount);
  let vertexCount = count;
  for (let n = 0; n < netCount; n++) {
    firstBend[n] = vertexCount;
    vertexCount += bendCount[n]!;
  }
  const layers = new Int32Array(vertexCount);
  layers.set(layer);
  const segmentSource = new Int32Array(vertexCount - count + short);
  const segmentTarget = new Int32Array(segmentSource.length);
  let segment = 0;
  for (let n = 0; n < netCount; n++) {
    for (let i = 0; i < bendCount[n]!; i++) {
      const bend = firstBend[n]! + i;
      layers[bend] = layer[netSource[n]!]! + 1 + i;
      segmentSource[segment] = i === 0 ? netSource[n]! : bend - 1;
      segmentTarget[segment++] = bend;
    }
  }
  for (let e = 0; e < spans.length; e++) {
    const span = spans[e]!;
    if (span > longestSpan) continue;
    segmentSource[segment] = span === 1 ? source[e]! : firstBend[net[e]!]! + span - 2;
    segmentTarget[segment++] = target[e]!;
  }
  return { graph, vertexCount, layerCount, layer: layers, segmentSource, segmentTarget, firstBend, longestSpan };
}

/** The greatest span such that all edges up to it can have their bends. */
function affordableSpan({ count, source, net, netCount }: LayoutGraph, spans: Int32Array, layerCount: number): number {
  const bySpan = neighbours(
    layerCount + 1,
    spans,
    Int32Array.from(source, (_, e) => e),
  );
  const reached = new Int32Array(netCount).fill(1);
  let left = bendsPerElement * (count + source.length);
  for (const e of bySpan.items) {
    const span = spans[e]!;
    left -= span - reached[net[e]!]!;
    if (left < 0) return span - 1;
    reached[net[e]!] = span;
  }
  return layerCount;
}
