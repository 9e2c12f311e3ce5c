import type { Port } from "./rpc.js";

/**
 * A port through one that turns messages into JSON, as VS Code does between an extension and its webviews. JSON has neither
 * NaN nor infinities and makes null of them; here they travel as objects with their names.
 */
export function jsonPort(port: Port): Port {
  return {
    post: (message) => port.post(mapDeep(message, nameNumber)),
    listen: (handler) => port.listen((message) => handler(mapDeep(message, numberOfName))),
  };
}

interface NamedNumber {
  readonly number: "NaN" | "Infinity" | "-Infinity";
}

function nameNumber(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}

function numberOfName(value: unknown): unknown {
  return isNamedNumber(value) ? Number(value.number) : value;
}

function isNamedNumber(value: unknown): value is NamedNumber {
  if (typeof value !== "object" || value === null || !("number" in value)) return false;
  return value.number === "NaN" || value.number === "Infinity" || value.number === "-Infinity";
}

/** `change` gives what takes the place of a value; where that is the value itself, what it consists of is changed. */
function mapDeep(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== "object" || value === null) return changed;
  if (Array.isArray(value)) return value.map((each: unknown) => mapDeep(each, change));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapDeep(each, change)]));
}
