import * as errors from "../../errors.js";

/** Checks what a script passed as something to iterate over. Throws in Python's words. */
export function iterable<Item>(value: Iterable<Item>): Iterable<Item> {
  if (typeof (value as unknown) === "object" && (value as unknown) !== null && Symbol.iterator in value) return value;
  throw errors.notIterableData(value);
}
