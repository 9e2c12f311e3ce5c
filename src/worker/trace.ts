import type { Tensor } from "../engine/tensor.js";
import type { KnownTopology } from "./topologies.js";

/** What the recorder knows of a tensor, kept in the tensor's own slot: a map from tensors costs ten times as much. */
export interface Trace {
  readonly site: number;
  /** The ids of the names that it was bound to, in order. */
  bindings: readonly number[];
  /** The path of the module whose forward made it. */
  readonly module: string | null;
  /** A parameter's path in its model. */
  path: string | null;
  /** The topology that it was last recorded in, and its position there. */
  topology: KnownTopology | null;
  position: number;
}

const noBindings: readonly number[] = [];

export function traceOf(tensor: Tensor): Trace | null {
  return tensor.observed as Trace | null;
}

export function beginTrace(tensor: Tensor, site: number, module: string | null = null): Trace {
  const trace: Trace = { site, bindings: noBindings, module, path: null, topology: null, position: 0 };
  tensor.observed = trace;
  return trace;
}
