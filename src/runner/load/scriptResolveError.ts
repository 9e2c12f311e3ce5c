import { builtinModules } from "node:module";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { SourceRange } from "../../protocol/site.js";
import { nearestName } from "./nearestName.js";

/** An import that cannot be served, where it stands. The words are Node's, so that a search finds the answers. */
export class ScriptResolveError extends Error {
  override readonly name = "Error";
  readonly code = "ERR_MODULE_NOT_FOUND";

  constructor(
    message: string,
    readonly file: string,
    /** The specifier in the importing file; null for the script itself. */
    readonly range: SourceRange | null,
    /** An existing name that may have been meant, as it would be written. */
    readonly hint: string | null,
  ) {
    super(hint === null ? message : `${message}; did you mean '${hint}'?`);
  }
}

/** A relative import's nearest existing neighbour, written as the import is: with an extension if that has one. */
export function nearestFile(specifier: string, target: string): string | null {
  const directory = path.dirname(target);
  if (!existsSync(directory)) return null;
  const hasExtension = path.extname(specifier) !== "";
  const names = readdirSync(directory).map((name) => (hasExtension ? name : name.replace(/(\.d)?\.[cm]?[jt]sx?$/, "")));
  const nearest = nearestName(path.basename(target), new Set(names));
  return nearest && specifier.slice(0, specifier.length - path.basename(specifier).length) + nearest;
}

/** The nearest name of a package that is installed, or of Node's own modules. */
export function nearestPackage(specifier: string, directory: string): string | null {
  return nearestName(specifier, ["gradlens", ...builtinModules, ...installedPackages(directory)]);
}

/** The names of the packages in a directory's `node_modules` and in those above it. */
export function installedPackages(directory: string): string[] {
  const modules = path.join(directory, "node_modules");
  const names = existsSync(modules) ? readdirSync(modules).flatMap((name) => packagesUnder(modules, name)) : [];
  const parent = path.dirname(directory);
  return parent === directory ? names : [...names, ...installedPackages(parent)];
}

function packagesUnder(modules: string, name: string): string[] {
  if (!name.startsWith("@")) return name.startsWith(".") ? [] : [name];
  return readdirSync(path.join(modules, name)).map((inScope) => `${name}/${inScope}`);
}
