import { parseArgs } from "node:util";
import { defaultMemoryMB } from "../run/memoryLimit.js";

export interface RunArguments {
  readonly file: string;
  readonly json: boolean;
  readonly passes: PassSelection;
  readonly timeoutSeconds: number | null;
  readonly memoryMB: number;
  readonly scriptArguments: readonly string[];
}

export type PassSelection =
  | { readonly kind: "all" }
  | { readonly kind: "last" }
  | { readonly kind: "range"; readonly from: number; readonly to: number };

/** Something on the command line is not as `usage` says. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const usage = `gradlens run FILE [--json] [--passes all|last|A:B] [--timeout SECONDS] [--memory MB] [-- script arguments]

Runs a TypeScript or JavaScript training script and records every backward().

  --json             one JSON document on stdout, nothing else
  --passes           which passes: all, the last, or A to B (from 0, without B)
  --timeout SECONDS  stops the script after this time
  --memory MB        ends the script when it takes more; without it half of the machine's, at most 4096

Exit status: 0 completed, 1 the script failed, 2 wrong usage, 124 timeout, 130 stopped, 137 out of memory`;

/** What stands after `--` is the script's. */
export function asksForHelp(args: readonly string[]): boolean {
  return ownArguments(args).some((argument) => argument === "--help" || argument === "-h");
}

/** Throws a UsageError. */
export function parseArguments(args: readonly string[]): RunArguments {
  const own = ownArguments(args);
  const { values, positionals } = parse(own);
  const [command, file, ...more] = positionals;
  if (command !== "run") throw new UsageError(command === undefined ? "no command" : `unknown command ${command}`);
  if (!file) throw new UsageError("no FILE");
  if (more.length > 0)
    throw new UsageError(`one FILE at a time; a script's own arguments stand after --: ${more.join(" ")}`);
  return {
    file,
    json: values.json ?? false,
    passes: passSelection(values.passes ?? "all"),
    timeoutSeconds: values.timeout === undefined ? null : positive("--timeout", values.timeout),
    memoryMB: values.memory === undefined ? defaultMemoryMB() : positive("--memory", values.memory),
    scriptArguments: args.slice(own.length + 1),
  };
}

function ownArguments(args: readonly string[]): readonly string[] {
  const separator = args.indexOf("--");
  return separator < 0 ? args : args.slice(0, separator);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        passes: { type: "string" },
        timeout: { type: "string" },
        memory: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function passSelection(text: string): PassSelection {
  if (text === "all" || text === "last") return { kind: text };
  const [, from, to] = /^(\d*):(\d*)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new UsageError(`--passes takes all, last or A:B, not ${text}`);
  const range = { from: Number(from || 0), to: to === "" ? Infinity : Number(to) };
  if (range.from > range.to) throw new UsageError(`--passes ${text}: A is greater than B`);
  return { kind: "range", ...range };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new UsageError(`${option} takes a positive number, not ${text}`);
  return value;
}
