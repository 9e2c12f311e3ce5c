// `npm run oracle -- FILE…`: makes the calls in files of the oracle's format and compares the engine's answers with
// PyTorch's. See test/engine/support/oracleMain.ts.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");
const outfile = path.join(root, "build/oracle/main.js");
installPackages(root);
const esbuild = await import("esbuild");
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ["test/engine/support/oracleMain.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
  define: { "process.env.GRADLENS_ROOT": JSON.stringify(root) },
});
await import(pathToFileURL(outfile));
