import module from "node:module";
import { fileURLToPath } from "node:url";
import { isCommonJs } from "./hooks.js";

/** The part of Node's CommonJS loader by which it runs a program's own module: `require.main` is that, and nothing else. */
interface CommonJsLoader {
  _load(file: string, parent: null, isMain: true): unknown;
}

/** Runs the script, of either kind, as Node would run it by its name. */
export async function runAsMain(url: string): Promise<void> {
  if (isCommonJs(url)) (module as unknown as CommonJsLoader)._load(fileURLToPath(url), null, true);
  else await import(url);
}
