import type { NestedGraph } from "../layout/nestedGraph.js";
import type { VisibleGraph } from "./visibleGraph.js";

/** The visible graph for the layout, which knows nothing of modules; `sizes` are those of cards, or a frame's least. */
export function nestedGraphOf(
  { items, source, target, net }: VisibleGraph,
  sizes: readonly { readonly width: number; readonly height: number }[],
): NestedGraph {
  return {
    count: items.length,
    parent: Int32Array.from(items, ({ parent }) => parent),
    isFrame: Uint8Array.from(items, ({ kind }) => (kind === "frame" ? 1 : 0)),
    width: Float64Array.from(sizes, ({ width }) => width),
    height: Float64Array.from(sizes, ({ height }) => height),
    source,
    target,
    net,
  };
}
