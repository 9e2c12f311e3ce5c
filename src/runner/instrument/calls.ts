import { announce } from "./announce.js";
import { isQuiet } from "./quiet.js";
import { noSite, type Script } from "./script.js";
import { type Call, isCall, spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** Sets the site of a call after its arguments were evaluated. Callee and receiver are not touched. */
export function instrumentCall(script: Script, node: t.Node): void {
  if (!isCall(node) || isLeftAlone(node)) return;
  const site = script.muted.has(node) ? noSite : script.addSite(spanOf(node));
  const last = node.arguments.at(-1);
  if (last === undefined) setWithoutArguments(script, node, site);
  else if (last.type === "SpreadElement") setWithSpread(script, node, last, site);
  else script.passThrough(last, site);
}

/** What is no call of a function, or means something else if its arguments' text changes. */
export function isLeftAlone({ callee, type, arguments: args }: Call): boolean {
  switch (callee.type) {
    case "Super":
    case "Import":
      return true;
    case "Identifier":
      if (type === "CallExpression" && (callee.name === "eval" || callee.name === "require")) return true;
  }
  return args.some(isCommonJsExports);
}

/** Node finds a CommonJS module's exports by the text of calls like `Object.defineProperty(exports, "x", {…})`. */
function isCommonJsExports(argument: t.Node): boolean {
  if (argument.type === "Identifier") return argument.name === "exports";
  return isCall(argument) && argument.callee.type === "Identifier" && argument.callee.name === "require";
}

function setWithoutArguments(script: Script, node: Call, site: number): void {
  const spread = `...${script.global}.s(${site})`;
  const { end } = spanOf(node);
  if (hasArgumentList(script, node)) script.edits.wrap({ start: end - 1, end: end - 1 }, spread, "");
  else script.edits.wrap({ start: end, end }, "", `(${spread})`);
}

/** `new X` has none, and neither has `new (x())`. */
function hasArgumentList(script: Script, node: Call): boolean {
  if (node.type !== "NewExpression") return true;
  const afterCallee = script.source.slice(spanOf(node.callee).end, spanOf(node).end);
  return /\(\s*\)$/.test(afterCallee.replace(/\/\*[^]*?\*\/|\/\/.*/g, ""));
}

/**
 * V8 quotes a spread operand that is null ("xs is not iterable"), unless another spread stands before it. Where nothing is
 * called from the operand on, the site can be set before it, unseen: with the argument before, or before the whole
 * expression.
 */
function setWithSpread(script: Script, node: Call, last: t.SpreadElement, site: number): void {
  const previous = node.arguments.slice(0, -1);
  const operandIsQuiet = isQuiet(last.argument);
  if (previous.some(({ type }) => type === "SpreadElement")) {
    script.edits.wrap(spanOf(last), "", `, ...${script.global}.s(${site})`);
  } else if (operandIsQuiet && previous.length > 0) {
    script.passThrough(previous.at(-1)!, site);
  } else if (!operandIsQuiet || !announce(script, last, () => site)) {
    script.passThrough(last.argument, site);
  }
}
