import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { compile } from "../../../src/runner/load/compile.js";
import { Projects } from "../../../src/runner/load/projects.js";
import { type Position, SourceMaps } from "../../../src/runner/load/sourceMaps.js";
import { Transformer } from "../../../src/runner/load/transform.js";
import { ScriptBench } from "./runScript.js";
import { type Location, WorkerDebugger } from "./workerDebugger.js";

/** A compiled script, and its map. */
interface Code {
  readonly file: string;
  readonly maps: SourceMaps;
}

describe("a breakpoint", () => {
  let bench: ScriptBench;
  let url: string;
  before(async () => {
    bench = await ScriptBench.create();
    url = bench.url("pausing/main.ts");
  });
  after(() => bench.dispose());

  function write(name: string, code: string): string {
    const file = path.join(bench.directory, name);
    writeFileSync(file, code);
    return file;
  }

  async function plainCode(): Promise<Code> {
    const source = readFileSync(bench.file("pausing/main.ts"), "utf8");
    const options = { language: "ts", compilerOptions: {}, format: "unchanged", keepNames: false } as const;
    const { code, map } = await compile(source, options);
    const maps = new SourceMaps();
    maps.add(url, JSON.stringify({ ...(JSON.parse(map) as object), sources: [url] }));
    return { file: write("plain.mjs", code), maps };
  }

  async function instrumentedCode(): Promise<Code> {
    const transformer = new Transformer(new Projects(), () => undefined);
    const loaded = await transformer.load(url);
    return { file: write("instrumented.mjs", loaded!.source), maps: transformer.maps };
  }

  it("stops at the same lines and columns of the source as in the script without instrumentation", async () => {
    const plain = await breakAt(bench.directory, url, await plainCode(), "everywhere");
    assert.ok(plain.length > 20, "the script has enough places to stop at");
    const instrumented = await breakAt(bench.directory, url, await instrumentedCode(), distinct(plain));
    assert.deepEqual(instrumented, plain);
  });

  const rows: readonly { readonly at: Position; readonly hits: number }[] = [
    { at: { line: 6, column: 13 }, hits: 2 },
    { at: { line: 6, column: 20 }, hits: 2 },
    { at: { line: 6, column: 27 }, hits: 2 },
    { at: { line: 6, column: 41 }, hits: 2 },
    { at: { line: 8, column: 41 }, hits: 6 },
    { at: { line: 10, column: 17 }, hits: 2 },
    { at: { line: 11, column: 3 }, hits: 2 },
    { at: { line: 13, column: 36 }, hits: 2 },
    { at: { line: 14, column: 1 }, hits: 1 },
  ];
  for (const { at, hits } of rows) {
    it(`at line ${at.line}, column ${at.column} is hit there ${hits} times`, async () => {
      const stops = await breakAt(bench.directory, url, await instrumentedCode(), [at]);
      assert.deepEqual(
        stops,
        Array.from({ length: hits }, () => at),
      );
    });
  }
});

const workerSource = `
import { parentPort, workerData } from "node:worker_threads";
globalThis.out = () => {};
globalThis.__g = { p: (_, value) => value, s: () => [], n: (_, value) => value, w: (_, read, value) => value };
parentPort.once("message", () => import(workerData.url));
`;

/** Runs code with breakpoints at positions of its source, or wherever V8 can stop but at the ends of functions; tells where it stopped. */
async function breakAt(
  directory: string,
  url: string,
  { file, maps }: Code,
  where: readonly Position[] | "everywhere",
): Promise<Position[]> {
  const workerFile = path.join(directory, "breakpointWorker.mjs");
  writeFileSync(workerFile, workerSource);
  const worker = new Worker(workerFile, { workerData: { url: pathToFileURL(file).href } });
  const stops: Position[] = [];
  const stopped = async ({ scriptId, lineNumber, columnNumber }: Location): Promise<void> => {
    if (where === "everywhere" && stops.length === 0) await breakEverywhere(inspector, scriptId);
    // V8 also stops at the end of the module, which is nowhere in the source.
    const stop = maps.originalPosition(url, lineNumber + 1, columnNumber + 1);
    if (stop) stops.push(stop);
    await inspector.send("Debugger.resume");
  };
  const inspector = new WorkerDebugger((location) => void stopped(location));
  await inspector.attach(workerFile);
  const first = { line: 4, column: 26 };
  for (const { line, column } of where === "everywhere" ? [first] : where) {
    const at = maps.generatedPosition(url, line, column)!;
    const location = { lineNumber: at.line - 1, columnNumber: at.column - 1 };
    await inspector.send("Debugger.setBreakpointByUrl", { url: pathToFileURL(file).href, ...location });
  }
  worker.postMessage("start");
  await new Promise((resolve) => worker.once("exit", resolve));
  inspector.dispose();
  return stops;
}

async function breakEverywhere(inspector: WorkerDebugger, scriptId: string): Promise<void> {
  const start = { scriptId, lineNumber: 0, columnNumber: 0 };
  const possible = await inspector.send("Debugger.getPossibleBreakpoints", { start });
  const { locations } = possible as { readonly locations: readonly (Location & { readonly type?: string })[] };
  for (const { lineNumber, columnNumber, type } of locations.slice(1)) {
    const location = { scriptId, lineNumber, columnNumber };
    if (type !== "return") await inspector.send("Debugger.setBreakpoint", { location });
  }
}

function distinct(positions: readonly Position[]): Position[] {
  return [...new Map(positions.map((position) => [`${position.line}:${position.column}`, position])).values()];
}
