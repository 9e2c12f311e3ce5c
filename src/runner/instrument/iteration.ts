import { announce } from "./announce.js";
import { canBeTensor } from "./canBeTensor.js";
import { isOpGetter, opGetters } from "./getters.js";
import { isQuiet } from "./quiet.js";
import type { Script } from "./script.js";
import { bare, spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * Sets the site of what iterates or takes apart a tensor: `for…of`, spreads into arrays, `yield*`, destructuring. The
 * operand is quoted in V8's messages, so the site is announced. If the operand calls something, the op has that call's
 * site, which is the same stretch of text, or none if the script's own function was called.
 */
export function instrumentIteration(script: Script, node: t.Node): void {
  const operand = operandOf(script, node);
  if (operand === null || !isQuiet(operand) || !canBeTensor(operand) || isOpGetter(bare(operand))) return;
  announce(script, operand, () => script.addSite(spanOf(operand)));
}

function operandOf(script: Script, node: t.Node): t.Expression | null {
  switch (node.type) {
    case "ForOfStatement":
      return node.right;
    case "SpreadElement":
      return script.place(node)?.parent.type === "ArrayExpression" ? node.argument : null;
    case "YieldExpression":
      return node.delegate ? (node.argument ?? null) : null;
    case "VariableDeclarator":
      return makesOp(node.id) ? (node.init ?? null) : null;
    case "AssignmentExpression":
      return makesOp(node.left) ? node.right : null;
    default:
      return null;
  }
}

function makesOp(pattern: t.Node): boolean {
  if (pattern.type === "ArrayPattern") return true;
  return (
    pattern.type === "ObjectPattern" &&
    pattern.properties.some(
      (property) =>
        property.type === "ObjectProperty" &&
        !property.computed &&
        property.key.type === "Identifier" &&
        opGetters.has(property.key.name),
    )
  );
}
