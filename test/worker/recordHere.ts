import { setObserver } from "../../src/engine/observer.js";
import type { BoundEntry, NodeEntry, TopologyEntry } from "../../src/protocol/entry.js";
import { decodeTensors, type PassTensors } from "../../src/protocol/passBytes.js";
import { readHeader, viewOf } from "../../src/protocol/passHeader.js";
import { Recorder } from "../../src/worker/recorder.js";
import { scriptGlobal, type ScriptGlobal } from "../../src/worker/scriptGlobal.js";
import { TopologyTable } from "../../src/worker/topologies.js";

export interface RecordedHere {
  readonly topologies: readonly TopologyEntry[];
  readonly bound: readonly BoundEntry[];
  readonly passes: readonly RecordedPass[];
}

export interface RecordedPass {
  readonly topology: number;
  readonly site: number;
  readonly loss: number | null;
  readonly failed: boolean;
  readonly nodes: readonly (NodeEntry & Omit<PassTensors, "scalars">)[];
}

/** What a script that runs in this thread leaves: `body` gets what an instrumented script calls. */
export function recordHere(body: (global: ScriptGlobal) => void): RecordedHere {
  const topologies: TopologyEntry[] = [];
  const bound: BoundEntry[] = [];
  const written: Uint8Array[] = [];
  const table = new TopologyTable(
    (entry) => void (entry.kind === "topology" ? topologies : bound).push(entry as never),
  );
  setObserver(
    new Recorder({ topologies: table, writePass: (bytes) => void written.push(bytes), nodeDone: () => undefined }),
  );
  try {
    body(scriptGlobal(table));
  } finally {
    setObserver(null);
  }
  const passes = written.map((bytes) => {
    const { topology: id, site, loss, failed } = readHeader(viewOf(bytes));
    const { nodes } = topologies.find((topology) => topology.id === id)!;
    const tensors = decodeTensors(nodes, bytes);
    return { topology: id, site, loss, failed, nodes: nodes.map((node, i) => ({ ...tensors[i]!, ...node })) };
  });
  return { topologies, bound, passes };
}

/** A line for each node of a pass: what made it from what, its shape, its value and its gradient. */
export function shown({ nodes }: RecordedPass): readonly string[] {
  const first = nodes[0]!.id;
  return nodes.map(({ id, op, inputs, shape, value, grad, accumulated }) => {
    const numbers = [value, grad, accumulated].map((summary) =>
      summary?.data ? `[${summary.data.join(" ")}]` : "null",
    );
    const from = inputs.map((input) => String(input - first)).join(" ");
    return `${String(id - first)} = ${op}(${from}) [${shape.join(" ")}]: ${numbers.join(" ")}`;
  });
}
