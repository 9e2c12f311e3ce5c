/**
 * One graph that is laid out, as columns: node `v` is `width[v]` × `height[v]` pixels, edge `e` goes from `source[e]` to
 * `target[e]`. Pre-condition of every pass: `source[e] < target[e]`, so the graph has no cycle and one walk over the
 * nodes in order meets every input before its users.
 *
 * The passes: `rank` gives every node a layer, `chain` cuts edges into pieces that each join neighbouring layers,
 * `order` says who stands left of whom, `place` finds coordinates, and `route` draws the edges between them. Each is
 * pure, iterative and linear in the size of its input (sorting within a layer apart).
 */
export interface LayoutGraph {
  readonly count: number;
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** How far from its left side each node is aligned with those above and below it: a card in its middle. */
  readonly anchor: Float64Array;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** What flows along each edge: edges of one net have the same source, and share their way as far as they can. */
  readonly net: Int32Array;
  readonly netCount: number;
  /** How far from the left side of its source and target an edge meets them; NaN where it may choose. */
  readonly startAt: Float64Array;
  readonly endAt: Float64Array;
  /** The first `entries` nodes stand in the first layer, the last `exits` ones in the last: there edges come in and go out. */
  readonly entries: number;
  readonly exits: number;
}

export function isPort({ count, entries, exits }: LayoutGraph, node: number): boolean {
  return node < entries || node >= count - exits;
}

/**
 * The graph in layers: vertices below `graph.count` are its nodes, those above are the bends of long edges. Every
 * segment joins a vertex to one in the next layer.
 */
export interface LayeredGraph {
  readonly graph: LayoutGraph;
  readonly vertexCount: number;
  readonly layerCount: number;
  readonly layer: Int32Array;
  readonly segmentSource: Int32Array;
  readonly segmentTarget: Int32Array;
  /** The first of each net's bends, which are consecutive and one in each layer; its edges use as many as they pass. */
  readonly firstBend: Int32Array;
  /** Edges that span more layers than this have no bends and no segments: they are drawn as stubs. */
  readonly longestSpan: number;
}

/** The vertices of each layer from left to right: those of layer `l` are `items` from `start[l]` to `start[l + 1]`. */
export interface LayerOrder {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Where every vertex is aligned (a bend and a card in their middle), and the upper edge and height of every layer. */
export interface Placement {
  readonly x: Float64Array;
  readonly layerTop: Float64Array;
  readonly layerHeight: Float64Array;
}
