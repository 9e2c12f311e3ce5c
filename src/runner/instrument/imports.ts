import { isCall, spanOf, type SyntaxTree } from "./syntaxTree.js";
import type { LineTable } from "./lineTable.js";
import type { SourceRange } from "../../protocol/site.js";
import type * as t from "@babel/types";

/** A module that a file asks for by a literal name; the range is the literal's, quotes included. */
export interface ImportEntry {
  readonly specifier: string;
  readonly range: SourceRange;
}

export function findImports(tree: SyntaxTree, lines: LineTable): ImportEntry[] {
  return tree.nodes.flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier ? [{ specifier: specifier.value, range: lines.range(spanOf(specifier)) }] : [];
  });
}

function specifierOf(node: t.Node): t.StringLiteral | null {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return node.source ?? null;
    case "TSExternalModuleReference":
      return node.expression;
    default: {
      if (!isCall(node)) return null;
      const isImport =
        node.callee.type === "Import" || (node.callee.type === "Identifier" && node.callee.name === "require");
      const argument = node.arguments[0];
      return isImport && argument?.type === "StringLiteral" ? argument : null;
    }
  }
}
