import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Series } from "../../src/protocol/api.js";
import type { Store } from "../store.js";

/** The loss over all passes that there were when it was read. */
export interface LossCurve {
  readonly run: number;
  readonly total: number;
  readonly series: Series;
}

const points = 512;
const leastMsBetweenReads = 100;

/** Reads the loss over all passes anew as they become more: one question at a time, at most ten a second. */
export function createLossCurve(store: Pick<Store, "state" | "lossSeries">): ReadonlySignal<LossCurve | null> {
  const curve = signal<LossCurve | null>(null);
  let isBusy = false;
  const readUntilCurrent = async (): Promise<void> => {
    isBusy = true;
    for (let wanted = outdated(store, curve.peek()); wanted !== null; wanted = outdated(store, curve.peek())) {
      const { run, total } = wanted;
      const pause = new Promise((resolve) => setTimeout(resolve, leastMsBetweenReads));
      // If the run was replaced meanwhile there is no answer, and the next one is asked for.
      const series = await store.lossSeries(0, total, points, null).catch(() => null);
      if (series !== null) curve.value = { run, total, series };
      await pause;
    }
    isBusy = false;
  };
  effect(() => {
    if (store.state.value !== null && !isBusy) void readUntilCurrent();
  });
  return curve;
}

function outdated(
  { state }: Pick<Store, "state">,
  curve: LossCurve | null,
): { readonly run: number; readonly total: number } | null {
  const run = state.peek()?.run;
  if (!run || run.state.passesTotal === 0) return null;
  const [number, total] = [run.number, run.state.passesTotal];
  return curve?.run === number && curve.total === total ? null : { run: number, total };
}
