import MagicString, { type SourceMap } from "magic-string";
import { instrumentCall } from "./calls.js";
import { Edits } from "./edits.js";
import { instrumentGetter } from "./getters.js";
import { instrumentImportedNames } from "./importedNames.js";
import { findImports, type ImportEntry } from "./imports.js";
import { instrumentIteration } from "./iteration.js";
import { LineTable } from "./lineTable.js";
import { moduleTraits, type ModuleTraits } from "./moduleTraits.js";
import { instrumentNames } from "./names.js";
import { type Language, parseScript } from "./parseScript.js";
import { instrumentReturns } from "./returns.js";
import { resolveVariables } from "./scopes.js";
import { Script } from "./script.js";
import { syntaxTree } from "./syntaxTree.js";
import { instrumentWatches } from "./watches.js";
import type { BindingEntry, SiteEntry, WatchEntry } from "../../protocol/entry.js";

/**
 * Instrumentation writes calls of the worker's global object into a script, which keep its types and lines and let it
 * behave exactly as it did:
 *
 *     __g.p(ID, value)   returns the value; ops that follow are made at the site ID
 *     ...__g.s(ID)       the same where there is no value, as an empty spread
 *     __g.n(ID, value)   returns the value, which is now bound to the name ID
 *     __g.w(ID, read)    binds what is read to the watch ID; returns a third argument, evaluated before
 *
 * Ids of sites and names are one space of numbers over all files of a run; 0 is no site. What makes an op without a site
 * of its own and cannot be given one is left with site 0, or with the site of the call that it takes its operand from.
 */
export interface Instrumented {
  readonly code: string;
  /** From the code back to the source (without its byte order mark), with columns. */
  readonly map: SourceMap;
  readonly sites: readonly SiteEntry[];
  readonly bindings: readonly BindingEntry[];
  readonly watches: readonly WatchEntry[];
  readonly imports: readonly ImportEntry[];
  readonly traits: ModuleTraits;
  /** Which of the `globalNames` the code uses: the first that does not occur in it. */
  readonly global: string;
  readonly nextId: number;
}

export interface InstrumentOptions {
  /** As shown in errors. */
  readonly file: string;
  readonly language: Language;
  /** The tsconfig's `experimentalDecorators`. */
  readonly legacyDecorators: boolean;
  readonly firstId: number;
}

/** The worker defines its functions under all of these. */
export const globalNames: readonly string[] = ["__g", ...Array.from({ length: 9 }, (_, index) => `__g${index + 1}`)];

/** Throws a ScriptSyntaxError. */
export function instrument(text: string, options: InstrumentOptions): Instrumented {
  const source = withoutByteOrderMark(text);
  const tree = syntaxTree(parseScript(source, options.file, options.language, options.legacyDecorators));
  const lines = new LineTable(source);
  const edits = new Edits();
  const global = freeName(source);
  const script = new Script(source, tree, lines, edits, global, options.firstId);
  const variables = resolveVariables(tree);
  const names = [...instrumentNames(script, variables), ...instrumentImportedNames(script, variables)];
  for (const node of tree.nodes) {
    instrumentGetter(script, node);
    instrumentIteration(script, node);
    instrumentCall(script, node);
  }
  instrumentReturns(script);
  const { bindings, watches } = instrumentWatches(script, options.language);
  const code = new MagicString(source);
  edits.applyTo(code);
  return {
    code: code.toString(),
    map: code.generateMap({ hires: "boundary", source: options.file }),
    sites: script.sites,
    bindings: [...names, ...bindings],
    watches,
    imports: findImports(tree, lines),
    traits: moduleTraits(tree, variables),
    global,
    nextId: script.nextId,
  };
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function freeName(source: string): string {
  const taken = new Set(source.match(/__g\d?(?![\w$])/g));
  const name = globalNames.find((each) => !taken.has(each));
  if (name === undefined) throw new Error(`a script that uses all of ${globalNames.join(", ")} cannot be instrumented`);
  return name;
}
