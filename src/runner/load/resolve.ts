import fs, { existsSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import enhancedResolve, { type Resolver } from "enhanced-resolve";
import type { ImportEntry } from "../instrument/imports.js";
import type { Projects } from "./projects.js";
import { isInPackage, scriptFile, unknownFileMessage } from "./scriptFile.js";
import { installedPackages, nearestFile, nearestPackage, ScriptResolveError } from "./scriptResolveError.js";

export interface ResolvedModule {
  readonly url: string;
  readonly importAttributes: Readonly<Record<string, string>>;
}

export interface Import {
  readonly specifier: string;
  /** The importing module; null for the script itself. */
  readonly parentUrl: string | null;
  readonly conditions: readonly string[];
}

export interface ResolveOptions {
  /** The one engine of the runner. */
  readonly engineUrl: string;
  readonly projects: Projects;
  /** Null for a module that is not one of the script's. */
  readonly importsOf: (url: string) => readonly ImportEntry[] | null;
}

/**
 * Resolves what the script's own files import: its own files as TypeScript and bundlers find them, `gradlens` to the one
 * engine. Everything else is Node's.
 */
export class ScriptResolver {
  readonly #files = { typescript: fileResolver(true), javascript: fileResolver(false) };

  constructor(readonly options: ResolveOptions) {}

  /** Null for what Node resolves itself. Throws a ScriptResolveError. */
  resolve({ specifier, parentUrl, conditions }: Import): ResolvedModule | null {
    if (specifier === "gradlens") return { url: this.options.engineUrl, importAttributes: {} };
    const importer = this.#importer(parentUrl);
    if (importer === null) return this.#entry(specifier);
    if (specifier.startsWith("gradlens/"))
      throw this.#error(
        `'${specifier}' cannot be imported: all of GradLens is in 'gradlens'`,
        specifier,
        importer,
        null,
      );
    if (specifier.startsWith("file:") || /^\.{0,2}\/|^\.{1,2}$/.test(specifier))
      return this.#relative(specifier, importer);
    if (/^[\w+.-]+:|^#/.test(specifier) || isBuiltin(specifier)) return null;
    return this.#mapped(specifier, importer) ?? this.#package(specifier, importer, conditions);
  }

  /** Whether a module is the script's own: neither a package's nor the engine's. */
  isScripts(url: string): boolean {
    if (!url.startsWith("file:") || url.startsWith(new URL(".", this.options.engineUrl).href)) return false;
    return !isInPackage(fileURLToPath(url));
  }

  /** The script itself, which the worker imports by its URL; whatever else is not imported by the script is Node's. */
  #entry(specifier: string): ResolvedModule | null {
    if (!this.isScripts(specifier)) return null;
    const file = fileURLToPath(specifier.replace(/[?#].*$/, ""));
    if (existsSync(file)) return null;
    throw new ScriptResolveError(`Cannot find module '${file}'`, file, null, nearestFile(file, file));
  }

  #importer(parentUrl: string | null): Importer | null {
    const imports = parentUrl === null ? null : this.options.importsOf(parentUrl);
    if (parentUrl === null || imports === null) return null;
    return { url: parentUrl, file: fileURLToPath(parentUrl.replace(/[?#].*$/, "")), imports };
  }

  #relative(specifier: string, importer: Importer): ResolvedModule {
    const { href, search, hash } = new URL(specifier, importer.url);
    const target = fileURLToPath(href.slice(0, href.length - search.length - hash.length));
    const found = this.#file(target, importer);
    if (found === null) {
      const message = `Cannot find module '${specifier}' imported from ${importer.file}`;
      throw this.#error(message, specifier, importer, nearestFile(specifier, target));
    }
    return this.#module(found, search + hash, specifier, importer);
  }

  #mapped(specifier: string, importer: Importer): ResolvedModule | null {
    for (const target of this.options.projects.of(importer.file).mapped(specifier)) {
      const found = this.#file(target, importer);
      if (found !== null) return this.#module(found, "", specifier, importer);
    }
    return null;
  }

  /** Node resolves packages; here it is only seen to it that there is something to find, while its place is known. */
  #package(specifier: string, importer: Importer, conditions: readonly string[]): null {
    const directory = path.dirname(importer.file);
    if (resolveOrNull(packageResolver(conditions), directory, specifier) !== null) return null;
    if (isRequirable(specifier, importer.file)) return null;
    const isInstalled = installedPackages(directory).includes(packageName(specifier));
    const what = isInstalled ? "module" : "package";
    const hint = isInstalled ? null : nearestPackage(specifier, directory);
    throw this.#error(`Cannot find ${what} '${specifier}' imported from ${importer.file}`, specifier, importer, hint);
  }

  #file(target: string, importer: Importer): string | null {
    const isTyped = /\.[cm]?tsx?$/.test(importer.file);
    const resolver = isTyped ? this.#files.typescript : this.#files.javascript;
    const found = resolveOrNull(resolver, path.dirname(target), escaped(target));
    return found && found.replace(/\0(.)/g, "$1");
  }

  #module(file: string, query: string, specifier: string, importer: Importer): ResolvedModule {
    const url = pathToFileURL(file).href;
    const kind = scriptFile(url).kind;
    if (kind === "unknown") throw this.#error(unknownFileMessage(file), specifier, importer, null);
    return { url: url + query, importAttributes: kind === "json" ? { type: "json" } : {} };
  }

  #error(message: string, specifier: string, importer: Importer, hint: string | null): ScriptResolveError {
    const range = importer.imports.find((each) => each.specifier === specifier)?.range ?? null;
    return new ScriptResolveError(message, importer.file, range, hint);
  }
}

/** One of the script's own files, which imports something. */
interface Importer {
  readonly url: string;
  readonly file: string;
  readonly imports: readonly ImportEntry[];
}

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** TypeScript means `./a.ts` when it says `./a.js`, even if both are there; JavaScript means what it says. */
function fileResolver(isTyped: boolean): Resolver {
  const inOrder = (...names: string[]): string[] => (isTyped ? names : names.reverse());
  return enhancedResolve.ResolverFactory.createResolver({
    fileSystem: fs,
    useSyncFileSystemCalls: true,
    extensions,
    extensionAlias: {
      ".js": inOrder(".ts", ".tsx", ".js"),
      ".jsx": inOrder(".tsx", ".jsx"),
      ".mjs": inOrder(".mts", ".mjs"),
      ".cjs": inOrder(".cts", ".cjs"),
    },
    exportsFields: [],
  });
}

/** What follows these in a request is no path to the resolver, unless they are escaped; its answers are likewise. */
function escaped(file: string): string {
  return file.replace(/[?#]/g, "\0$&");
}

function packageResolver(conditions: readonly string[]): Resolver {
  return enhancedResolve.ResolverFactory.createResolver({
    fileSystem: fs,
    useSyncFileSystemCalls: true,
    conditionNames: [...conditions],
    extensions: [".js", ".json", ".node", ".mjs", ".cjs"],
  });
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** By Node's own rules for CommonJS, which know of more places than the resolver does. */
function isRequirable(specifier: string, importer: string): boolean {
  try {
    createRequire(importer).resolve(specifier);
    return true;
  } catch {
    // It says the same as the error that its caller makes, without the place.
    return false;
  }
}

function resolveOrNull(resolver: Resolver, directory: string, request: string): string | null {
  try {
    return resolver.resolveSync({}, directory, request) || null;
  } catch {
    // Not found, and its reasons in the resolver's words, which name files that no one asked for.
    return null;
  }
}
