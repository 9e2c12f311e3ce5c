import type { Edits } from "./edits.js";
import type { LineTable } from "./lineTable.js";
import type { SiteEntry } from "../../protocol/entry.js";
import { type Place, type Span, type SyntaxTree, spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** No site: an op that is made now stands nowhere in the script. */
export const noSite = 0;

/** A file on its way to being instrumented: what the single concerns read, and where they put what they found. */
export class Script {
  readonly sites: SiteEntry[] = [];
  /** Calls that must not set a site of their own; see getters.ts. */
  readonly muted = new Set<t.Node>();
  #nextId: number;

  constructor(
    readonly source: string,
    readonly tree: SyntaxTree,
    readonly lines: LineTable,
    readonly edits: Edits,
    /** The name under which the script reaches the worker's functions. */
    readonly global: string,
    firstId: number,
  ) {
    this.#nextId = firstId;
  }

  get nextId(): number {
    return this.#nextId;
  }

  takeId(): number {
    return this.#nextId++;
  }

  addSite(span: Span): number {
    const id = this.takeId();
    this.sites.push({ id, range: this.lines.range(span) });
    return id;
  }

  /** Null for the program, which stands nowhere. */
  place(node: t.Node): Place | null {
    return this.tree.places.get(node) ?? null;
  }

  /** Sets the site, and passes on the value of the expression; its own parentheses keep sequences and spreads whole. */
  passThrough(node: t.Node, site: number): void {
    this.edits.wrap(spanOf(node), `${this.global}.p(${site}, (`, "))");
  }
}
