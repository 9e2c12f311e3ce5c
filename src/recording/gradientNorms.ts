import type { NormSeries } from "../protocol/api.js";
import { hasNonFiniteGradientAt, isThinnedAt, topologyAt, viewOf } from "../protocol/passHeader.js";
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
    const thin = isThinnedAt(viewOf(bytes), 0) ? bytes : thinPass(topology.nodes, topology.nodes[0]!.id, bytes);
    return decodeThinned(thin);
  });
  const norms = topology.nodes.map((_, node) => byPass.map((tensors) => tensors[node]!.gradNorm ?? NaN));
  const nonFinite = topology.nodes.map((_, node) => byPass.map((tensors) => tensors[node]!.gradNonFinite));
  return { passes, norms, nonFinite };
}

interface KeptPasses {
  readonly indices: readonly number[];
  /** Those of them with a gradient that is not finite. */
  readonly broken: ReadonlySet<number>;
}

function passesOf({ passes }: Recording, id: number): KeptPasses {
  const indices: number[] = [];
  const broken = new Set<number>();
  eachPass(passes, 0, Infinity, (view, at, index) => {
    if (topologyAt(view, at) !== id) return;
    indices.push(index);
    if (hasNonFiniteGradientAt(view, at)) broken.add(index);
  });
  return { indices, broken };
}

/**
 * At most `count` of the passes: the first, the last, and one of each equal stretch between them. That is the first broken
 * one, where there is one: a single NaN in a long run is what a history is looked at for.
 */
function spread({ indices, broken }: KeptPasses, count: number): readonly number[] {
  if (indices.length <= count) return indices;
  if (!(count >= 2)) return indices.slice(0, Math.max(0, count));
  const between = indices.slice(1, -1);
  const startOf = (i: number): number => Math.round((i * between.length) / (count - 2));
  const chosen = Array.from({ length: count - 2 }, (_, i) => {
    const stretch = between.slice(startOf(i), startOf(i + 1));
    return stretch.find((index) => broken.has(index)) ?? stretch[stretch.length >> 1]!;
  });
  return [indices[0]!, ...chosen, indices.at(-1)!];
}
