import { isMember } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Node finds a CommonJS module's exports by the text of assignments to these. */
export function isCommonJsExport(target: t.Node): boolean {
  if (!isMember(target) || target.object.type !== "Identifier") return false;
  const { name } = target.object;
  return (
    name === "exports" ||
    (name === "module" && target.property.type === "Identifier" && target.property.name === "exports")
  );
}
