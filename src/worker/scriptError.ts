import type { ScriptError } from "../protocol/entry.js";

/** What a script threw, which can be anything, and whose properties can throw again. Its place is found by the runner. */
export function scriptError(thrown: unknown): ScriptError {
  const name = textOf(thrown, "name") ?? "Error";
  const message = textOf(thrown, "message") ?? asText(thrown);
  return { name, message, file: null, range: null, stack: textOf(thrown, "stack") ?? `${name}: ${message}` };
}

function textOf(thrown: unknown, property: string): string | null {
  try {
    const value: unknown = thrown instanceof Error ? Reflect.get(thrown, property) : null;
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

function asText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value that can not be printed";
  }
}
