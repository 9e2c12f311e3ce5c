import module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { LoaderAnswer, LoaderQuestion } from "../protocol/loading.js";

/** The parts of Node's CommonJS loader that its documentation lets programs replace. */
interface CommonJsLoader {
  _resolveFilename: (this: unknown, request: string, parent: Parent, ...rest: unknown[]) => string;
  readonly _extensions: Record<string, (module: CommonJsModule, file: string) => void>;
}

type Parent = { readonly filename?: string | null } | null | undefined;

interface CommonJsModule {
  _compile(source: string, file: string, format: "module" | "commonjs"): void;
}

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/**
 * The hooks of Node 20 do not see what CommonJS requires: a package would get a second engine, or none. Here the CommonJS
 * loader itself asks, with the same questions.
 */
export function hookCommonJs(ask: (question: LoaderQuestion) => LoaderAnswer): void {
  const loader = module as unknown as CommonJsLoader;
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const parentUrl = parent?.filename ? pathToFileURL(parent.filename).href : null;
    const answer = ask({ kind: "resolve", specifier: request, parentUrl, conditions: ["node", "require"] });
    if (answer.kind === "resolved") return fileURLToPath(answer.url);
    return resolveFilename.call(this, request, parent, ...rest);
  };
  for (const extension of extensions) {
    const load = loader._extensions[extension] ?? loader._extensions[".js"]!;
    loader._extensions[extension] = (module, file) => {
      const answer = ask({ kind: "load", url: pathToFileURL(file).href });
      if (answer.kind !== "loaded" || answer.format === "json") load(module, file);
      else module._compile(answer.source, file, answer.format);
    };
  }
}
