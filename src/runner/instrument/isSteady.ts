import type { Variable } from "./scopes.js";
import type { SyntaxTree } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Whether a variable changes nowhere but where it is declared and in the head of its `for`, between two iterations. */
export function isSteady(tree: SyntaxTree, { occurrences }: Variable): boolean {
  return occurrences.every((occurrence) => {
    const { parent, key } = tree.places.get(occurrence)!;
    const isWritten = parent.type === "UpdateExpression" || (parent.type === "AssignmentExpression" && key === "left");
    return !isWritten || isInUpdate(tree, parent);
  });
}

function isInUpdate(tree: SyntaxTree, node: t.Node): boolean {
  const { parent, key } = tree.places.get(node)!;
  return parent.type === "SequenceExpression" ? isInUpdate(tree, parent) : key === "update";
}
