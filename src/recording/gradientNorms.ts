import type { NormSeries } from "../protocol/api.js";
import { isThinnedAt, topologyAt } from "../protocol/passHeader.js";
import { decodeThinned, thinPass } from "../protocol/thinnedPass.js";
import { eachPass, findPass } from "./passes.js";
import type { Recording } from "./recording.js";

const mostPoints = 256;

/** The gradient norms of a topology's nodes at evenly spread passes of it, and how many entries they leave out. */
export function gradientNorms(recording: Recording, id: number, points: number): NormSeries {
  const topology = recording.topologies.get(id);
  if (!topology) return { passes: [], norms: [], nonFinite: [] };
  const passes = spread(passesOf(recording, id), Math.floor(Math.min(points, mostPoints)));
  const byPass = passes.map((index) => {
    const bytes = findPass(recording.passes, index)!;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const thin = isThinnedAt(view, 0) ? bytes : thinPass(topology.nodes, topology.nodes[0]!.id, bytes);
    return decodeThinned(thin);
  });
  const norms = topology.nodes.map((_, node) => byPass.map((tensors) => tensors[node]!.gradNorm ?? NaN));
  const nonFinite = topology.nodes.map((_, node) => byPass.map((tensors) => tensors[node]!.gradNonFinite));
  return { passes, norms, nonFinite };
}

function passesOf({ passes }: Recording, id: number): readonly number[] {
  const found: number[] = [];
  eachPass(passes, 0, Infinity, (view, at, index) => {
    if (topologyAt(view, at) === id) found.push(index);
  });
  return found;
}

/** At most `count` of the numbers, evenly spread, the first and the last among them. */
function spread(numbers: readonly number[], count: number): readonly number[] {
  if (numbers.length <= count) return numbers;
  if (count < 2) return numbers.slice(0, Math.max(0, count));
  return Array.from({ length: count }, (_, i) => numbers[Math.round((i * (numbers.length - 1)) / (count - 1))]!);
}
