// `npm run docs`: writes the reference, docs/api, from the declarations that a script sees as "gradlens". With `--check` it
// writes nothing and fails if a page is not what it would write.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { emitDeclarations } from "./emitDeclarations.mjs";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "docs/api");

installPackages(root);
await emitDeclarations();
const { readReference } = await import("./docs/readReference.mjs");
const { pagesOf } = await import("./docs/pages.mjs");
const pages = pagesOf(readReference(path.join(root, "dist/declarations/index.d.ts")));

const present = existsSync(folder) ? readdirSync(folder) : [];
const stale = present.filter((file) => !pages.has(file));
const changed = [...pages].filter(([file, text]) => !present.includes(file) || read(file) !== text);

if (process.argv.includes("--check")) {
  const names = [...stale, ...changed.map(([file]) => file)].map((file) => `docs/api/${file}`);
  if (names.length > 0) {
    console.error(`${names.join(", ")}: not what the declarations say. Run npm run docs.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const file of stale) rmSync(path.join(folder, file));
  for (const [file, text] of changed) writeFileSync(path.join(folder, file), text);
  console.log(`docs/api: ${pages.size} pages, ${changed.length + stale.length} changed`);
}

function read(file) {
  return readFileSync(path.join(folder, file), "utf8");
}
