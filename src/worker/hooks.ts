import module from "node:module";
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { LoadHook, ResolveHook } from "node:module";
import type { LoaderAnswer, LoaderChannel, LoaderData, LoaderFailure, LoaderQuestion } from "../protocol/loading.js";
import { hookCommonJs } from "./commonJsHooks.js";

/**
 * The worker's module hooks. They ask the runner's main thread, where resolving, instrumenting and esbuild stay warm, and
 * wait for its answer. This file is built alone: where hooks cannot run in the thread that they serve (Node 20), it is
 * loaded once more in a thread of its own, and the worker asks for what CommonJS requires over a second channel.
 */
let channel: LoaderChannel<MessagePort>;
/** Node 20 cannot `require` modules from CommonJS that its hooks gave it; see commonJsHooks.ts, which serves such files. */
let leavesCommonJs = false;

export function installHooks(data: LoaderData<MessagePort>): void {
  channel = data;
  defineGlobalNames(data.globalNames);
  if (hasSynchronousHooks(module)) {
    module.registerHooks({ resolve, load });
    return;
  }
  hookCommonJs(ask);
  const answer = ask({ kind: "channel" }) as LoaderAnswer & { kind: "channel" };
  const { port, flag } = answer.channel as LoaderChannel<MessagePort>;
  module.register(new URL("./hooks.js", import.meta.url), { data: { port, flag }, transferList: [port] });
}

/** Whether the script is CommonJS. Throws what is wrong with it, if anything, as importing it would. */
export function isCommonJs(url: string): boolean {
  ask({ kind: "resolve", specifier: url, parentUrl: null, conditions: [] });
  const answer = ask({ kind: "load", url });
  return answer.kind === "loaded" && answer.format === "commonjs";
}

/** Node calls this in the thread of the hooks. */
export function initialize(data: LoaderChannel<MessagePort>): void {
  channel = data;
  leavesCommonJs = true;
}

export const resolve = ((specifier, context, next) => {
  if (specifier.startsWith("node:")) return next(specifier, context);
  const { parentURL, conditions } = context;
  const answer = ask({ kind: "resolve", specifier, parentUrl: parentURL ?? null, conditions });
  if (answer.kind !== "resolved") return next(specifier, context);
  return { url: answer.url, importAttributes: { ...answer.importAttributes }, shortCircuit: true };
}) satisfies ResolveHook;

export const load = ((url, context, next) => {
  if (!url.startsWith("file:")) return next(url, context);
  const answer = ask({ kind: "load", url });
  if (answer.kind !== "loaded") return next(url, context);
  const { format, source } = answer;
  if (format === "commonjs" && leavesCommonJs) return { format, shortCircuit: true };
  return { format, source, shortCircuit: true };
}) satisfies LoadHook;

function ask(question: LoaderQuestion): Exclude<LoaderAnswer, { kind: "failed" }> {
  const flag = new Int32Array(channel.flag);
  channel.port.postMessage(question);
  Atomics.wait(flag, 0, 0);
  Atomics.store(flag, 0, 0);
  const answer = (receiveMessageOnPort(channel.port) as { readonly message: LoaderAnswer }).message;
  if (answer.kind === "failed") throw asError(answer.error);
  return answer;
}

function asError({ name, message, code, stack }: LoaderFailure): Error {
  const constructors = { Error, SyntaxError, TypeError };
  return Object.assign(new constructors[name](message), { code, stack });
}

interface SynchronousHooks {
  registerHooks(hooks: { readonly resolve: typeof resolve; readonly load: typeof load }): void;
}

function hasSynchronousHooks(value: object): value is SynchronousHooks {
  return "registerHooks" in value;
}

/** Instrumented files reach what the worker defines under the first name also by the others. */
function defineGlobalNames([first, ...others]: readonly string[]): void {
  for (const name of others) Object.defineProperty(globalThis, name, { get: () => Reflect.get(globalThis, first!) });
}
