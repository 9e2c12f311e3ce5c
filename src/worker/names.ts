import { Tensor } from "../engine/tensor.js";
import type { TopologyTable } from "./topologies.js";
import { beginTrace, type Trace, traceOf } from "./trace.js";

/** One tensor can be bound to new names in a loop for ever; it keeps the first ones. */
const mostNames = 32;

/** By binding. A trace keeps no tensor alive. */
const last: Trace[] = [];

/** What a name was bound to last. */
export function lastBound(binding: number): Trace | undefined {
  return last[binding];
}

/** Keeps for each tensor the ids of the names that the script bound it to, in order. */
export function bindName(topologies: TopologyTable, binding: number, value: unknown): void {
  if (!(value instanceof Tensor)) return;
  const trace = traceOf(value) ?? beginTrace(value, 0);
  last[binding] = trace;
  if (trace.bindings.includes(binding) || trace.bindings.length === mostNames) return;
  trace.bindings = [...trace.bindings, binding];
  if (trace.topology) topologies.bind(trace.topology, trace.position, binding);
}
