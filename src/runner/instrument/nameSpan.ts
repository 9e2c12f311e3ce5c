import { type Span, spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Where an identifier's name stands: Babel counts a type annotation to the identifier. */
export function nameSpan(source: string, identifier: t.Identifier): Span {
  const { start, end } = spanOf(identifier);
  return source.startsWith(identifier.name, start) ? { start, end: start + identifier.name.length } : { start, end };
}
