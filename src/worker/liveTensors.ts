import { Tensor } from "../engine/tensor.js";
import { traceOf } from "./trace.js";

const most = 5;

/** What takes less than this part of the largest group is not worth a word. */
const notable = 0.01;

/** Where the runner's inspector finds what it needs to ask for the largest live tensors when the memory runs out. */
export const liveTensors = { prototype: Tensor.prototype, largest };

/** Tensors of one shape that were made at one place. */
interface LiveGroup {
  bytes: number;
  count: number;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly site: number;
  readonly bindings: readonly number[];
}

/** The groups that take most memory. A storage counts once, for the first tensor that shows it. */
function largest(tensors: readonly Tensor[]): readonly LiveGroup[] {
  const groups = new Map<string, LiveGroup>();
  const seen = new Set<object>();
  for (const tensor of tensors) {
    const { storage, shape, dtype } = tensor;
    if (!storage || seen.has(storage)) continue;
    seen.add(storage);
    const { site = 0, bindings = [] } = traceOf(tensor) ?? {};
    const key = `${String(site)} ${dtype.name} ${String(shape)}`;
    const group = groups.get(key) ?? { bytes: 0, count: 0, shape, dtype: dtype.name, site, bindings };
    groups.set(key, group);
    group.bytes += storage.byteLength;
    group.count++;
  }
  const sorted = [...groups.values()].sort((a, b) => b.bytes - a.bytes);
  return sorted.filter(({ bytes }) => bytes >= notable * sorted[0]!.bytes).slice(0, most);
}
