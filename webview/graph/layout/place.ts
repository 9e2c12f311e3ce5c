import { align, corners } from "./align.js";
import { compact } from "./compact.js";
import { isPort, type LayeredGraph, type LayerOrder, type Placement } from "./layoutGraph.js";
import { narrow } from "./narrow.js";

const gapBetweenNodes = 28;
const gapBesideBend = 18;
const bendWidth = 4;
const gapBetweenLayers = 60;
/** Below a frame's upper border, where its title stands, and above its lower one. */
const gapAtEntries = 44;
const gapAtExits = 28;

/**
 * Coordinates after Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001): the graph is aligned
 * and compacted from each of its four corners, and every vertex stands at the middle of its four places. What is kept
 * apart in all four is kept apart in the middle, so nothing overlaps.
 */
export function place(layered: LayeredGraph, order: LayerOrder): Placement {
  const { graph, vertexCount } = layered;
  const isNode = (v: number): boolean => v < graph.count && !isPort(graph, v);
  const sides: Sides = {
    left: (v) => (v < graph.count ? graph.anchor[v]! : bendWidth / 2),
    right: (v) => (v < graph.count ? graph.width[v]! - graph.anchor[v]! : bendWidth / 2),
  };
  const gap = (a: number, b: number): number => (isNode(a) && isNode(b) ? gapBetweenNodes : gapBesideBend);
  const distance = (a: number, b: number): number => sides.right(a) + gap(a, b) + sides.left(b);
  const mirrored = (a: number, b: number): number => distance(b, a);

  const candidates = corners(layered, order).map((from) => {
    const { leftwards } = from;
    const x = compact(from, align(from), leftwards ? mirrored : distance);
    return { leftwards, x: leftwards ? x.map((value) => -value) : x };
  });
  const spans = candidates.map(({ x, leftwards }) => ({ x, leftwards, ...extent(x, sides) }));
  const narrowest = spans.reduce((best, span) => (span.right - span.left < best.right - best.left ? span : best));
  const shifts = spans.map((span) => (span.leftwards ? narrowest.right - span.right : narrowest.left - span.left));
  const x = new Float64Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) {
    const a = spans[0]!.x[v]! + shifts[0]!;
    const b = spans[1]!.x[v]! + shifts[1]!;
    const c = spans[2]!.x[v]! + shifts[2]!;
    const d = spans[3]!.x[v]! + shifts[3]!;
    x[v] = (Math.max(Math.min(a, b), Math.min(c, d)) + Math.min(Math.max(a, b), Math.max(c, d))) / 2;
  }
  const narrowed = narrow(layered, order, x, distance);
  const { left } = extent(narrowed, sides);
  return { x: narrowed.map((value) => value - left), ...layerPlaces(layered) };
}

/** How far a vertex reaches to both sides of where it is aligned. */
interface Sides {
  readonly left: (v: number) => number;
  readonly right: (v: number) => number;
}

function extent(x: Float64Array, sides: Sides): { left: number; right: number } {
  let left = Infinity;
  let right = -Infinity;
  for (let v = 0; v < x.length; v++) {
    left = Math.min(left, x[v]! - sides.left(v));
    right = Math.max(right, x[v]! + sides.right(v));
  }
  return { left, right };
}

function layerPlaces({ graph, layer, layerCount }: LayeredGraph): Pick<Placement, "layerTop" | "layerHeight"> {
  const layerHeight = new Float64Array(layerCount);
  for (let v = 0; v < graph.count; v++) layerHeight[layer[v]!] = Math.max(layerHeight[layer[v]!]!, graph.height[v]!);
  const layerTop = new Float64Array(layerCount);
  for (let l = 1; l < layerCount; l++) layerTop[l] = layerTop[l - 1]! + layerHeight[l - 1]! + gapAbove(l);
  return { layerTop, layerHeight };

  function gapAbove(l: number): number {
    if (l === layerCount - 1 && graph.exits > 0) return gapAtExits;
    return l === 1 && graph.entries > 0 ? gapAtEntries : gapBetweenLayers;
  }
}
