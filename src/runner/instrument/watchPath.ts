import { parseExpression } from "@babel/parser";
import { type Language, parserPlugins } from "./parseScript.js";
import { bare, isMember, isTypeWrapper, type Member, spanOf, type Span } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** What a watch reads. */
export interface WatchPath {
  /** In the text that was parsed, a `.grad` at its end included. */
  readonly span: Span;
  /** Without the `.grad`. */
  readonly text: string;
  readonly grad: boolean;
  /** Members such as `#w`, which only a class that has them may name. */
  readonly privateNames: readonly string[];
}

/**
 * Reads a path of names, `this`, members, elements at a literal or named index, and type syntax. Null for all else: a watch
 * does nothing but read.
 */
export function watchPath(text: string, language: Language): WatchPath | null {
  const expression = parse(text, language);
  if (expression === null) return null;
  const asked = bare(expression);
  const grad = isMember(asked) && isGradient(asked);
  const read = grad ? asked.object : expression;
  const privateNames = privateNamesOf(read);
  if (privateNames === null) return null;
  const { start, end } = spanOf(read);
  return { span: spanOf(expression), text: text.slice(start, end), grad, privateNames };
}

function parse(text: string, language: Language): t.Expression | null {
  try {
    const plugins = parserPlugins(language, false);
    const expression = parseExpression(text, { sourceType: "module", plugins, errorRecovery: true });
    const errors = (expression as { readonly errors?: readonly { readonly reasonCode: string }[] }).errors ?? [];
    return errors.every(({ reasonCode }) => reasonCode === "InvalidPrivateFieldResolution") ? expression : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A gradient in the middle is refused: the engine warns where a tensor keeps none. */
function isGradient({ computed, property }: Member): boolean {
  return !computed && property.type === "Identifier" && property.name === "grad";
}

/** Null for what is no path. */
function privateNamesOf(node: t.Node): readonly string[] | null {
  if (isTypeWrapper(node)) return privateNamesOf(node.expression);
  if (node.type === "ThisExpression") return [];
  // Some places in a class may not name their function's `arguments`.
  if (node.type === "Identifier") return node.name === "arguments" ? null : [];
  if (!isMember(node) || isGradient(node)) return null;
  const names = privateNamesOf(node.object);
  const { property, computed } = node;
  switch (property.type) {
    case "Identifier":
      return computed && property.name === "arguments" ? null : names;
    case "StringLiteral":
    case "NumericLiteral":
      return names;
    case "PrivateName":
      return names && [...names, property.id.name];
    default:
      return null;
  }
}
