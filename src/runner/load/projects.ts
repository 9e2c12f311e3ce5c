import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TsconfigRaw } from "esbuild";
import { type Cache, createPathsMatcher, getTsconfig } from "get-tsconfig";

/** What the nearest tsconfig.json and package.json say about a file. */
export interface Project {
  readonly compilerOptions: NonNullable<TsconfigRaw["compilerOptions"]>;
  /** The files that a specifier may stand for by `paths` and `baseUrl`, best first. */
  readonly mapped: (specifier: string) => readonly string[];
  readonly packageType: "module" | "commonjs" | null;
}

/** Reads each tsconfig once; projects are made anew for every run, so that an edited one counts. */
export class Projects {
  readonly #parsed: Cache = new Map();
  readonly #byDirectory = new Map<string, Project>();

  of(file: string): Project {
    const directory = path.dirname(file);
    const known = this.#byDirectory.get(directory) ?? this.#read(directory);
    this.#byDirectory.set(directory, known);
    return known;
  }

  #read(directory: string): Project {
    const { tsconfig, match } = this.#readTsconfig(directory);
    return {
      compilerOptions: (tsconfig?.config.compilerOptions ?? {}) as Project["compilerOptions"],
      mapped: (specifier) => match?.(specifier) ?? [],
      packageType: packageType(directory),
    };
  }

  #readTsconfig(directory: string) {
    try {
      const tsconfig = getTsconfig(directory, "tsconfig.json", this.#parsed);
      return { tsconfig, match: tsconfig && createPathsMatcher(tsconfig) };
    } catch (error) {
      const file = nearest("tsconfig.json", directory) ?? directory;
      throw new Error(`Invalid TypeScript config ${file}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function packageType(directory: string): Project["packageType"] {
  const file = nearest("package.json", directory);
  if (file === null) return null;
  const { type } = parsePackage(file);
  return type === "module" || type === "commonjs" ? type : null;
}

/** The file of this name in the directory or above it. */
function nearest(name: string, directory: string): string | null {
  const file = path.join(directory, name);
  if (existsSync(file)) return file;
  const parent = path.dirname(directory);
  return parent === directory ? null : nearest(name, parent);
}

function parsePackage(file: string): { readonly type?: unknown } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { readonly type?: unknown };
  } catch (error) {
    throw new Error(`Invalid package config ${file}: ${(error as Error).message}`, { cause: error });
  }
}
