import type { CDPSession } from "playwright-core";

/** A stretch of time by the window's clock, in ms. */
export interface Stretch {
  readonly at: number;
  readonly ms: number;
}

export interface Profiler {
  /** The functions in which most time went during the stretches, in ms. */
  stop(stretches: readonly Stretch[]): Promise<readonly string[]>;
}

/** Profiles a window with its webviews: they share one thread where the browser gives them one process. */
export async function startProfiler(session: CDPSession): Promise<Profiler> {
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 1000 });
  await session.send("Profiler.start");
  return {
    async stop(stretches) {
      const offset = await clockOffset(session);
      const { profile } = await session.send("Profiler.stop");
      const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
      const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
      const self = new Map<string, number>();
      const total = new Map<string, number>();
      let time = profile.startTime / 1000 + offset;
      for (const [i, id] of (profile.samples ?? []).entries()) {
        const ms = (profile.timeDeltas?.[i] ?? 0) / 1000;
        time += ms;
        if (!stretches.some((each) => time >= each.at && time <= each.at + each.ms)) continue;
        add(self, names.get(id)!, ms);
        const stack = new Set<string>();
        for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) stack.add(names.get(at)!);
        for (const name of stack) add(total, name, ms);
      }
      return ["by themselves:", ...most(self), "with what they call:", ...most(total)];
    },
  };
}

function nameOf({ functionName, url, lineNumber }: { functionName: string; url: string; lineNumber: number }): string {
  const file = url.replace(/\?.*/, "").replace(/^.*\//, "");
  return `${functionName || "(anonymous)"} ${file}:${lineNumber + 1}`;
}

function add(times: Map<string, number>, name: string, ms: number): void {
  times.set(name, (times.get(name) ?? 0) + ms);
}

function most(times: ReadonlyMap<string, number>): readonly string[] {
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, 30);
  return sorted.map(([name, ms]) => `${ms.toFixed(0).padStart(7)} ms  ${name}`);
}

/** What has to be added to the profiler's times, in ms, to have those of the window's clock. */
async function clockOffset(session: CDPSession): Promise<number> {
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const monotonic = metrics.find(({ name }) => name === "Timestamp")!.value * 1000;
  const expression = "performance.timeOrigin + performance.now()";
  const { result } = await session.send("Runtime.evaluate", { expression });
  return (result.value as number) - monotonic;
}
