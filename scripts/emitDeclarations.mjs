// dist/declarations: what a script sees as "gradlens". tsc -b keeps the engine's inner members in its declarations, for the
// worker; here they are left out, and with them every file that only they need. What is called by name is added.
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "./globSync.mjs";
import { withFieldDocs } from "./declarations/fieldDocs.mjs";
import { withNamedCalls } from "./declarations/namedCalls.mjs";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(root, "src/engine");
const target = path.join(root, "dist/declarations");

/** Writes the declarations anew where a source is newer than they are. */
export async function emitDeclarations() {
  const makers = ["scripts/emitDeclarations.mjs", ...globSync("scripts/declarations", () => true)];
  const isNew = newest([...globSync("src/engine", () => true), ...makers]) < newest(["dist/declarations/index.d.ts"]);
  if (isNew) return;
  const { default: ts } = await import("typescript");
  const files = emit(ts);
  // `using` works with what no_grad() gives, whatever `lib` a script's own project has.
  const index = path.join(sources, "index.d.ts");
  files.set(index, `/// <reference lib="esnext.disposable" />\n${files.get(index)}`);
  rmSync(target, { recursive: true, force: true });
  for (const file of reachable(index, files)) {
    const at = path.join(target, path.relative(sources, file));
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, files.get(file));
  }
}

/** The declarations of all sources, by the paths that they would have beside them. */
function emit(ts) {
  const { config } = ts.readConfigFile(path.join(sources, "tsconfig.json"), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, sources);
  const program = ts.createProgram(fileNames, {
    ...options,
    composite: false,
    tsBuildInfoFile: undefined,
    rootDir: sources,
    outDir: sources,
    stripInternal: true,
  });
  const files = new Map();
  program.emit(undefined, (name, text) => files.set(path.resolve(name), text), undefined, true, {
    afterDeclarations: [
      withoutBareImports(ts),
      withoutImplements(ts),
      withFieldDocs(ts, program),
      withNamedCalls(ts, program),
    ],
  });
  return files;
}

/** A file that is imported for what it does, and not for what it exports, declares nothing. */
function withoutBareImports(ts) {
  const isBare = (statement) => ts.isImportDeclaration(statement) && statement.importClause === undefined;
  return (context) => (file) =>
    context.factory.updateSourceFile(
      file,
      file.statements.filter((statement) => !isBare(statement)),
    );
}

/** A class is what its declaration says; an interface that it implements may ask for members that are not told here. */
function withoutImplements(ts) {
  return (context) => (file) => {
    const visit = (node) => {
      const isImplements = ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword;
      return isImplements ? undefined : ts.visitEachChild(node, visit, context);
    };
    return ts.visitNode(file, visit);
  };
}

/** The files that a declaration leads to, and itself. */
function reachable(index, files) {
  const found = new Set([index]);
  // What is added to a set while it is walked is walked too.
  for (const file of found) {
    for (const [, name] of files.get(file).matchAll(/(?:from|import\() ?"(\.[^"]+)\.js"/g)) {
      found.add(path.resolve(path.dirname(file), `${name}.d.ts`));
    }
  }
  return found;
}

function newest(files) {
  return Math.max(
    ...files.map((file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity),
  );
}
