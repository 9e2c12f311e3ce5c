import type { NormSeries, Pass, RunState } from "../../../src/protocol/api.js";
import { connect, type Port, serve } from "../../../src/protocol/rpc.js";
import type { ViewApi, ViewHostApi, ViewState } from "../../../src/protocol/view.js";
import { nonFiniteAt, type RecordedRun, seriesOf } from "../fixtures/recordedRun.js";

export interface FakeHost {
  /** What the webview asked to have done, in order, such as `selectPass 3`. */
  readonly asked: readonly string[];
  readonly state: ViewState;
  /** How often each method was called. */
  readonly calls: ReadonlyMap<string, number>;
  /** Resolves when the webview has asked for it. */
  heard(what: string): Promise<void>;
  /** Lets passes wait that are asked for from now on, until the function is called that it gives. */
  holdPasses(): () => void;
  /** Refuses to tell norms from now on. */
  refuseNorms(error: Error): void;
  serve(port: Port): void;
  /** Changes the state and tells the webview; resolves when it has taken it. */
  change(parts: Partial<ViewState>): Promise<void>;
  changeRun(parts: Partial<RunState>): Promise<void>;
}

export const nothingRan: ViewState = { trusted: true, script: "chainRule.ts", run: null, pass: null, node: null };

export function stateOf({ file, passes }: RecordedRun, parts: Partial<RunState> = {}): ViewState {
  const last = passes.at(-1);
  const state: RunState = {
    phase: "ended",
    file,
    passesTotal: passes.length,
    lastLoss: last === undefined || last.kind === "gone" ? null : last.loss,
    consoleTotal: 0,
    namesVersion: 0,
    calls: [],
    ended: { status: "completed", durationMs: 42, exitCode: null, error: null },
    ...parts,
  };
  const pass = state.passesTotal === 0 ? null : state.passesTotal - 1;
  return { trusted: true, script: "chainRule.ts", run: { number: 1, state }, pass, node: null };
}

/** A host with a run that has ended. */
export function hostOf(run: RecordedRun): FakeHost {
  return createFakeHost(run, stateOf(run));
}

/** The extension as a webview knows it, with a run that is ready made. */
export function createFakeHost(run: RecordedRun, initial: ViewState): FakeHost {
  const asked: string[] = [];
  const waiting: { readonly what: string; resolve(): void }[] = [];
  const hear = (what: string): void => {
    asked.push(what);
    for (const each of waiting) if (each.what === what) each.resolve();
  };
  const calls = new Map<string, number>();
  let state = initial;
  let view: ViewApi | null = null;
  let passesMayGo = Promise.resolve();
  let refusal: Error | null = null;
  const tell = async (): Promise<void> => view?.changed(state);
  const count = (method: string): void => void calls.set(method, (calls.get(method) ?? 0) + 1);
  const api: ViewHostApi = {
    ready: async () => state,
    readPass: async (index) => {
      count("readPass");
      await passesMayGo;
      return run.passes[index] ?? { kind: "gone", index };
    },
    readTopology: async (id) => {
      count("readTopology");
      return run.topologies[id] ?? null;
    },
    lossSeries: async (from, to, points, call) => {
      count("lossSeries");
      const site = call === null ? null : (state.run?.state.calls[call]?.site ?? null);
      return seriesOf(run.passes, from, to, points, site);
    },
    gradientNorms: async (id, points) => {
      count("gradientNorms");
      if (refusal !== null) throw refusal;
      return normsOf(run, id, state.run?.state.passesTotal ?? 0, points);
    },
    selectPass: async (pass) => {
      hear(`selectPass ${pass}`);
      state = { ...state, pass };
      void tell();
    },
    selectNode: async (node) => {
      hear(`selectNode ${node}`);
      state = { ...state, node };
      void tell();
    },
    revealSource: async (node) => hear(`revealSource ${node}`),
    command: async (name) => hear(name),
  };
  return {
    asked,
    calls,
    get state() {
      return state;
    },
    heard: (what) =>
      asked.includes(what) ? Promise.resolve() : new Promise((resolve) => waiting.push({ what, resolve })),
    holdPasses() {
      let release = (): void => undefined;
      passesMayGo = new Promise((resolve) => (release = resolve));
      return () => release();
    },
    refuseNorms(error) {
      refusal = error;
    },
    serve(port) {
      view = connect<ViewApi>(port).remote;
      serve<ViewHostApi>(port, api);
    },
    change(parts) {
      state = { ...state, ...parts };
      return tell();
    },
    changeRun(parts) {
      if (state.run === null) throw new Error("There is no run to change.");
      state = { ...state, run: { ...state.run, state: { ...state.run.state, ...parts } } };
      return tell();
    },
  };
}

/** Over the passes that there are, at so many of them. */
function normsOf({ passes: all, topologies }: RecordedRun, id: number, total: number, points: number): NormSeries {
  const kept = all.slice(0, total).filter((pass) => pass.kind !== "gone" && pass.topology === id);
  const count = Math.min(points, kept.length);
  const passes = Array.from(
    { length: count },
    (_, i) => kept[Math.round((i * (kept.length - 1)) / Math.max(1, count - 1))]!,
  );
  const normAt = (pass: Pass, i: number): number => {
    if (pass.kind === "full") return pass.tensors[i]?.grad?.norm ?? NaN;
    return pass.kind === "thinned" ? (pass.tensors[i]?.gradNorm ?? NaN) : NaN;
  };
  const norms = topologies[id]?.nodes.map((_, i) => passes.map((pass) => normAt(pass, i))) ?? [];
  const nonFinite = topologies[id]?.nodes.map((_, i) => passes.map((pass) => nonFiniteAt(pass, i))) ?? [];
  return { passes: passes.map(({ index }) => index), norms, nonFinite };
}
