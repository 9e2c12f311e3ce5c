import type * as t from "@babel/types";

/** What holds a node, and under which key. */
export interface Place {
  readonly parent: t.Node;
  readonly key: string;
}

/** The nodes of a file that run, outer before inner, with their parents. Types and ambient declarations are left out. */
export interface SyntaxTree {
  readonly program: t.Program;
  readonly comments: readonly t.Comment[];
  readonly nodes: readonly t.Node[];
  readonly places: ReadonlyMap<t.Node, Place>;
}

/** Every node that Babel made from a text has its offsets; their types say so only for nodes made by hand too. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function syntaxTree(file: t.File): SyntaxTree {
  const nodes: t.Node[] = [];
  const places = new Map<t.Node, Place>();
  const pending: t.Node[] = [file.program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    nodes.push(node);
    const children = runningChildren(node);
    for (const child of children) places.set(child.node, { parent: node, key: child.key });
    for (const child of children.reverse()) pending.push(child.node);
  }
  return { program: file.program, comments: file.comments ?? [], nodes, places };
}

export function spanOf(node: t.Node | t.Comment): Span {
  return node as (t.Node | t.Comment) & Span;
}

/** An expression without the parentheses and type syntax around it, which do nothing when it runs. */
export function bare(node: t.Node): t.Node {
  let inner = node;
  while (isTypeWrapper(inner)) inner = inner.expression;
  return inner;
}

export type TypeWrapper =
  | t.TSAsExpression
  | t.TSSatisfiesExpression
  | t.TSNonNullExpression
  | t.TSTypeAssertion
  | t.TSInstantiationExpression
  | t.ParenthesizedExpression;

export function isTypeWrapper(node: t.Node): node is TypeWrapper {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
    case "ParenthesizedExpression":
      return true;
    default:
      return false;
  }
}

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

export function isFunction(node: t.Node): node is FunctionNode {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return true;
    default:
      return false;
  }
}

export type Member = t.MemberExpression | t.OptionalMemberExpression;

export function isMember(node: t.Node): node is Member {
  return node.type === "MemberExpression" || node.type === "OptionalMemberExpression";
}

export type Call = t.CallExpression | t.OptionalCallExpression | t.NewExpression;

export function isCall(node: t.Node): node is Call {
  return node.type === "CallExpression" || node.type === "OptionalCallExpression" || node.type === "NewExpression";
}

const keysThatDoNotRun = new Set([
  "typeAnnotation",
  "typeParameters",
  "typeArguments",
  "superTypeParameters",
  "returnType",
  "implements",
  "predicate",
  "loc",
  "extra",
]);

const typescriptThatRuns = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSParameterProperty",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSExportAssignment",
  "TSImportEqualsDeclaration",
  "TSExternalModuleReference",
]);

function runningChildren(node: t.Node): { readonly node: t.Node; readonly key: string }[] {
  const children: { readonly node: t.Node; readonly key: string }[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (keysThatDoNotRun.has(key) || key.endsWith("omments")) continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child) && runs(child)) children.push({ node: child, key });
    }
  }
  // Where Babel's key order differs from the text's (decorators, default values) the text's order is what evaluates.
  return children.sort((a, b) => spanOf(a.node).start - spanOf(b.node).start);
}

function isNode(value: unknown): value is t.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function runs(node: t.Node): boolean {
  if ("declare" in node && node.declare === true) return false;
  if (isTypeOnly(node)) return false;
  return !node.type.startsWith("TS") || typescriptThatRuns.has(node.type);
}

function isTypeOnly(node: t.Node): boolean {
  return (
    (node.type === "ImportDeclaration" && node.importKind === "type") ||
    ((node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration") && node.exportKind === "type") ||
    (node.type === "TSImportEqualsDeclaration" && node.importKind === "type")
  );
}
