import { isStatementList } from "./isStatementList.js";
import type { Script } from "./script.js";
import { spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Puts statements after another, with a block made where only one may stand. */
export function afterStatement(script: Script, statement: t.Node, text: string): void {
  const separator = script.source[spanOf(statement).end - 1] === ";" ? "" : ";";
  const isListed = isStatementList(script.place(statement)!);
  script.edits.wrap(spanOf(statement), isListed ? "" : "{", `${separator}${text};${isListed ? "" : "}"}`);
}
