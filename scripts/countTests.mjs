import { stripVTControlCharacters } from "node:util";

/** The totals at the end of a report of mocha's. */
export function countTests(report) {
  const plain = stripVTControlCharacters(report);
  return { passed: last(plain, /^ {2}(\d+) passing/gm), failed: last(plain, /^ {2}(\d+) failing/gm) };
}

function last(text, pattern) {
  return Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
}
