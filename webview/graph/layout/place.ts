import { align, corner } from "./align.js";
import { compact } from "./compact.js";
import type { LayeredGraph, LayerOrder, Placement } from "./layoutGraph.js";
import { narrow } from "./narrow.js";

const gapBetweenNodes = 28;
const gapBesideBend = 18;
const bendWidth = 4;
const gapBetweenLayers = 60;

/**
 * Coordinates after Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001): the graph is aligned
 * and compacted from each of its four corners, and every vertex stands at the middle of its four places. What is kept
 * apart in all four is kept apart in the middle, so nothing overlaps.
 */
export function place(layered: LayeredGraph, order: LayerOrder): Placement {
  const { graph, vertexCount } = layered;
  const halfWidth = (v: number): number => (v < graph.count ? graph.width[v]! : bendWidth) / 2;
  const gap = (a: number, b: number): number => (a < graph.count && b < graph.count ? gapBetweenNodes : gapBesideBend);
  const distance = (a: number, b: number): number => halfWidth(a) + gap(a, b) + halfWidth(b);

  const candidates = [false, true].flatMap((upwards) =>
    [false, true].map((leftwards) => {
      const from = corner(layered, order, upwards, leftwards);
      const x = compact(from, align(from), distance);
      return { leftwards, x: leftwards ? x.map((value) => -value) : x };
    }),
  );
  const spans = candidates.map(({ x, leftwards }) => ({ x, leftwards, ...extent(x, halfWidth) }));
  const narrowest = spans.reduce((best, span) => (span.right - span.left < best.right - best.left ? span : best));
  const shifts = spans.map((span) => (span.leftwards ? narrowest.right - span.right : narrowest.left - span.left));
  const x = new Float64Array(vertexCount);
  const four = new Float64Array(4);
  for (let v = 0; v < vertexCount; v++) {
    for (let i = 0; i < 4; i++) four[i] = spans[i]!.x[v]! + shifts[i]!;
    four.sort();
    x[v] = (four[1]! + four[2]!) / 2;
  }
  const narrowed = narrow(layered, order, x, distance);
  const { left } = extent(narrowed, halfWidth);
  return { x: narrowed.map((value) => value - left), ...layerPlaces(layered) };
}

function extent(x: Float64Array, halfWidth: (v: number) => number): { left: number; right: number } {
  let left = Infinity;
  let right = -Infinity;
  for (let v = 0; v < x.length; v++) {
    left = Math.min(left, x[v]! - halfWidth(v));
    right = Math.max(right, x[v]! + halfWidth(v));
  }
  return { left, right };
}

function layerPlaces({ graph, layer, layerCount }: LayeredGraph): Pick<Placement, "layerTop" | "layerHeight"> {
  const layerHeight = new Float64Array(layerCount);
  for (let v = 0; v < graph.count; v++) layerHeight[layer[v]!] = Math.max(layerHeight[layer[v]!]!, graph.height[v]!);
  const layerTop = new Float64Array(layerCount);
  for (let l = 1; l < layerCount; l++) layerTop[l] = layerTop[l - 1]! + layerHeight[l - 1]! + gapBetweenLayers;
  return { layerTop, layerHeight };
}
