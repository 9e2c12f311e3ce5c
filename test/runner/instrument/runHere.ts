import vm from "node:vm";
import * as torch from "../../../src/engine/index.js";
import { setObserver } from "../../../src/engine/observer.js";
import type { RecordingApi, RunState } from "../../../src/protocol/api.js";
import type { Batch, Entry } from "../../../src/protocol/entry.js";
import { backwardSites, readFile, readPass, readTopology } from "../../../src/recording/queries.js";
import { emptyRecording } from "../../../src/recording/recording.js";
import { reduce } from "../../../src/recording/reduce.js";
import { instrument } from "../../../src/runner/instrument/instrument.js";
import { compile } from "../../../src/runner/load/compile.js";
import { Recorder } from "../../../src/worker/recorder.js";
import { scriptGlobal } from "../../../src/worker/scriptGlobal.js";
import { TopologyTable } from "../../../src/worker/topologies.js";

export interface RunHere {
  readonly recording: Pick<RecordingApi, "readPass" | "readTopology" | "readFile">;
  readonly state: Pick<RunState, "calls">;
  readonly lastPass: number;
}

/** Instruments and runs a script of several files in this thread; the first is its main file. */
export async function runHere(sources: Readonly<Record<string, string>>): Promise<RunHere> {
  const entries: Entry[] = [];
  const codes = new Map<string, string>();
  let firstId = 1;
  for (const [file, source] of Object.entries(sources)) {
    const instrumented = instrument(source, { file, language: "ts", legacyDecorators: false, firstId });
    const { sites, bindings, watches } = instrumented;
    firstId = instrumented.nextId;
    entries.push({ kind: "file", file, sites, bindings, watches });
    const options = { language: "ts", compilerOptions: {}, format: "commonjs", keepNames: false } as const;
    codes.set(file, (await compile(instrumented.code, options)).code);
  }
  let passes = 0;
  const topologies = new TopologyTable((entry) => void entries.push(entry));
  const writePass = (bytes: Uint8Array): void =>
    void entries.push({ kind: "passes", first: passes++, offsets: Uint32Array.of(0, bytes.length), bytes });
  const __g = scriptGlobal(topologies);
  const modules = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    if (file === "gradlens") return torch;
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const wrapper = vm.runInThisContext(`(function (module, exports, require, __g) {${codes.get(file)!}\n})`) as (
      ...values: unknown[]
    ) => void;
    wrapper(module, module.exports, load, __g);
    return module.exports;
  };
  setObserver(new Recorder({ topologies, writePass, nodeDone: () => undefined }));
  try {
    load(Object.keys(sources)[0]!);
  } finally {
    setObserver(null);
  }
  const recording = entries.reduce((folded, entry) => reduce(folded, [entry] satisfies Batch), emptyRecording(1e9));
  return {
    recording: {
      readPass: async (index) => Promise.resolve(readPass(recording, index)),
      readTopology: async (id) => Promise.resolve(readTopology(recording, id)),
      readFile: async (file) => Promise.resolve(readFile(recording, file)),
    },
    state: { calls: backwardSites(recording) },
    lastPass: passes - 1,
  };
}
