import { readdirSync } from "node:fs";
import path from "node:path";

/** The files under `dir` (as paths with `/`, from the working directory's root) that `accept` accepts, sorted; node_modules is left out. */
export function globSync(dir, accept) {
  const root = path.resolve(import.meta.dirname, "..");
  return readdirSync(path.join(root, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !file.includes("node_modules/") && accept(file))
    .sort();
}
