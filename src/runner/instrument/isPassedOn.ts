import { isLeftAlone } from "./calls.js";
import { isQuoted } from "./getters.js";
import { isCommonJsExport } from "./isCommonJsExport.js";
import { passesItsRightSide } from "./passesItsRightSide.js";
import type { Script } from "./script.js";
import { bare, isTypeWrapper } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * Whether an expression's value goes on as it is, into a call, a variable, a literal, or has its `.grad` read, and V8 quotes
 * the expression in no message (see announce.ts), so that it can be wrapped. Operators take no tensors.
 */
export function isPassedOn(script: Script, node: t.Node): boolean {
  const place = script.place(node);
  if (place === null) return false;
  const { parent, key } = place;
  if (isTypeWrapper(parent)) return isPassedOn(script, parent);
  switch (parent.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      return key === "arguments" && !isLeftAlone(parent);
    case "VariableDeclarator":
      return parent.id.type === "Identifier" || node.type === "ArrayExpression";
    case "AssignmentExpression":
      return key === "right" && passesItsRightSide(parent) && canTake(bare(parent.left), node);
    case "ForOfStatement":
      return key === "right" && node.type === "ArrayExpression";
    case "ArrowFunctionExpression":
      return key === "body";
    case "ReturnStatement":
      return true;
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      return key === "value";
    case "YieldExpression":
      return !parent.delegate;
    case "ArrayExpression":
    case "ObjectExpression":
    case "LogicalExpression":
      return isPassedOn(script, parent);
    case "ObjectProperty":
      return key === "value" && isPassedOn(script, parent);
    case "ConditionalExpression":
      return key !== "test" && isPassedOn(script, parent);
    case "TemplateLiteral":
      return isPassedOn(script, parent);
    case "MemberExpression":
      return (
        key === "object" && isGradient(parent) && bare(node).type === "MemberExpression" && !isQuoted(script, parent)
      );
    default:
      return false;
  }
}

function canTake(target: t.Node, value: t.Node): boolean {
  const isPattern = target.type === "ArrayPattern" || target.type === "ObjectPattern";
  return isPattern ? value.type === "ArrayExpression" : !isCommonJsExport(target);
}

function isGradient({ computed, property }: t.MemberExpression): boolean {
  return !computed && property.type === "Identifier" && property.name === "grad";
}
