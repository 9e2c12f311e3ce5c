import { fork } from "node:child_process";
import type { Message, TransformOptions } from "esbuild";
import { connect } from "../../protocol/rpc.js";
import type { WasmCompiler } from "./wasmCompiler.js";

/** What both esbuilds give; they throw a TransformFailure. */
export type Transform = (
  code: string,
  options?: TransformOptions,
) => Promise<{ readonly code: string; readonly map: string }>;

/** Of another version that happens to be installed above us nobody knows what it does. */
const supportedVersion = "0.28.2";

/**
 * The esbuild of this platform where it is installed and works, else the one in WebAssembly, which works everywhere and
 * takes ten times as long. Either is warm when this resolves.
 */
export async function loadTransform(): Promise<Transform> {
  try {
    return await startNative();
  } catch (nativeError) {
    try {
      return (await startWasm(new URL("./wasmCompiler.js", import.meta.url))).transform;
    } catch (wasmError) {
      const message = `esbuild could not be started: ${String(nativeError)}; nor could its WebAssembly: ${String(wasmError)}`;
      throw new AggregateError([nativeError, wasmError], message);
    }
  }
}

export async function startNative(): Promise<Transform> {
  const { transform, version } = await import("esbuild");
  if (version !== supportedVersion) throw new Error(`esbuild ${version} is installed, not ${supportedVersion}`);
  await transform("");
  return transform;
}

/**
 * In a process of its own: it takes 250 MB, which are none of the script's, and nothing else waits for it. It ends with us,
 * as its channel closes.
 */
export async function startWasm(file: URL): Promise<{ readonly transform: Transform; end(): void }> {
  // In VS Code we are Electron, which is a Node only by this variable.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const compiler = fork(file, {
    env,
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const { remote, close } = connect<WasmCompiler>({
    post: (message) => compiler.send(message as object, () => undefined),
    listen: (handler) => void compiler.on("message", handler),
  });
  compiler.once("error", ({ message }) => close(message));
  compiler.once("exit", (code, signal) => close(`esbuild's WebAssembly ended with ${String(code ?? signal)}`));
  const transform: Transform = async (code, options = {}) => {
    const outcome = await remote.transform(code, options);
    if (outcome.kind === "failed") throw new WasmTransformFailure(outcome.errors);
    return outcome;
  };
  await transform(typical, { loader: "ts", sourcemap: "external" });
  return { transform, end: () => compiler.disconnect() };
}

/** What has run once runs faster; the first file of a script should not have to be that. */
const typical = `import { a } from "a";
class Net<T> extends a.Module { constructor(readonly size: number) { super(); } forward = async (x?: T) => [...\`\${x}\`]; }
for (const [i, { y = 1 }] of [{} as { y?: number }].entries()) console.log(new Net(y!)?.size ** i);
`;

/** Has what a TransformFailure has. */
class WasmTransformFailure extends Error {
  constructor(readonly errors: readonly Message[]) {
    super(errors.map(({ text }) => text).join("\n"));
  }
}
