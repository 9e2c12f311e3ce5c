import { isTypeWrapper } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * Whether nothing that this expression evaluates calls a function, so that a site which was set before it still stands
 * after it. (Accessors can call anything, but what returns from a function of the script leaves no site; see returns.ts.)
 */
export function isQuiet(node: t.Node): boolean {
  if (isTypeWrapper(node)) return isQuiet(node.expression);
  switch (node.type) {
    case "Identifier":
    case "ThisExpression":
    case "Super":
    case "Import":
    case "MetaProperty":
    case "PrivateName":
    case "StringLiteral":
    case "NumericLiteral":
    case "BigIntLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "RegExpLiteral":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "MemberExpression":
    case "OptionalMemberExpression":
      return isQuiet(node.object) && isQuiet(node.property);
    case "UnaryExpression":
      return isQuiet(node.argument);
    case "BinaryExpression":
    case "LogicalExpression":
      return isQuiet(node.left) && isQuiet(node.right);
    case "ConditionalExpression":
      return isQuiet(node.test) && isQuiet(node.consequent) && isQuiet(node.alternate);
    case "SequenceExpression":
    case "TemplateLiteral":
      return node.expressions.every(isQuiet);
    case "ArrayExpression":
      return node.elements.every((element) => element === null || isQuiet(element));
    case "ObjectExpression":
      return node.properties.every(
        (property) =>
          property.type === "ObjectMethod" || (property.type === "ObjectProperty" && isQuiet(property.value)),
      );
    default:
      return false;
  }
}
