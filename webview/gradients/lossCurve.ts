import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { BackwardSite, Series } from "../../src/protocol/api.js";
import type { Store } from "../store.js";
import { firstPassOf, type Notch, notchesOf } from "./notches.js";
import { rereading } from "./rereading.js";

/** The loss over all passes that there were when it was read. */
export interface LossCurve {
  readonly run: number;
  readonly total: number;
  /** Of all passes, wherever backward was called. */
  readonly series: Series;
  /** What is drawn: a line for each place that called backward, since their losses have nothing to do with each other. */
  readonly lines: readonly CallLine[];
  readonly notches: readonly Notch[];
  /** The first pass in which something is wrong, if there is one. */
  readonly firstFinding: number | null;
}

export interface CallLine {
  /** Its place in `RunState.calls`. */
  readonly call: number;
  readonly series: Series;
}

/** More lines than this are no picture: those of the places with the fewest passes are left out. */
export const mostLines = 6;

const points = 512;

/** Reads the loss over all passes anew as they become more, at most ten times a second. */
export function createLossCurve(
  store: Pick<Store, "state" | "lossSeries" | "report">,
): ReadonlySignal<LossCurve | null> {
  const curve = signal<LossCurve | null>(null);
  let last: Answered | null = null;
  const readUntilCurrent = rereading({
    next: () => outdated(store, last),
    async read(wanted) {
      // What is refused is not asked for again before there are more passes.
      last = wanted;
      curve.value = await readCurve(wanted, curve.peek(), store.lossSeries);
    },
    report: store.report,
    leastMsBetweenReads: 100,
  });
  effect(() => {
    if (store.state.value !== null) readUntilCurrent();
  });
  return curve;
}

type Answered = Pick<LossCurve, "run" | "total">;

interface Wanted extends Answered {
  readonly calls: readonly BackwardSite[];
}

function outdated({ state }: Pick<Store, "state">, last: Answered | null): Wanted | null {
  const run = state.peek()?.run;
  if (!run || run.state.passesTotal === 0) return null;
  const [number, total] = [run.number, run.state.passesTotal];
  return last?.run === number && last.total === total ? null : { run: number, total, calls: run.state.calls };
}

async function readCurve(
  { run, total, calls }: Wanted,
  before: LossCurve | null,
  lossSeries: Store["lossSeries"],
): Promise<LossCurve> {
  const series = await lossSeries(0, total, points, null);
  const lines =
    calls.length < 2
      ? [{ call: 0, series }]
      : await Promise.all(
          mostCalled(calls).map(async (call) => ({ call, series: await lossSeries(0, total, points, call) })),
        );
  const notches = notchesOf(series, total);
  const known = before?.run === run ? before.firstFinding : null;
  const firstFinding = known ?? (notches[0] === undefined ? null : await firstPassOf(notches[0], lossSeries));
  return { run, total, series, lines, notches, firstFinding };
}

function mostCalled(calls: readonly BackwardSite[]): readonly number[] {
  const places = calls.map((_, call) => call).sort((a, b) => calls[b]!.passes - calls[a]!.passes);
  return places.slice(0, mostLines).sort((a, b) => a - b);
}
