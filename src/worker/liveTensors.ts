import { Tensor } from "../engine/tensor.js";
import { traceOf } from "./trace.js";

const most = 5;

/** Where the runner's inspector finds what it needs to ask for the largest live tensors when the memory runs out. */
export const liveTensors = { prototype: Tensor.prototype, largest };

/** The tensors with the largest storages, each storage once. */
function largest(tensors: readonly Tensor[]): readonly object[] {
  const bySize = tensors
    .filter((tensor) => tensor.storage !== undefined)
    .sort((a, b) => b.storage.byteLength - a.storage.byteLength || named(b) - named(a));
  const seen = new Set<object>();
  const found: object[] = [];
  for (const { storage, shape, dtype, trace } of bySize) {
    if (seen.has(storage) || found.length === most) continue;
    seen.add(storage);
    const { site = 0, bindings = [] } = (trace ?? {}) as { site?: number; bindings?: readonly number[] };
    found.push({ bytes: storage.byteLength, shape, dtype: dtype.name, site, bindings });
  }
  return found;
}

function named(tensor: Tensor): number {
  return traceOf(tensor)?.bindings.length ?? 0;
}
