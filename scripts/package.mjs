// `npm run package`: makes the VSIX, one for all platforms, with all that it needs inside. What ships is put into a folder
// first, and this file is the list of it.
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installPackages } from "./installPackages.mjs";

const root = path.resolve(import.meta.dirname, "..");
const staged = path.join(root, "build/package");

const shipped = [
  "dist/extension.cjs",
  "dist/runner.js",
  "dist/wasmCompiler.js",
  "dist/engine",
  "dist/worker",
  "dist/webview",
  "dist/declarations",
  "examples",
  "media",
  "package.nls.json",
  "CHANGELOG.md",
  "LICENSE",
  // Real folders: a link into this repository would lead nowhere.
  "node_modules/gradlens-typescript-plugin",
  "node_modules/esbuild-wasm/package.json",
  "node_modules/esbuild-wasm/LICENSE.md",
  "node_modules/esbuild-wasm/esbuild.wasm",
];

/** Of package.json, what VS Code and its marketplaces read. */
const told = [
  ...[
    "name",
    "displayName",
    "description",
    "version",
    "publisher",
    "license",
    "repository",
    "icon",
    "categories",
    "keywords",
  ],
  ...["type", "main", "engines", "activationEvents", "capabilities", "contributes"],
];

if (process.argv[1] === import.meta.filename) {
  installPackages(root);
  const built = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs"), "dist"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("GradLens could not be built.");
  const file = await packageExtension();
  console.log(`${path.relative(process.cwd(), file)}: ${(statSync(file).size / 2 ** 20).toFixed(1)} MB`);
}

/** Makes a VSIX of what is built, and gives its path. */
export async function packageExtension() {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  rmSync(staged, { recursive: true, force: true });
  for (const file of shipped) {
    cpSync(path.join(root, file), path.join(staged, file), { recursive: true, dereference: true, filter: ships });
  }
  writeFileSync(path.join(staged, "package.json"), JSON.stringify(stagedManifest(manifest), null, 2));
  const isPublic = manifest.repository !== undefined;
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  writeFileSync(path.join(staged, "README.md"), isPublic ? readme : withoutPictures(readme));
  writeFileSync(path.join(staged, "THIRD_PARTY_NOTICES.txt"), notices());
  writeFileSync(path.join(staged, ".vscodeignore"), "# All that is here ships.\n");
  const file = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
  const { createVSIX } = await import("@vscode/vsce");
  await createVSIX({
    cwd: staged,
    packagePath: file,
    allowMissingRepository: !isPublic,
    rewriteRelativeLinks: isPublic,
  });
  return file;
}

/** vsce takes along the folders in node_modules that `dependencies` names. */
function stagedManifest(manifest) {
  const version = (name) =>
    JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8")).version;
  const names = ["esbuild-wasm", "gradlens-typescript-plugin"];
  return {
    ...Object.fromEntries(told.map((name) => [name, manifest[name]])),
    dependencies: Object.fromEntries(names.map((name) => [name, version(name)])),
  };
}

/**
 * The page of an extension shows only pictures from https addresses. vsce gives them those of the repository; without one
 * there would be broken pictures.
 */
function withoutPictures(markdown) {
  return markdown.replace(/^!\[[^\]]*\]\(media\/[^)]+\)\n\n/gm, "");
}

/** The licenses of all packages of which something is in a bundle. */
function notices() {
  const names = JSON.parse(readFileSync(path.join(root, "build/bundled.json"), "utf8"));
  return [...names, "@vscode/codicons"].map(notice).join("\n\n");
}

function notice(name) {
  const folder = path.join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8").trim());
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

/** Maps and the pictures of the README are for those who have the repository. */
function ships(file) {
  return !file.endsWith(".map") && !file.startsWith(path.join(root, "media/readme"));
}
