import { build } from "esbuild";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type Loader, openLoader } from "../../../src/runner/load/loader.js";
import type { LoadedFile } from "../../../src/runner/load/transform.js";

const root = process.env["GRADLENS_ROOT"]!;

/** What the real worker does around a script, without an engine: its hooks, its global, and `out` in place of a recorder. */
const workerSource = `
import { parentPort, workerData } from "node:worker_threads";
import { installHooks } from "./hooks.js";
globalThis.out = (...values) => parentPort.postMessage(values.map(String).join(" "));
globalThis.__g = { p: (_, value) => value, s: () => [], n: (_, value) => value, w: (_, read, value) => value };
process.setSourceMapsEnabled(true);
installHooks(workerData.loader);
await import(workerData.url);
`;

export interface RunResult {
  readonly printed: readonly string[];
  readonly error: Error | null;
  readonly files: readonly LoadedFile[];
  readonly loader: Loader;
}

/** A place with the worker's own files, a fake engine, and copies of projects that have what they \`installed\`. */
export class ScriptBench {
  readonly directory = realpathSync(mkdtempSync(path.join(tmpdir(), "gradlens-load-")));

  static async create(): Promise<ScriptBench> {
    const bench = new ScriptBench();
    await build({
      entryPoints: [path.join(root, "src/worker/hooks.ts")],
      outfile: path.join(bench.directory, "worker/hooks.js"),
      bundle: true,
      format: "esm",
      platform: "node",
    });
    return bench;
  }

  private constructor() {
    mkdirSync(path.join(this.directory, "worker"));
    writeFileSync(path.join(this.directory, "worker/package.json"), '{ "type": "module" }');
    writeFileSync(path.join(this.directory, "worker/main.mjs"), workerSource);
    cpSync(path.join(root, "test/scripts/projects"), path.join(this.directory, "projects"), { recursive: true });
    renameSync(this.file("installed"), this.file("node_modules"));
  }

  file(name: string): string {
    return path.join(this.directory, "projects", name);
  }

  url(name: string): string {
    return pathToFileURL(this.file(name)).href;
  }

  /** Runs a script to its end. */
  async run(name: string): Promise<RunResult> {
    const files: LoadedFile[] = [];
    const printed: string[] = [];
    let error: Error | null = null;
    const loader = openLoader({ engineUrl: this.url("engine/engine.mjs"), onFile: (file) => files.push(file) });
    const worker = new Worker(path.join(this.directory, "worker/main.mjs"), {
      workerData: { url: this.url(name), loader: loader.workerData },
      transferList: [loader.workerData.port],
    });
    worker.on("message", (line: string) => printed.push(line));
    worker.on("error", (thrown: Error) => (error = thrown));
    await new Promise((resolve) => worker.once("exit", resolve));
    loader.dispose();
    return { printed, error, files, loader };
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
