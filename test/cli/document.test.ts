import assert from "node:assert/strict";
import type { FullPass, Pass, RecordingApi, RunState, Topology } from "../../src/protocol/api.js";
import { documentText, type RunDocument } from "../../src/cli/document.js";

const state: RunState = {
  phase: "ended",
  file: "/a.ts",
  passesTotal: 20_000,
  lastLoss: null,
  consoleTotal: 3,
  namesVersion: 0,
  calls: [],
  ended: null,
};

const unused = (): never => assert.fail("is not asked");

/** Of every pass with an odd number nothing is left; the others are of two topologies in turn. */
const recording: RecordingApi = {
  readPass: (index) => Promise.resolve(index % 2 === 0 ? fullPass(index) : { kind: "gone", index }),
  readTopology: (id) => Promise.resolve(id === 9 ? null : topology(id)),
  readConsole: (from) =>
    Promise.resolve(
      from === 0
        ? { first: 0, lines: [{ stream: "stdout", text: "first" }], dropped: 0 }
        : { first: 2, lines: [{ stream: "stderr", text: "last" }], dropped: 1 },
    ),
  lossSeries: unused,
  gradientNorms: unused,
  readFile: unused,
};

function fullPass(index: number): FullPass {
  const tensors = [{ node: 1, name: "w", scalars: [2], value: null, grad: null, accumulated: null }];
  return { kind: "full", index, topology: index % 4, loss: -Infinity, failed: false, site: null, tensors };
}

function topology(id: number): Topology {
  return { id, nodes: [] };
}

async function partsOf(total: number, from = recording): Promise<readonly string[]> {
  const ended = { status: "failed", durationMs: 1.7, exitCode: 3, error: null } as const;
  const parts: string[] = [];
  for await (const part of documentText({ ...state, passesTotal: total }, ended, from, { kind: "all" }))
    parts.push(part);
  return parts;
}

describe("the document of --json", () => {
  it("comes in small parts, however long it is", async () => {
    const parts = await partsOf(20_000);
    assert.ok(Math.max(...parts.map(({ length }) => length)) < 1_000);
    const { passes, topologies } = JSON.parse(parts.join("")) as RunDocument;
    assert.deepEqual([passes.length, topologies.length], [5_000, 2]);
  });

  it("has its keys in order, and what JSON cannot say as words", async () => {
    assert.equal(
      (await partsOf(1)).join(""),
      `{"run":{"status":"failed","durationMs":2,"passesTotal":1,"exitCode":3},` +
        `"console":[{"stream":"stdout","text":"first"},{"stream":"stderr","text":"last"}],"consoleDropped":1,` +
        `"topologies":[{"id":0,"nodes":[]}],` +
        `"passes":[{"index":0,"topology":0,"loss":"-Infinity","site":null,` +
        `"tensors":[{"node":1,"name":"w","scalars":[2],"value":null,"grad":null,"accumulated":null}]}],"findings":[]}\n`,
    );
  });

  it("says of a pass that failed or was thinned that it was, also where its topology was dropped", async () => {
    const tensors = [{ node: 4, valueNorm: NaN, gradNorm: null, gradNonFinite: 3 }];
    const thinned: Pass = { kind: "thinned", index: 0, topology: null, loss: 1, failed: true, site: null, tensors };
    const parts = await partsOf(1, { ...recording, readPass: () => Promise.resolve(thinned) });
    assert.ok(
      parts
        .join("")
        .includes(
          `"topologies":[],"passes":[{"index":0,"topology":null,"loss":1,"site":null,"failed":true,"thinned":true,` +
            `"tensors":[{"node":4,"valueNorm":"NaN","gradNorm":null,"gradNonFinite":3}]}]`,
        ),
    );
  });
});
