import type { Batch, BoundEntry, ConsoleEntry, PassesEntry, TopologyEntry } from "../protocol/entry.js";
import { hasFailedAt, lossAt, siteAt, topologyAt, viewOf } from "../protocol/passHeader.js";
import { topologyLimits } from "../protocol/topologyLimits.js";
import { keepWithin, thinPassesOf, type Topologies } from "./budget.js";
import { appendLines } from "./consoleStore.js";
import { appendPasses } from "./passes.js";
import type { BackwardCalls, Recording } from "./recording.js";

const limits = topologyLimits.recording;

/** What is left of the topologies when there are too many: dropping them goes through all passes, so it is not done often. */
const keptPart = 0.9;

/** The recording with a batch more. Pure: the recording that went in is as it was. */
export function reduce(recording: Recording, batch: Batch): Recording {
  const topologies = new Map(recording.topologies);
  const calls = new Map(recording.calls);
  const lines: ConsoleEntry[] = [];
  let { files, passes, lastLoss, namesVersion, ended } = recording;
  for (const entry of batch) {
    switch (entry.kind) {
      case "file":
        files = [...files, entry];
        break;
      case "topology":
        topologies.set(entry.id, entry);
        if (exceed(topologies, 1)) passes = thinPassesOf(dropOldest(topologies), passes);
        break;
      case "passes":
        lastLoss = countCalls(calls, topologies, entry, lastLoss);
        passes = keepWithin(recording.budget, appendPasses(passes, entry), topologies);
        break;
      case "bound":
        bind(topologies, entry);
        namesVersion++;
        break;
      case "console":
        lines.push(entry);
        break;
      case "ended":
        ended = entry;
        break;
      default:
        entry satisfies never;
    }
  }
  const console = appendLines(recording.console, lines);
  return { budget: recording.budget, files, topologies, passes, console, calls, lastLoss, namesVersion, ended };
}

/** Whether these are more than a part of what may be kept; a single one is always kept. */
function exceed(topologies: Topologies, part: number): boolean {
  if (topologies.size > part * limits.topologies) return true;
  let nodes = 0;
  for (const topology of topologies.values()) nodes += topology.nodes.length;
  return nodes > part * limits.nodes && topologies.size > 1;
}

/** Removes the topologies that were used longest ago and returns them. */
function dropOldest(topologies: Map<number, TopologyEntry>): Topologies {
  const dropped = new Map<number, TopologyEntry>();
  for (const [id, topology] of topologies) {
    if (!exceed(topologies, keptPart)) break;
    topologies.delete(id);
    dropped.set(id, topology);
  }
  return dropped;
}

/** Of the passes of one site in an entry: how many, how many of them failed, and which was the last. */
interface Tally {
  count: number;
  failed: number;
  last: number;
  /** Where the last one begins that did not fail; −1: none. */
  lastDone: number;
}

/** Counts the passes at the sites that called backward, and marks their topologies as used. Returns the last loss. */
function countCalls(
  calls: Map<number, BackwardCalls>,
  topologies: Map<number, TopologyEntry>,
  { first, offsets, bytes }: PassesEntry,
  lastLoss: number | null,
): number | null {
  const view = viewOf(bytes);
  const used = new Set<number>();
  const tallies = new Map<number, Tally>();
  let lastDone = -1;
  for (let i = 0; i + 1 < offsets.length; i++) {
    const at = offsets[i]!;
    const site = siteAt(view, at);
    const tally = tallies.get(site) ?? { count: 0, failed: 0, last: 0, lastDone: -1 };
    tallies.set(site, tally);
    tally.count++;
    tally.last = i;
    if (hasFailedAt(view, at)) tally.failed++;
    else tally.lastDone = lastDone = at;
    used.add(topologyAt(view, at));
  }
  const lossOr = (at: number, before: number | null): number | null => (at < 0 ? before : lossAt(view, at));
  for (const [site, tally] of tallies) {
    const known = calls.get(site) ?? { passes: 0, failed: 0, lastLoss: null };
    calls.set(site, {
      passes: known.passes + tally.count,
      failed: known.failed + tally.failed,
      lastPass: first + tally.last,
      lastLoss: lossOr(tally.lastDone, known.lastLoss),
    });
  }
  for (const id of used) {
    const topology = topologies.get(id);
    if (!topology) continue;
    topologies.delete(id);
    topologies.set(id, topology);
  }
  return lossOr(lastDone, lastLoss);
}

function bind(topologies: Map<number, TopologyEntry>, { topology: id, node, binding, holds }: BoundEntry): void {
  const topology = topologies.get(id);
  const first = topology?.nodes[0]?.id;
  if (!topology || first === undefined) return;
  if (node === null) {
    topologies.set(id, { ...topology, holders: { ...topology.holders, [binding]: null } });
    return;
  }
  const bound = topology.nodes[node - first];
  if (!bound) return;
  const isKnown = bound.bindings.includes(binding);
  const nodes = isKnown
    ? topology.nodes
    : topology.nodes.with(node - first, { ...bound, bindings: [...bound.bindings, binding] });
  const holder = holds ? node : holderOf(topology, binding);
  topologies.set(id, { ...topology, nodes, holders: { ...topology.holders, [binding]: holder } });
}

function holderOf({ nodes, holders }: TopologyEntry, binding: number): number | null {
  const known = holders?.[binding];
  return known === undefined ? (nodes.findLast(({ bindings }) => bindings.includes(binding))?.id ?? null) : known;
}
