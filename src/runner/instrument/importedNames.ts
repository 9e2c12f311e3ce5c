import { beforeStatement } from "./beforeStatement.js";
import type { Script } from "./script.js";
import type { Variable, Variables } from "./scopes.js";
import { spanOf } from "./syntaxTree.js";
import type { BindingEntry } from "../../protocol/entry.js";
import type * as t from "@babel/types";

/**
 * Tells what the names are that a file imports from others of the script, before its first statement: by then those have
 * run. A name that does nothing when the file runs may be a type's, and is left alone: it would not be there to be read.
 */
export function instrumentImportedNames(script: Script, variables: Variables): readonly BindingEntry[] {
  const { body } = script.tree.program;
  const first = body.find((each) => each.type !== "ImportDeclaration" && script.place(each) !== null);
  if (!first) return [];
  const names = body.flatMap((each) => (each.type === "ImportDeclaration" && isOfScript(each) ? each.specifiers : []));
  return names.flatMap((name) => {
    const variable = script.place(name) && variables.get(name.local);
    if (!variable || name.type === "ImportNamespaceSpecifier" || !isRead(script, variable)) return [];
    const id = script.takeId();
    beforeStatement(script, first, `${script.global}.w(${id}, () => ${variable.name});`);
    const range = script.lines.range(spanOf(name.local));
    const uses = variable.occurrences.map((each) => script.lines.range(spanOf(each)));
    return [{ id, name: variable.name, kind: "use", range, uses }];
  });
}

function isOfScript({ source }: t.ImportDeclaration): boolean {
  return /^\.{0,2}\//.test(source.value);
}

function isRead(script: Script, { occurrences }: Variable): boolean {
  return occurrences.some((each) => {
    const { type } = script.place(each)!.parent;
    return type !== "ImportSpecifier" && type !== "ImportDefaultSpecifier" && type !== "ExportSpecifier";
  });
}
