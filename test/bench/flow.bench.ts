import path from "node:path";
import { residentKB } from "../support/processes.js";
import { root, stateOf, withScript } from "../support/testRun.js";

// How fast passes flow, how soon a run starts and stops, and what the runner takes beside the recording.
const producer = path.join(root, "test/scripts/flow/producer.ts");
const recordingBytes = 64 * 2 ** 20;
const rounds = 5;

const figures: Record<string, number[]> = { "start, ms": [], "passes a second": [], "stop, ms": [], "runner, MB": [] };

for (let round = 0; round < rounds; round++) {
  await withScript(producer, { args: ["1e12"], recordingBytes }, async (run) => {
    let memory = 0;
    run.onChange(() => (memory = Math.max(memory, residentKB(run.runner.pid!))));
    const asked = performance.now();
    await run.start();
    const first = await stateOf(run, ({ passesTotal }) => passesTotal > 0);
    const began = performance.now();
    const last = await stateOf(run, ({ passesTotal }) => passesTotal > 1_500_000);
    const seconds = (performance.now() - began) / 1_000;
    const stopping = performance.now();
    await run.stop();
    figures["start, ms"]!.push(began - asked);
    figures["passes a second"]!.push((last.passesTotal - first.passesTotal) / seconds);
    figures["stop, ms"]!.push(performance.now() - stopping);
    figures["runner, MB"]!.push(memory / 1_024);
  });
}

for (const [name, values] of Object.entries(figures)) {
  const [least, median, most] = [0, rounds >> 1, rounds - 1].map((i) =>
    values.toSorted((a, b) => a - b)[i]!.toFixed(0),
  );
  console.log(
    `${name.padEnd(16)} ${least!.padStart(9)} ${median!.padStart(9)} ${most!.padStart(9)}   (min median max)`,
  );
}
