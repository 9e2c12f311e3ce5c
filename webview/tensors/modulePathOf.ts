import type { TopologyNode } from "../../src/protocol/api.js";

/** Names, joined by points; in a Sequential they are numbers. */
const parameterPath = /^[\p{ID_Continue}$]+(?:\.[\p{ID_Continue}$]+)+$/u;

/** The path of the module that a node belongs to: a parameter by its name, such as "hidden.weight", a result by its maker. */
export function modulePathOf({ name, module, leaf, requires_grad }: TopologyNode): string | null {
  if (!leaf || module !== null) return module;
  return requires_grad && name !== null && parameterPath.test(name) ? name.slice(0, name.lastIndexOf(".")) : null;
}
