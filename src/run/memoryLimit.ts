import { totalmem } from "node:os";

/** What a script may take where nobody says otherwise: half of the machine's memory, at most 4 GB. */
export function defaultMemoryMB(totalBytes = totalmem()): number {
  return Math.min(4_096, Math.floor(totalBytes / 2 ** 21));
}
