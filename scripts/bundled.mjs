import path from "node:path";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** Bundles programs of test/ that are no tests, and gives the files that they have become, in their order. */
export async function bundled(sources, outdir) {
  installPackages(root);
  const esbuild = await import("esbuild");
  const names = sources.map((source) => path.basename(source, ".ts"));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name, i) => [name, sources[i]])),
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
    define: { "process.env.GRADLENS_ROOT": JSON.stringify(root) },
  });
  return names.map((name) => path.join(root, outdir, `${name}.js`));
}
