import type { BindingEntry, FileEntry } from "../protocol/entry.js";
import type { Site } from "../protocol/site.js";
import type { Recording } from "./recording.js";

/** The source range of a site; null for an unknown one. */
export function siteOf(recording: Recording, id: number | null): Site | null {
  const found = id === null ? null : find(recording.files, id, (file) => file.sites);
  return found && { file: found.file, ...found.entry.range };
}

export function bindingOf(recording: Recording, id: number): BindingEntry | null {
  return find(recording.files, id, (file) => file.bindings)?.entry ?? null;
}

/** Ids grow from file to file and within each of its lists. */
function find<T extends { readonly id: number }>(
  files: readonly FileEntry[],
  id: number,
  list: (file: FileEntry) => readonly T[],
): { file: string; entry: T } | null {
  for (const file of files) {
    const entries = list(file);
    let low = 0;
    let high = entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = entries[middle]!;
      if (entry.id === id) return { file: file.file, entry };
      if (entry.id < id) low = middle + 1;
      else high = middle - 1;
    }
  }
  return null;
}
