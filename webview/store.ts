import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { NormSeries, Pass, Series, Topology } from "../src/protocol/api.js";
import { connect, type Port, serve } from "../src/protocol/rpc.js";
import { runReplaced } from "../src/protocol/runReplaced.js";
import type { ViewApi, ViewCommand, ViewHostApi, ViewState } from "../src/protocol/view.js";
import { readAnswer } from "./answers.js";
import { createReader, type Shown } from "./reader.js";
import { onFrame } from "./ui/onFrame.js";
import { createWish } from "./wish.js";

/** What a webview knows and can ask for. It owns nothing: all of it follows from the extension's state. */
export interface Store {
  /** Null until the extension has answered. What the person chooses is in it at once. */
  readonly state: ReadonlySignal<ViewState | null>;
  /** The selected pass; the one before it until it has been read. */
  readonly shown: ReadonlySignal<Shown | null>;
  /** What the extension refused or could not do, last. */
  readonly problem: ReadonlySignal<string | null>;
  /** Makes a problem of what an answer was refused with, unless it is about a run that is no longer there. */
  report(error: unknown): void;
  lossSeries(from: number, to: number, points: number, call: number | null): Promise<Series>;
  gradientNorms(topology: number, points: number): Promise<NormSeries>;
  selectPass(index: number): void;
  /** Selects the pass so many further on; stays within the passes that there are. */
  stepPass(by: number): void;
  selectNode(node: number | null): void;
  revealSource(node: number): void;
  command(name: ViewCommand): void;
}

export function createStore(port: Port): Store {
  const { remote } = connect<ViewHostApi>(port);
  const problem = signal<string | null>(null);
  const report = (error: unknown): void => {
    if (error instanceof Error && error.name === runReplaced) return;
    problem.value = error instanceof Error ? error.message : String(error);
  };
  const attempt = (promise: Promise<unknown>): void => {
    problem.value = null;
    promise.catch(report);
  };
  const passWish = createWish((index: number) => remote.selectPass(index), report);
  const nodeWish = createWish((node: number | null) => remote.selectNode(node), report);

  const received = signal<ViewState | null>(null);
  let latest: ViewState | null = null;
  const receive = onFrame(() => {
    received.value = latest;
    passWish.stateArrived();
    nodeWish.stateArrived();
  });
  const changed = async (state: ViewState): Promise<void> => {
    latest = readAnswer.viewState(state);
    receive();
  };
  serve<ViewApi>(port, { changed });
  remote.ready().then(changed).catch(report);

  const state = computed((): ViewState | null => {
    const now = received.value;
    if (now === null) return null;
    const total = now.run?.state.passesTotal ?? 0;
    const pass = passWish.value.value;
    const node = nodeWish.value.value;
    return {
      ...now,
      pass: pass !== null && pass.wanted < total ? pass.wanted : now.pass,
      node: node === null ? now.node : node.wanted,
    };
  });
  const reader = createReader(
    {
      readPass: async (index): Promise<Pass> => readAnswer.pass(await remote.readPass(index)),
      readTopology: async (id): Promise<Topology | null> => readAnswer.topology(await remote.readTopology(id)),
    },
    report,
  );
  effect(() => reader.want(state.value));

  const selectPass = (index: number): void => passWish.want(index);
  return {
    state,
    shown: reader.shown,
    problem,
    report,
    lossSeries: async (...of) => readAnswer.series(await remote.lossSeries(...of)),
    gradientNorms: async (topology, points) => readAnswer.normSeries(await remote.gradientNorms(topology, points)),
    selectPass,
    stepPass(by) {
      const now = state.peek();
      if (now === null || now.pass === null || now.run === null) return;
      const next = Math.min(now.run.state.passesTotal - 1, Math.max(0, now.pass + by));
      if (next !== now.pass) selectPass(next);
    },
    selectNode: (node) => nodeWish.want(node),
    revealSource: (node) => attempt(remote.revealSource(node)),
    command: (name) => attempt(remote.command(name)),
  };
}
