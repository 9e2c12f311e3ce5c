import { MessageChannel, type MessagePort } from "node:worker_threads";
import { globalNames } from "../instrument/instrument.js";
import { ScriptSyntaxError } from "../instrument/parseScript.js";
import type { ScriptError } from "../../protocol/entry.js";
import type { LoaderAnswer, LoaderChannel, LoaderData, LoaderFailure, LoaderQuestion } from "../../protocol/loading.js";
import { Projects } from "./projects.js";
import { ScriptResolver } from "./resolve.js";
import { ScriptResolveError } from "./scriptResolveError.js";
import type { SourceMaps } from "./sourceMaps.js";
import { type LoadedFile, ScriptFormatError, Transformer } from "./transform.js";

export interface LoaderOptions {
  /** The one engine of the runner: its module's URL. */
  readonly engineUrl: string;
  /** Told of every file of the script before its code runs. */
  readonly onFile: (file: LoadedFile) => void;
}

/** Loads one run's script for its worker. */
export interface Loader {
  /** For the worker's `installHooks`; the port is to be transferred. */
  readonly workerData: LoaderData<MessagePort>;
  /** The last module that could not be loaded, and where in the script it is asked for or wrong. */
  readonly failure: ScriptError | null;
  /** Between what runs and what was written; see SourceMaps. */
  readonly originalPosition: SourceMaps["originalPosition"];
  readonly generatedPosition: SourceMaps["generatedPosition"];
  dispose(): void;
}

export function openLoader({ engineUrl, onFile }: LoaderOptions): Loader {
  const loaded = new Map<string, LoadedFile>();
  const projects = new Projects();
  const resolver = new ScriptResolver({ engineUrl, projects, importsOf: (url) => loaded.get(url)?.imports ?? null });
  const transformer = new Transformer(projects, (file) => {
    loaded.set(file.url, file);
    onFile(file);
  });
  const ports: MessagePort[] = [];
  let failure: ScriptError | null = null;

  const answer = async (question: LoaderQuestion): Promise<LoaderAnswer> => {
    try {
      switch (question.kind) {
        case "resolve": {
          const resolved = resolver.resolve(question);
          return resolved ? { kind: "resolved", ...resolved } : { kind: "foreign" };
        }
        case "load": {
          const source = resolver.isScripts(question.url) ? await transformer.load(question.url) : null;
          return source ? { kind: "loaded", ...source } : { kind: "foreign" };
        }
        case "channel":
          return { kind: "channel", channel: openChannel() };
      }
    } catch (error) {
      failure = scriptError(error);
      return { kind: "failed", error: loaderFailure(error, failure) };
    }
  };
  const openChannel = (): LoaderChannel<MessagePort> => {
    const { port1, port2 } = new MessageChannel();
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const flag = new Int32Array(shared);
    const reply = async (question: LoaderQuestion): Promise<void> => {
      const given = await answer(question);
      port1.postMessage(given, given.kind === "channel" ? [given.channel.port as MessagePort] : []);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    };
    port1.on("message", (question: LoaderQuestion) => void reply(question));
    ports.push(port1);
    return { port: port2, flag: shared };
  };

  return {
    workerData: { ...openChannel(), globalNames },
    get failure() {
      return failure;
    },
    originalPosition: (url, line, column) => transformer.maps.originalPosition(url, line, column),
    generatedPosition: (url, line, column) => transformer.maps.generatedPosition(url, line, column),
    dispose: () => ports.forEach((port) => port.close()),
  };
}

function scriptError(thrown: unknown): ScriptError {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const isPlaced = thrown instanceof ScriptSyntaxError || thrown instanceof ScriptResolveError;
  const file = isPlaced || thrown instanceof ScriptFormatError ? thrown.file : null;
  const range = isPlaced ? thrown.range : null;
  const place = range ? `${String(file)}:${range.line}:${range.column}` : file;
  return { name, message, file, range, stack: `${name}: ${message}${place === null ? "" : `\n    at ${place}`}` };
}

function loaderFailure(thrown: unknown, { message, stack }: ScriptError): LoaderFailure {
  if (thrown instanceof ScriptSyntaxError) return { name: "SyntaxError", message, stack, code: "ERR_INVALID_SYNTAX" };
  if (thrown instanceof ScriptFormatError)
    return { name: "TypeError", message, stack, code: "ERR_UNKNOWN_FILE_EXTENSION" };
  return { name: "Error", message, stack, code: "ERR_MODULE_NOT_FOUND" };
}
