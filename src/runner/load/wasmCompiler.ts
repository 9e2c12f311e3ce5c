// A process that compiles by esbuild's WebAssembly and answers over its channel. esbuild-wasm's own way to run under Node
// starts `node` from the PATH, where nothing need be; its build for browsers asks for no more than a Node has.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Message, TransformOptions } from "esbuild-wasm";
import { initialize, transform } from "esbuild-wasm/esm/browser.js";
import { serve } from "../../protocol/rpc.js";

export type WasmOutcome =
  | { readonly kind: "compiled"; readonly code: string; readonly map: string }
  | { readonly kind: "failed"; readonly errors: readonly Message[] };

export interface WasmCompiler {
  transform(code: string, options: TransformOptions): Promise<WasmOutcome>;
}

/** Every Node has it; only the types of browsers tell of it. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };

/** What a browser calls its global scope. */
Object.assign(globalThis, { self: globalThis });

const started = start();
// Whoever asks hears of it.
started.catch(() => undefined);

serve<WasmCompiler>(
  {
    post: (message) => process.send?.(message, undefined, {}, () => undefined),
    listen: (handler) => void process.on("message", handler),
  },
  {
    async transform(source, options) {
      await started;
      try {
        const { code, map } = await transform(source, options);
        return { kind: "compiled", code, map };
      } catch (thrown) {
        const { errors } = thrown as { readonly errors?: readonly Message[] };
        if (errors === undefined) throw thrown;
        return { kind: "failed", errors };
      }
    },
  },
);

process.on("disconnect", () => process.exit());

async function start(): Promise<void> {
  const file = createRequire(import.meta.url).resolve("esbuild-wasm/esbuild.wasm");
  await initialize({ wasmModule: await WebAssembly.compile(await readFile(file)), worker: false });
}
