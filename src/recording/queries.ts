import type { BackwardSite, Pass, PassTensor, RecordedFile, Series, Topology, TopologyNode } from "../protocol/api.js";
import type { BindingKind, NodeEntry, TopologyEntry } from "../protocol/entry.js";
import { decodeTensors } from "../protocol/passBytes.js";
import { hasFailedAt, hasNonFiniteGradientAt, lossAt, readHeader, siteAt, viewOf } from "../protocol/passHeader.js";
import { decodeThinned } from "../protocol/thinnedPass.js";
import { eachPass, findPass } from "./passes.js";
import type { Recording } from "./recording.js";
import { bindingOf, siteOf } from "./sources.js";

export function readPass(recording: Recording, index: number): Pass {
  const bytes = findPass(recording.passes, index);
  if (!bytes) return { kind: "gone", index };
  const header = readHeader(viewOf(bytes));
  const { loss, failed } = header;
  const topology = recording.topologies.get(header.topology);
  const head = { index, topology: topology?.id ?? null, loss, failed, site: siteOf(recording, header.site) };
  if (header.thinned || !topology) {
    return { kind: "thinned", ...head, tensors: header.thinned ? decodeThinned(bytes) : [] };
  }
  return { kind: "full", ...head, tensors: passTensors(recording, topology, bytes) };
}

export function readTopology(recording: Recording, id: number): Topology | null {
  const topology = recording.topologies.get(id);
  return topology ? { id, nodes: topology.nodes.map((node) => shownNode(recording, topology, node)) } : null;
}

const mostPoints = 4_096;

export function lossSeries(
  recording: Recording,
  from: number,
  to: number,
  points: number,
  call: number | null = null,
): Series {
  const site = call === null ? null : (knownCalls(recording)[call]?.[0] ?? NaN);
  const start = Math.max(0, Math.ceil(from));
  const last = Math.min(Math.ceil(to), recording.passes.total);
  const count = Math.floor(Math.min(points, mostPoints, last - start));
  if (!(count > 0)) return { first: [], min: [], max: [], nonFinite: [], nonFiniteGradients: [], failed: [] };
  const first = Array.from({ length: count }, (_, i) => start + Math.ceil((i * (last - start)) / count));
  const min = Array<number>(count).fill(NaN);
  const max = Array<number>(count).fill(NaN);
  const nonFinite = Array<number>(count).fill(0);
  const nonFiniteGradients = Array<number>(count).fill(0);
  const failed = Array<number>(count).fill(0);
  eachPass(recording.passes, start, last, (view, at, index) => {
    if (site !== null && siteAt(view, at) !== site) return;
    const i = Math.floor(((index - start) * count) / (last - start));
    if (hasNonFiniteGradientAt(view, at)) nonFiniteGradients[i]!++;
    if (hasFailedAt(view, at)) {
      failed[i]!++;
      return;
    }
    const loss = lossAt(view, at);
    if (loss === null) return;
    if (!Number.isFinite(loss)) nonFinite[i]!++;
    else {
      min[i] = loss < min[i]! || Number.isNaN(min[i]) ? loss : min[i]!;
      max[i] = loss > max[i]! || Number.isNaN(max[i]) ? loss : max[i]!;
    }
  });
  return { first, min, max, nonFinite, nonFiniteGradients, failed };
}

export function readFile(recording: Recording, file: string): RecordedFile | null {
  const entries = recording.files.filter((entry) => entry.file === file);
  if (entries.length === 0) return null;
  const bindings = entries.flatMap((entry) => entry.bindings);
  return { file, bindings, watches: entries.flatMap((entry) => entry.watches) };
}

export function backwardSites(recording: Recording): readonly BackwardSite[] {
  return knownCalls(recording).map(([, call]) => call);
}

/** The places that called backward, each with its id; the order in which they first did stays. */
function knownCalls(recording: Recording): readonly (readonly [number, BackwardSite])[] {
  return [...recording.calls].flatMap(([id, calls]) => {
    const site = siteOf(recording, id);
    return site ? [[id, { site, ...calls }] as const] : [];
  });
}

function shownNode(recording: Recording, { holders = {} }: TopologyEntry, node: NodeEntry): TopologyNode {
  const { id, op, inputs, attributes, shape, dtype, requires_grad, module } = node;
  const bindings = node.bindings.filter((binding) => {
    const holder = holders[binding];
    return holder === undefined || holder === id;
  });
  const [name = null, ...aliases] = namesOf(recording, node);
  const leaf = op === "AccumulateGrad" || op === "input";
  const site = siteOf(recording, node.site);
  return { id, op, inputs, attributes, name, aliases, shape, dtype, leaf, requires_grad, module, site, bindings };
}

/** Of a tensor's names the first of the lowest rank is shown. What is only read or watched is the name of no tensor. */
const ranks = {
  variable: 0,
  field: 0,
  property: 0,
  destructured: 0,
  element: 1,
  loop: 2,
  parameter: 3,
  use: null,
  watch: null,
} as const satisfies Record<BindingKind, number | null>;

/** The parameter's path, then the names it was bound to. */
export function namesOf(
  recording: Recording,
  { path, bindings }: Pick<NodeEntry, "path" | "bindings">,
): readonly string[] {
  const bound = bindings.flatMap((id) => {
    const binding = bindingOf(recording, id);
    const rank = binding && ranks[binding.kind];
    return binding === null || rank === null ? [] : [{ name: binding.name, rank }];
  });
  bound.sort((a, b) => a.rank - b.rank);
  return [...new Set([...(path === null ? [] : [path]), ...bound.map(({ name }) => name)])];
}

function passTensors(recording: Recording, { nodes }: TopologyEntry, bytes: Uint8Array): readonly PassTensor[] {
  return decodeTensors(nodes, bytes).map(({ scalars, value, grad, accumulated }, i) => {
    const node = nodes[i]!;
    const tensor = { node: node.id, name: namesOf(recording, node)[0] ?? null, scalars, value, grad };
    return node.op === "AccumulateGrad" || accumulated ? { ...tensor, accumulated } : tensor;
  });
}
