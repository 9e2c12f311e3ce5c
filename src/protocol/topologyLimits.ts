/**
 * How much of graphs is kept: this many, and of this many nodes in all; the ones used longest ago go first. The recorder
 * forgets earlier than the recording, so that it never tells of a pass through a graph that the recording has dropped.
 */
export const topologyLimits = {
  recorder: { topologies: 900, nodes: 200_000 },
  recording: { topologies: 1_000, nodes: 300_000 },
} as const;
