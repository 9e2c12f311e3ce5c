import { beforeStatement } from "./beforeStatement.js";
import { isQuiet } from "./quiet.js";
import type { Script } from "./script.js";
import { isTypeWrapper, spanOf, type Place } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * V8's messages quote the text of what could not be called or iterated ("x.T.foo is not a function", "rows is not
 * iterable"). Such an expression, and the receivers it starts with, cannot be wrapped without the script seeing it in a
 * message. Where nothing is called in between, its site is told beforehand instead: by a comma around the outermost
 * expression that starts with it, `(__g.p(ID, 0), x.T.foo(y))`, or by a statement before it.
 */
export function announce(script: Script, node: t.Node, site: () => number): boolean {
  const point = announcementPoint(script, node);
  if (point === null) return false;
  const tell = `${script.global}.p(${site()}, 0)`;
  switch (point.kind) {
    case "comma":
      script.edits.wrap(spanOf(point.node), `(${tell}, `, ")");
      return true;
    case "expressionStatement":
      // Without parentheses: one at the start of a statement would continue a line before it that has no semicolon.
      script.edits.wrap(spanOf(point.node), `${tell}, `, "");
      return true;
    case "statement":
      beforeStatement(script, point.node, `${tell};`);
      return true;
  }
}

interface AnnouncementPoint {
  readonly kind: "comma" | "expressionStatement" | "statement";
  readonly node: t.Node;
}

function announcementPoint(script: Script, from: t.Node): AnnouncementPoint | null {
  let node = from;
  for (let place = script.place(node); place !== null; place = script.place(node)) {
    const step = stepOut(script, node, place);
    if (step.kind !== "further") return step.kind === "nowhere" ? null : step;
    node = step.node;
  }
  return null;
}

type Step = AnnouncementPoint | { readonly kind: "further"; readonly node: t.Node } | { readonly kind: "nowhere" };

function stepOut(script: Script, node: t.Node, { parent, key }: Place): Step {
  const further: Step = { kind: "further", node: parent };
  const nowhere: Step = { kind: "nowhere" };
  if (isTypeWrapper(parent)) return further;
  switch (parent.type) {
    case "ExpressionStatement":
      return { kind: "expressionStatement", node: parent };
    case "MemberExpression":
    case "OptionalMemberExpression":
      return key === "object" ? further : { kind: "comma", node };
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      if (key === "callee") return further;
      return node.type === "SpreadElement"
        ? afterQuiet([parent.callee, ...before(parent.arguments, node)], further)
        : { kind: "comma", node };
    case "TaggedTemplateExpression":
      return key === "tag" ? further : { kind: "comma", node };
    case "SpreadElement":
      return script.place(parent)?.parent.type === "ObjectExpression" ? { kind: "comma", node } : further;
    case "YieldExpression":
      // V8 goes on printing what stands around `yield*`, so that a comma would be seen.
      return script.place(parent)?.parent.type === "ExpressionStatement"
        ? { kind: "statement", node: script.place(parent)!.parent }
        : nowhere;
    case "UnaryExpression":
    case "UpdateExpression":
      return further;
    case "ArrayExpression":
      return node.type === "SpreadElement"
        ? afterQuiet(before(parent.elements, node), further)
        : { kind: "comma", node };
    case "AssignmentExpression":
      return key === "left" || isPattern(parent.left) ? further : { kind: "comma", node };
    case "VariableDeclarator":
      return isPattern(parent.id) ? further : { kind: "comma", node };
    case "VariableDeclaration":
      return afterQuiet(
        before(parent.declarations, node).map((each) => each.init ?? null),
        declarationStep(script, parent),
      );
    case "ForStatement":
      return node.type === "VariableDeclaration" ? { kind: "statement", node: parent } : { kind: "comma", node };
    case "ForOfStatement":
      return key === "left" ? nowhere : { kind: "statement", node: parent };
    case "AssignmentPattern":
    case "ForInStatement":
      return key === "left" ? nowhere : { kind: "comma", node };
    case "ObjectProperty":
      return script.place(parent)?.parent.type === "ObjectPattern" ? nowhere : { kind: "comma", node };
    case "ArrayPattern":
    case "ObjectPattern":
    case "RestElement":
    case "Decorator":
      return nowhere;
    default:
      return { kind: "comma", node };
  }
}

function declarationStep(script: Script, declaration: t.VariableDeclaration): Step {
  const place = script.place(declaration);
  if (place?.parent.type === "ForStatement") return { kind: "further", node: declaration };
  if (place?.parent.type === "ExportNamedDeclaration") return { kind: "statement", node: place.parent };
  return { kind: "statement", node: declaration };
}

function isPattern(node: t.Node): boolean {
  return node.type === "ArrayPattern" || node.type === "ObjectPattern";
}

function before<T extends t.Node>(siblings: readonly (T | null)[], node: t.Node): (T & t.Node)[] {
  const index = siblings.findIndex((sibling) => sibling === node);
  return siblings.slice(0, index).filter((sibling) => sibling !== null);
}

function afterQuiet(evaluatedBefore: readonly (t.Node | null)[], step: Step): Step {
  return evaluatedBefore.every((each) => each === null || isQuiet(each)) ? step : { kind: "nowhere" };
}
