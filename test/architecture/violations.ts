import path from "node:path";
import { importsOf } from "./importsOf.js";

export interface Layer {
  readonly folder: string;
  /** The layers that this one may import, besides itself. */
  readonly layers: readonly string[];
  /** The packages that it may import; a name that ends with `*` stands for all that begin so. */
  readonly packages: readonly string[];
  /** Folders that belong to no layer, of whose style sheets it may have any bundled. */
  readonly styles?: readonly string[];
  /** Packages that one file alone may import. */
  readonly inOneFile?: Readonly<Record<string, readonly string[]>>;
}

/** What `file` imports and its layer may not, a sentence each; the paths count from the repository's root, with `/`. */
export function violations(table: Readonly<Record<string, Layer>>, file: string, text: string): readonly string[] {
  const from = layerOf(table, file);
  if (from === undefined) return [`${file} is in no layer`];
  const { layers, packages, styles = [], inOneFile = {} } = table[from] as Layer;
  const mayImport = [...packages, ...(inOneFile[file] ?? [])];
  return importsOf(file, text).flatMap((name) => {
    if (!name.startsWith(".")) {
      return mayImport.some((pattern) => covers(pattern, name)) ? [] : [`${file}: ${from} may not import ${name}`];
    }
    const target = path.posix.join(path.posix.dirname(file), name);
    if (target.endsWith(".css") && styles.some((folder) => target.startsWith(`${folder}/`))) return [];
    const to = layerOf(table, target);
    if (to === undefined) return [`${file}: ${target} is in no layer`];
    return to === from || layers.includes(to) ? [] : [`${file}: ${from} may not import ${to}, here ${target}`];
  });
}

function layerOf(table: Readonly<Record<string, Layer>>, file: string): string | undefined {
  return Object.keys(table).find((name) => file.startsWith(`${table[name]?.folder}/`));
}

/** A package also stands for what is inside it. */
function covers(pattern: string, name: string): boolean {
  if (pattern.endsWith("*")) return name.startsWith(pattern.slice(0, -1));
  return name === pattern || name.startsWith(`${pattern}/`);
}
