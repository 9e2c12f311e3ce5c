import { isStatementList } from "./isStatementList.js";
import type { Script } from "./script.js";
import { isFunction, spanOf, type Span } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * Where a watch reads: before or after a statement, at the end of a block that has none, or after an expression was
 * evaluated whose value then leaves the function.
 */
export type WatchPoint =
  | { readonly kind: "before" | "after"; readonly node: t.Statement }
  | { readonly kind: "inEmptyBlock"; readonly node: t.Node }
  | { readonly kind: "evaluated"; readonly node: t.Expression };

/**
 * A comment at the end of a line reads after the statement that it stands in or that ends on its line, one on a line of
 * its own before the next statement of its block. Null where no statement of its scope can stand: in a class's body, among
 * parameters, between the parts of an `if` or a loop, or in types.
 */
export function watchPoint(script: Script, comment: Span): WatchPoint | null {
  let node = innermostAround(script, comment);
  for (;;) {
    const list = statementsOf(node, comment);
    if (list !== null) return pointInList(script, node, list, comment);
    const place = script.place(node);
    if (place === null) return null;
    if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement") {
      return { kind: "evaluated", node: node.body };
    }
    if (isFunction(node) || partsThatHoldNone.has(node.type)) return null;
    if (isStatementList(place) || node.type.endsWith("Statement")) return pointAfter(node as t.Statement);
    node = place.parent;
  }
}

const partsThatHoldNone = new Set([
  "ClassBody",
  "ClassDeclaration",
  "ClassExpression",
  "Decorator",
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "IfStatement",
  "LabeledStatement",
  "SwitchStatement",
  "TSModuleDeclaration",
  "TryStatement",
  "WhileStatement",
  "WithStatement",
]);

/** Nodes come outer before inner. */
function innermostAround({ tree }: Script, comment: Span): t.Node {
  return tree.nodes.findLast((node) => contains(node, comment)) ?? tree.program;
}

function contains(node: t.Node, { start, end }: Span): boolean {
  const span = spanOf(node);
  return span.start <= start && end <= span.end;
}

function statementsOf(node: t.Node, comment: Span): readonly t.Statement[] | null {
  switch (node.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
    case "TSModuleBlock":
      return node.body;
    case "SwitchCase":
      return node.consequent;
    case "SwitchStatement": {
      // A case ends with its last statement; what follows that up to the next case belongs to it.
      const before = node.cases.findLast((each) => spanOf(each).end <= comment.start)?.consequent ?? [];
      return before.length > 0 ? before : null;
    }
    default:
      return null;
  }
}

function pointInList(script: Script, holder: t.Node, list: readonly t.Statement[], comment: Span): WatchPoint | null {
  if (list.some((statement) => contains(statement, comment))) return null;
  const running = list.filter((statement) => script.place(statement) !== null);
  const previous = running.findLast((statement) => spanOf(statement).end <= comment.start);
  const next = running.find((statement) => spanOf(statement).start >= comment.end);
  if (previous && (!next || isOneLine(script.source.slice(spanOf(previous).end, comment.start)))) {
    return pointAfter(previous);
  }
  if (next) return { kind: "before", node: next };
  return holder.type === "BlockStatement" || holder.type === "StaticBlock"
    ? { kind: "inEmptyBlock", node: holder }
    : null;
}

function isOneLine(text: string): boolean {
  return !/[\n\r\u2028\u2029]/.test(text);
}

function pointAfter(statement: t.Statement): WatchPoint {
  switch (statement.type) {
    case "ReturnStatement":
    case "ThrowStatement":
      return statement.argument ? { kind: "evaluated", node: statement.argument } : { kind: "before", node: statement };
    case "BreakStatement":
    case "ContinueStatement":
      return { kind: "before", node: statement };
    default:
      return { kind: "after", node: statement };
  }
}
