/**
 * A graph of which some items are frames around others. Items stand in pre-order: a frame before its content, and within
 * a frame inputs before their users. Edges join items that are no frames, at whatever depth: `source[e] < target[e]`, and
 * what stands around the one end and not around the other can be drawn as one box each without making a cycle.
 */
export interface NestedGraph {
  readonly count: number;
  /** The frame that each item stands in, −1 outside of all. */
  readonly parent: Int32Array;
  readonly isFrame: Uint8Array;
  /** Of a frame: the least that it takes. */
  readonly width: Float64Array;
  readonly height: Float64Array;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** What flows along each edge; edges of one net have the same source. */
  readonly net: Int32Array;
}

/** The room between a frame and its content. */
export const framePadding = { side: 18, top: 40, bottom: 18 } as const;
