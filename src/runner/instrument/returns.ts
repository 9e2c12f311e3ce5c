import { canBeTensor } from "./canBeTensor.js";
import { noSite, type Script } from "./script.js";
import { isCall, isFunction } from "./syntaxTree.js";
import type * as t from "@babel/types";

/**
 * A function of the script that calls something leaves no site behind when it returns: an op that its caller makes
 * without a site of its own (by iterating the result, say) would otherwise stand at the last call inside the function.
 */
export function instrumentReturns(script: Script): void {
  const callers = new Set<t.Node | null>();
  for (const node of script.tree.nodes) if (isCall(node)) callers.add(functionAround(script, node));
  for (const node of script.tree.nodes) {
    const returned = returnedBy(node);
    if (returned === null || !canBeTensor(returned)) continue;
    if (callers.has(functionAround(script, returned))) script.passThrough(returned, noSite);
  }
}

function returnedBy(node: t.Node): t.Expression | null {
  if (node.type === "ReturnStatement") return node.argument ?? null;
  if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement") return node.body;
  return null;
}

/** Null for what is called outside of functions. */
function functionAround(script: Script, node: t.Node): t.Node | null {
  for (let place = script.place(node); place !== null; place = script.place(place.parent)) {
    if (isFunction(place.parent)) return place.parent;
  }
  return null;
}
