import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { NormSeries } from "../../src/protocol/api.js";
import type { Store } from "../store.js";
import { rereading } from "./rereading.js";

/** The gradient norms of the shown graph, over the passes that there were when they were read. */
export interface NormCurve {
  readonly run: number;
  readonly topology: number;
  readonly total: number;
  readonly series: NormSeries;
}

export interface NormCurves {
  /** Null until the first answer; it may be of a graph shown before. */
  readonly curve: ReadonlySignal<NormCurve | null>;
  /** Whether there is a place for curves: without one, nothing is asked. */
  readonly isWanted: Signal<boolean>;
}

/** As many as there are to have: a single pass without a finite norm should be among them. */
const mostPoints = 256;
const fewestPoints = 8;
/** Of a graph of many nodes fewer points are read. */
const mostNumbers = 200_000;

/** Reads the norms anew as passes become more, at most twice a second, and not while nobody looks. */
export function createNormCurves(store: Pick<Store, "state" | "shown" | "gradientNorms" | "report">): NormCurves {
  const curve = signal<NormCurve | null>(null);
  const isWanted = signal(false);
  const isVisible = signal(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", () => {
    isVisible.value = document.visibilityState === "visible";
  });
  let last: Answered | null = null;
  const readUntilCurrent = rereading({
    next: () => (isWanted.peek() && isVisible.peek() ? outdated(store, last) : null),
    async read({ points, ...asked }) {
      // What is refused is not asked for again before there are more passes.
      last = asked;
      const series = await store.gradientNorms(asked.topology, points);
      if (store.state.peek()?.run?.number === asked.run) curve.value = { ...asked, series };
    },
    report: store.report,
    leastMsBetweenReads: 500,
  });
  effect(() => {
    void [store.state.value, store.shown.value];
    if (isWanted.value && isVisible.value) readUntilCurrent();
  });
  return { curve, isWanted };
}

type Answered = Omit<NormCurve, "series">;

interface Wanted extends Answered {
  readonly points: number;
}

function outdated({ state, shown }: Pick<Store, "state" | "shown">, last: Answered | null): Wanted | null {
  const run = state.peek()?.run;
  const now = shown.peek();
  if (!run || now === null || now.run !== run.number || now.topology === null) return null;
  const { id: topology, nodes } = now.topology;
  const total = run.state.passesTotal;
  if (last?.run === run.number && last.topology === topology && last.total === total) return null;
  const points = Math.max(fewestPoints, Math.min(mostPoints, Math.floor(mostNumbers / nodes.length)));
  return { run: run.number, topology, total, points };
}
