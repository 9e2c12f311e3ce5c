import fc from "fast-check";
import type { TopologyNode } from "../../../src/protocol/api.js";
import { type Neighbours, neighbours } from "../../../webview/graph/layout/neighbours.js";
import { computed, leaf } from "../fixtures/recordedRun.js";

export interface Edges {
  readonly inputs: Neighbours;
  readonly users: Neighbours;
}

/** Nodes whose ids are their places, and their edges. */
export function edgesOf(nodes: readonly TopologyNode[]): Edges {
  const target = Int32Array.from(nodes.flatMap(({ inputs }, v) => inputs.map(() => v)));
  const source = Int32Array.from(nodes.flatMap(({ inputs }) => inputs));
  return { inputs: neighbours(nodes.length, target, source), users: neighbours(nodes.length, source, target) };
}

/** A node that a module made, told by the places of its inputs. */
export function made(id: number, module: string | null, inputs: readonly number[] = []): TopologyNode {
  const node = inputs.length === 0 ? leaf(id, `t${id}`) : computed(id, "Mul", inputs, null);
  return { ...node, module };
}

const names = ["a", "b", "c"];
const path = fc
  .array(fc.constantFrom(...names), { maxLength: 4 })
  .map((segments) => (segments.length === 0 ? null : segments.join(".")));

/** Any graphs, whose nodes any modules made in any order. */
export const anyGraph = fc
  .array(fc.record({ module: path, inputs: fc.array(fc.nat(), { maxLength: 3 }) }), { minLength: 1, maxLength: 60 })
  .map((drafts) =>
    drafts.map(({ module, inputs }, id) =>
      made(id, module, id === 0 ? [] : [...new Set(inputs.map((input) => input % id))]),
    ),
  );
