import type { TopologyNode } from "../../src/protocol/api.js";
import type { Site } from "../../src/protocol/site.js";
import type { Neighbours } from "./layout/neighbours.js";

/**
 * Which nodes an earlier backward made, with create_graph. Its ops have the place of the call: no op of the forward pass
 * can stand there. What it began with comes from nowhere in the script, and nobody else uses it.
 */
export function madeByBackward(
  nodes: readonly TopologyNode[],
  users: Neighbours,
  isBackwardCall: (site: Site) => boolean,
): Uint8Array {
  const isMade = Uint8Array.from(nodes, ({ site, leaf }) => (!leaf && site !== null && isBackwardCall(site) ? 1 : 0));
  nodes.forEach(({ site, leaf }, v) => {
    const ofNode = users.items.subarray(users.start[v]!, users.start[v + 1]!);
    if (leaf && site === null && ofNode.length > 0 && ofNode.every((user) => isMade[user] === 1)) isMade[v] = 1;
  });
  return isMade;
}
