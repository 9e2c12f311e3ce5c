import type {
  Pass,
  PassTensor,
  RecordedFile,
  RecordingApi,
  RunEnd,
  RunState,
  Topology,
  TopologyNode,
} from "../../src/protocol/api.js";
import type { Site } from "../../src/protocol/site.js";
import { statistics, type Summary } from "../../src/protocol/summary.js";

// The recording of this script:
//     const x = torch.tensor(2, { requires_grad: true });
//     const y = torch.tensor([3, 4]);
//     const z = x.mul(y);
//     const loss = z.sum();
//     loss.backward();
export const sampleFile = "/scripts/sample.ts";

export function site(line: number, column: number, length: number): Site {
  return { file: sampleFile, line, column, endLine: line, endColumn: column + length };
}

export function summary(shape: readonly number[], data: readonly number[]): Summary {
  return { shape, ...statistics(data), data };
}

export const x: TopologyNode = {
  id: 0,
  op: "AccumulateGrad",
  inputs: [],
  attributes: {},
  name: "x",
  aliases: [],
  shape: [],
  dtype: "float32",
  leaf: true,
  requires_grad: true,
  module: null,
  site: site(1, 11, 40),
  bindings: [10],
};

export const y: TopologyNode = {
  ...x,
  id: 1,
  op: "input",
  name: "y",
  shape: [2],
  requires_grad: false,
  site: site(2, 11, 20),
  bindings: [11],
};

export const z: TopologyNode = {
  ...x,
  id: 2,
  op: "MulBackward0",
  inputs: [0, 1],
  name: "z",
  shape: [2],
  leaf: false,
  site: site(3, 11, 8),
  bindings: [12],
};

export const loss: TopologyNode = {
  ...x,
  id: 3,
  op: "SumBackward0",
  inputs: [2],
  name: "loss",
  leaf: false,
  site: site(4, 14, 7),
  bindings: [13],
};

export const sampleTopology: Topology = { id: 7, nodes: [x, y, z, loss] };

export const sampleTensors: readonly PassTensor[] = [
  { node: 0, name: "x", scalars: [], value: summary([], [2]), grad: summary([], [7]), accumulated: summary([], [7]) },
  { node: 1, name: "y", scalars: [], value: summary([2], [3, 4]), grad: null },
  { node: 2, name: "z", scalars: [], value: summary([2], [6, 8]), grad: summary([2], [1, 1]) },
  { node: 3, name: "loss", scalars: [], value: summary([], [14]), grad: summary([], [1]) },
];

export function samplePass(index: number) {
  return {
    kind: "full",
    index,
    topology: sampleTopology.id,
    loss: 14,
    failed: false,
    site: site(5, 1, 15),
    tensors: sampleTensors,
  } as const satisfies Pass;
}

const binding = (id: number, name: string, ...uses: readonly Site[]) =>
  ({ id, name, kind: "variable", range: uses[0]!, uses }) as const;

export const sampleSource: RecordedFile = {
  file: sampleFile,
  bindings: [
    binding(10, "x", site(1, 7, 1), site(3, 11, 1)),
    binding(11, "y", site(2, 7, 1), site(3, 17, 1)),
    binding(12, "z", site(3, 7, 1), site(4, 14, 1)),
    binding(13, "loss", site(4, 7, 4), site(5, 1, 4)),
  ],
  watches: [],
};

export function sampleState(passesTotal: number, ended: RunEnd | null = null): RunState {
  const calls =
    passesTotal === 0
      ? []
      : [{ site: site(5, 1, 15), passes: passesTotal, failed: 0, lastPass: passesTotal - 1, lastLoss: 14 }];
  return {
    phase: ended === null ? "running" : "ended",
    file: sampleFile,
    passesTotal,
    lastLoss: passesTotal === 0 ? null : 14,
    consoleTotal: 0,
    namesVersion: 0,
    calls,
    ended,
  };
}

export const completed: RunEnd = { status: "completed", durationMs: 1234, exitCode: 0, error: null };

/** A recording that answers from the sample and counts the questions. */
export class SampleRecording implements RecordingApi {
  readonly asked: string[] = [];
  passesTotal = 3;
  topologies: readonly Topology[] = [sampleTopology];
  topologyOf = (_pass: number): number => sampleTopology.id;

  async readPass(index: number): Promise<Pass> {
    this.asked.push(`pass ${index}`);
    if (index >= this.passesTotal) return { kind: "gone", index };
    return { ...samplePass(index), topology: this.topologyOf(index) };
  }

  async readTopology(id: number): Promise<Topology | null> {
    this.asked.push(`topology ${id}`);
    return this.topologies.find((topology) => topology.id === id) ?? null;
  }

  async readFile(file: string): Promise<RecordedFile | null> {
    this.asked.push(`file ${file}`);
    return file === sampleFile ? sampleSource : null;
  }

  async lossSeries() {
    return { first: [0], min: [14], max: [14], nonFinite: [0], nonFiniteGradients: [0], failed: [0] };
  }

  async gradientNorms() {
    return { passes: [], norms: [], nonFinite: [] };
  }

  async readConsole(from: number) {
    return { first: from, lines: [], dropped: 0 };
  }
}
