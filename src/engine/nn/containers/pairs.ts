import { isOptions } from "../../arguments.js";
import * as errors from "../../errors.js";
import { isPair } from "../../isPair.js";

/** What `update` of a container was given: an object, another container, or names with values. */
export function pairsOf(container: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (isOptions(value)) return Object.entries(value);
  if (hasItems(value)) return [...value.items()];
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value))
    throw errors.updateOfWrongKind(container, value);
  return [...(value as Iterable<unknown>)].map((pair, i) => {
    if (!Array.isArray(pair)) throw errors.updateElementKind(container, i, pair);
    if (!isPair(pair)) throw errors.updateElementLength(container, i, pair.length);
    return pair as readonly [string, unknown];
  });
}

function hasItems(value: unknown): value is { items(): Iterable<readonly [string, unknown]> } {
  return typeof (value as { items?: unknown } | null)?.items === "function";
}
