import { isStatementList } from "./isStatementList.js";
import type { Script } from "./script.js";
import { spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Puts a statement before another, outside of its labels, with a block made where only one statement may stand. */
export function beforeStatement(script: Script, statement: t.Node, text: string): void {
  let outer = statement;
  let place = script.place(outer);
  while (place?.parent.type === "LabeledStatement") {
    outer = place.parent;
    place = script.place(outer);
  }
  if (place !== null && isStatementList(place)) script.edits.wrap(spanOf(outer), text, "");
  else script.edits.wrap(spanOf(outer), `{${text}`, "}");
}
