import { type ReadonlySignal, signal } from "@preact/signals";
import type { Pass, RecordingApi, Topology } from "../src/protocol/api.js";
import type { ViewState } from "../src/protocol/view.js";

/** One pass with its graph, as they belong together. */
export interface Shown {
  readonly run: number;
  readonly pass: Pass;
  /** Null where it was dropped. */
  readonly topology: Topology | null;
}

export interface Reader {
  readonly shown: ReadonlySignal<Shown | null>;
  want(state: ViewState | null): void;
}

const keptPasses = 64;
const keptTopologies = 8;

/**
 * Reads the selected pass, one at a time and always the one selected last, however fast the selection moves. What was
 * read is kept for a while; a new run, or a name bound late, makes it void.
 */
export function createReader(
  recording: Pick<RecordingApi, "readPass" | "readTopology">,
  report: (error: unknown) => void,
): Reader {
  const shown = signal<Shown | null>(null);
  let run: number | null = null;
  let namesVersion = 0;
  let passes = new Map<number, Pass>();
  let topologies = new Map<number, Topology | null>();
  let wanted: number | null = null;
  let isReading = false;

  const readWanted = async (index: number): Promise<void> => {
    const [ofRun, passesOfRun, topologiesOfRun] = [run, passes, topologies];
    const pass = await remember(passesOfRun, keptPasses, index, recording.readPass);
    if (pass.kind === "gone") passesOfRun.delete(index);
    const id = pass.kind === "gone" ? null : pass.topology;
    const topology = id === null ? null : await remember(topologiesOfRun, keptTopologies, id, recording.readTopology);
    if (ofRun !== null && ofRun === run && topologiesOfRun === topologies) shown.value = { run: ofRun, pass, topology };
  };
  const readUntilCurrent = async (): Promise<void> => {
    isReading = true;
    while (wanted !== null) {
      const index = wanted;
      wanted = null;
      try {
        await readWanted(index);
      } catch (error) {
        report(error);
      }
    }
    isReading = false;
  };
  return {
    shown,
    want(state) {
      if (state?.run?.number !== run) {
        run = state?.run?.number ?? null;
        passes = new Map();
        topologies = new Map();
        shown.value = null;
      }
      if (state?.run && state.run.state.namesVersion !== namesVersion) {
        namesVersion = state.run.state.namesVersion;
        topologies = new Map();
      } else if (state?.pass === shown.peek()?.pass.index && !isReading) {
        return;
      }
      wanted = state?.pass ?? null;
      if (wanted !== null && !isReading) void readUntilCurrent();
    },
  };
}

/** The value kept under the key, or else the one read; the one that was needed longest ago makes room. */
async function remember<T>(
  kept: Map<number, T>,
  limit: number,
  key: number,
  read: (key: number) => Promise<T>,
): Promise<T> {
  const value = kept.get(key) ?? (await read(key));
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= limit) break;
    kept.delete(oldest);
  }
  return value;
}
