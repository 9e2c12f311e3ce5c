import { Tensor } from "../engine/tensor.js";
import type { TopologyTable } from "./topologies.js";
import { beginTrace, traceOf } from "./trace.js";

/** One tensor can be bound to new names in a loop for ever; it keeps the first ones. */
const mostNames = 32;

/** Keeps for each tensor the ids of the names that the script bound it to, in order. */
export function bindName(topologies: TopologyTable, binding: number, value: unknown): void {
  if (!(value instanceof Tensor)) return;
  const trace = traceOf(value) ?? beginTrace(value, 0);
  if (trace.bindings.includes(binding) || trace.bindings.length === mostNames) return;
  trace.bindings = [...trace.bindings, binding];
  if (trace.topology) topologies.bind(trace.topology, trace.position, binding);
}
