// `npm run golden`: writes what the recordings of the examples are now to test/golden. Read the difference before you
// commit it.
import { spawnSync } from "node:child_process";
import path from "node:path";

const test = path.join(import.meta.dirname, "test.mjs");
const { status } = spawnSync(process.execPath, [test, "processes", "recordings of the examples"], {
  env: { ...process.env, UPDATE_GOLDEN: "1" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
