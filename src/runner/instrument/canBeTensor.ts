import { bare } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * Whether an expression's value can be a tensor as far as its syntax says. What is decided here also keeps functions and
 * classes unwrapped, which would lose the name that they take from what they are assigned to.
 */
export function canBeTensor(node: t.Node): boolean {
  const value = bare(node);
  switch (value.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassExpression":
    case "ObjectExpression":
    case "ArrayExpression":
    case "TemplateLiteral":
    case "UnaryExpression":
    case "BinaryExpression":
    case "UpdateExpression":
    case "MetaProperty":
      return false;
    default:
      return !value.type.endsWith("Literal") && !value.type.startsWith("JSX");
  }
}
