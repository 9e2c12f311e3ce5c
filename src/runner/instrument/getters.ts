import { announce } from "./announce.js";
import { isQuiet } from "./quiet.js";
import type { Script } from "./script.js";
import { bare, isCall, isMember, isTypeWrapper, type Member, spanOf } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** The tensor's properties that make an op when they are read. */
export const opGetters: ReadonlySet<string> = new Set(["T", "mT", "H", "mH", "data", "real", "imag"]);

/**
 * Sets the site of a getter that makes an op, with its receiver: `__g.p(ID, (x)).T`. In an optional chain the receiver
 * cannot be wrapped (the chain would end there), and at the start of a callee V8's messages would show it; there the site
 * is announced. If a chain allows neither, the call before the getter gets no site, rather than that the getter has the
 * call's.
 */
export function instrumentGetter(script: Script, node: t.Node): void {
  if (!isOpGetter(node) || isTarget(script, node)) return;
  if (isQuiet(node.object)) setQuietly(script, node);
  else if (!isInOptionalChain(node) || isOptionalLink(node)) wrapReceiver(script, node);
  else muteCallBefore(script, node);
}

export function isOpGetter(node: t.Node): node is Member {
  return isMember(node) && !node.computed && node.property.type === "Identifier" && opGetters.has(node.property.name);
}

function setQuietly(script: Script, node: Member): void {
  const mustNotWrap = isQuoted(script, node) || bare(node.object).type === "Super" || isInOptionalChain(node);
  if (!mustNotWrap) return wrapReceiver(script, node);
  // Getters that follow each other without a call are announced together, with the last one's range.
  if (isFollowedByGetter(script, node) || isLastSpread(script, node)) return;
  if (!announce(script, node, () => script.addSite(spanOf(node))) && !isInOptionalChain(node))
    wrapReceiver(script, node);
}

function wrapReceiver(script: Script, node: Member): void {
  if (bare(node.object).type !== "Super") script.passThrough(node.object, script.addSite(spanOf(node)));
}

function muteCallBefore(script: Script, node: Member): void {
  const before = bare(node.object);
  if (isCall(before)) script.muted.add(before);
}

/** A property that is written or deleted is not read. */
function isTarget(script: Script, node: Member): boolean {
  const place = script.place(node);
  if (place === null) return false;
  switch (place.parent.type) {
    case "AssignmentExpression":
    case "AssignmentPattern":
    case "ForOfStatement":
    case "ForInStatement":
      return place.key === "left";
    case "UpdateExpression":
    case "ArrayPattern":
    case "RestElement":
      return true;
    case "UnaryExpression":
      return place.parent.operator === "delete";
    case "ObjectProperty":
      return place.key === "value" && script.place(place.parent)?.parent.type === "ObjectPattern";
    default:
      return false;
  }
}

/** Whether V8 may quote this expression in a message: it starts a callee, or it is iterated or taken apart. */
export function isQuoted(script: Script, node: t.Node): boolean {
  const place = script.place(node);
  if (place === null) return false;
  const { parent, key } = place;
  if (isTypeWrapper(parent) || (isMember(parent) && key === "object")) return isQuoted(script, parent);
  switch (parent.type) {
    case "CallExpression":
    case "OptionalCallExpression":
    case "NewExpression":
      return key === "callee";
    case "TaggedTemplateExpression":
      return key === "tag";
    case "SpreadElement":
      return true;
    case "YieldExpression":
      return parent.delegate;
    case "ForOfStatement":
      return key === "right";
    case "VariableDeclarator":
      return parent.id.type === "ArrayPattern" || parent.id.type === "ObjectPattern";
    case "AssignmentExpression":
      return key === "right" && (parent.left.type === "ArrayPattern" || parent.left.type === "ObjectPattern");
    default:
      return false;
  }
}

function isFollowedByGetter(script: Script, node: t.Node): boolean {
  const place = script.place(node);
  if (place === null) return false;
  if (isTypeWrapper(place.parent)) return isFollowedByGetter(script, place.parent);
  if (!isMember(place.parent) || place.key !== "object") return false;
  return isOpGetter(place.parent) || isFollowedByGetter(script, place.parent);
}

/** What is spread as a call's last argument is made at the call's own site, which calls.ts sets before it. */
function isLastSpread(script: Script, node: t.Node): boolean {
  const place = script.place(node);
  if (place === null) return false;
  const isInside = isTypeWrapper(place.parent) || (isMember(place.parent) && place.key === "object");
  if (isInside) return isLastSpread(script, place.parent);
  if (place.parent.type !== "SpreadElement") return false;
  const holder = script.place(place.parent)?.parent;
  return holder !== undefined && isCall(holder) && holder.arguments.at(-1) === place.parent;
}

function isInOptionalChain(node: t.Node): boolean {
  return node.type === "OptionalMemberExpression" || node.type === "OptionalCallExpression";
}

function isOptionalLink(node: Member): boolean {
  return node.type === "OptionalMemberExpression" && node.optional;
}
