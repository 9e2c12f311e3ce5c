import type { Topology, TopologyNode } from "../../protocol/api.js";

/** The node of another topology that is the same tensor to its reader: bound to the same name, the last one made. */
export function sameTensor(node: TopologyNode, { nodes }: Topology): TopologyNode | null {
  return (
    nodes.find(({ id }) => id === node.id) ??
    nodes.findLast(({ bindings }) => bindings.some((id) => node.bindings.includes(id))) ??
    nodes.findLast(({ name }) => name !== null && name === node.name) ??
    null
  );
}
