import { readFileSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./runNpm.mjs";

/** Runs `npm ci` in `dir` where what is installed is not what the lock file asks for; says whether it had to. */
export function installPackages(dir, ...flags) {
  if (isInstalled(dir)) return false;
  console.error(`Installing the packages of ${path.relative(process.cwd(), dir) || "GradLens"} …`);
  runNpm(dir, ["ci", "--no-audit", "--no-fund", ...flags]);
  return true;
}

/** npm writes what it installed into node_modules/.package-lock.json; packages for other platforms are absent there. */
function isInstalled(dir) {
  const wanted = readPackages(path.join(dir, "package-lock.json"));
  const present = readPackages(path.join(dir, "node_modules/.package-lock.json"));
  return Object.entries(wanted)
    .filter(([location, entry]) => location !== "" && !entry.optional)
    .every(([location, entry]) => present[location]?.version === entry.version);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}
