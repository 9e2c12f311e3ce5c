import { realpathSync } from "node:fs";

/**
 * One spelling for each file: the one that the runner's Node uses for its modules. The editor's may go through symbolic
 * links or write a drive's letter in another case. What is not on the disk stays as it is.
 */
export function canonicalPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}
