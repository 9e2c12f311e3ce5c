// Builds dist/ (what ships), build/test (the unit tests) and build/host (the suites that run inside VS Code); all of
// them, or the parts that the arguments name. Engine and worker are ES modules that share one engine instance; pause.js
// stays a file of its own, so that everything but it can be blackboxed by the debugger.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { emitDeclarations } from "./emitDeclarations.mjs";
import { globSync } from "./globSync.mjs";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");
// F5 and `npm run watch` begin here, in a fresh clone too.
installPackages(root);
const esbuild = await import("esbuild");

const watch = process.argv.includes("--watch");
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

const requireInModules = `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`;

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: "linked",
  target: "node20",
  platform: "node",
  format: "esm",
  logLevel: "warning",
  metafile: true,
};

const testsKnow = { "process.env.GRADLENS_ROOT": JSON.stringify(root) };

/** The suites that do not share the one start of VS Code, in which trust is disabled. */
const startsOfTheirOwn = {
  restricted: (file) => file.endsWith(".trust.suite.ts"),
  // The package is another extension than the one in development.
  package: (file) => file === "test/host/package.suite.ts",
  // These are no tests: see scripts/inHost.mjs.
  pictures: (file) => file === "test/host/pictures.suite.ts",
  surfaces: (file) => file === "test/host/surfaces.suite.ts",
  longRun: (file) => file === "test/host/longRun.suite.ts",
};

/** @type {Record<string, () => import("esbuild").BuildOptions[]>} */
const parts = {
  dist: () => [
    {
      ...common,
      entryPoints: { "engine/index": "src/engine/index.ts", "worker/main": "src/worker/main.ts" },
      outdir: "dist",
      chunkNames: "engine/[name]-[hash]",
      splitting: true,
      platform: "neutral",
      external: ["node:*", "./pause.js"],
    },
    {
      ...common,
      entryPoints: { "worker/pause": "src/worker/pause.ts", "worker/hooks": "src/worker/hooks.ts" },
      outdir: "dist",
    },
    {
      ...common,
      entryPoints: {
        runner: "src/runner/main.ts",
        wasmCompiler: "src/runner/load/wasmCompiler.ts",
        cli: "src/cli/main.ts",
      },
      outdir: "dist",
      external: ["esbuild"],
      banner: { js: requireInModules },
    },
    {
      ...common,
      entryPoints: { extension: "src/extension/main.ts" },
      outdir: "dist",
      outExtension: { ".js": ".cjs" },
      format: "cjs",
      external: ["vscode"],
      define: { "import.meta.dirname": "__dirname" },
    },
    {
      ...common,
      entryPoints: { graph: "webview/graph/main.tsx", gradients: "webview/gradients/main.tsx" },
      outdir: "dist/webview",
      platform: "browser",
      format: "iife",
      target: "chrome128",
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: !watch,
      loader: { ".ttf": "file" },
    },
  ],
  test: () => [
    {
      ...common,
      entryPoints: globSync("test", (file) => file.endsWith(".test.ts") && !file.startsWith("test/host/")),
      outbase: "test",
      outdir: "build/test",
      splitting: true,
      packages: "external",
      define: testsKnow,
    },
  ],
  host: () => [
    hostBuild("trusted", (file) => !Object.values(startsOfTheirOwn).some((isIts) => isIts(file))),
    ...Object.entries(startsOfTheirOwn).map(([name, isIts]) => hostBuild(name, isIts)),
  ],
};

const builds = (named.length > 0 ? named : Object.keys(parts))
  .flatMap((part) => parts[part]())
  .map((build) => ({ ...build, ...present(build.entryPoints) }))
  .filter(({ stdin, entryPoints }) => stdin !== undefined || Object.keys(entryPoints).length > 0);

if (named.length === 0 || named.includes("dist")) await emitDeclarations();
if (watch) {
  for (const build of builds) await (await esbuild.context(build)).watch();
} else {
  const results = await Promise.allSettled(builds.map((build) => esbuild.build(build)));
  // esbuild has printed its errors already.
  if (results.some(({ status }) => status === "rejected")) process.exitCode = 1;
  else {
    const metafiles = results.map(({ value }) => value.metafile);
    removeStale(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
    tellBundled(metafiles);
  }
}
for (const file of ["codicon.css", "codicon.ttf"]) {
  cpSync(path.join(root, "node_modules/@vscode/codicons/dist", file), path.join(root, "dist/webview", file));
}

/** A part that is not written yet does not keep the others from being built. */
function present(entryPoints) {
  if (entryPoints === undefined || Array.isArray(entryPoints)) return {};
  const found = Object.entries(entryPoints).filter(([, file]) => existsSync(path.join(root, file)));
  return { entryPoints: Object.fromEntries(found) };
}

/**
 * The suites that `accept` accepts, for one start of VS Code. mocha's globals exist only once its run has begun, so the
 * suites are evaluated when the host calls for them.
 */
function hostBuild(name, accept) {
  const suites = globSync("test/host", (file) => file.endsWith(".suite.ts") && accept(file));
  const load = suites.map((file) => `require("./${path.basename(file)}");`).join(" ");
  const contents = `import { runSuites } from "./index.ts";\nexport const run = () => runSuites(() => { ${load} });`;
  return {
    ...common,
    stdin: { contents, resolveDir: path.join(root, "test/host"), sourcefile: `${name}.js` },
    outfile: `build/host/${name}.cjs`,
    format: "cjs",
    external: ["vscode", "mocha", "playwright-core"],
    define: { ...testsKnow, "import.meta.dirname": "__dirname" },
  };
}

/** What ships has to bring the licenses of the packages in it. */
function tellBundled(metafiles) {
  const shipped = metafiles.filter(({ outputs }) => Object.keys(outputs).some((output) => output.startsWith("dist/")));
  if (shipped.length === 0) return;
  const inputs = shipped.flatMap((metafile) => Object.keys(metafile.inputs));
  const names = inputs.flatMap((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
  mkdirSync(path.join(root, "build"), { recursive: true });
  writeFileSync(path.join(root, "build/bundled.json"), JSON.stringify([...new Set(names)].sort(), null, 2));
}

/** Chunks are named by their contents, and tests are renamed: what no build wrote is old. */
function removeStale(outputs) {
  for (const folder of ["dist", "build/test", "build/host"]) {
    if (!outputs.some((output) => output.startsWith(`${folder}/`))) continue;
    for (const file of globSync(folder, (file) => /\.[cm]?js(\.map)?$/.test(file) && !outputs.includes(file))) {
      rmSync(path.join(root, file));
    }
  }
}
