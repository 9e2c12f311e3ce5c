import { type FunctionNode, isFunction, type SyntaxTree } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** One variable of a file and all its occurrences in the text, declarations included. */
export interface Variable {
  readonly name: string;
  /** False for a global of the file. */
  readonly isDeclared: boolean;
  readonly occurrences: readonly t.Identifier[];
}

/** While the occurrences are still being gathered. */
interface OpenVariable extends Variable {
  readonly occurrences: t.Identifier[];
}

/** Which variable an identifier stands for; identifiers that name properties, labels and types stand for none. */
export type Variables = ReadonlyMap<t.Node, Variable>;

interface Scope {
  readonly outer: Scope | null;
  readonly isFunction: boolean;
  readonly variables: Map<string, OpenVariable>;
}

/**
 * Resolves every identifier of a file by JavaScript's rules of scope. A name that the file does not declare is a global:
 * one variable for the file.
 */
export function resolveVariables(tree: SyntaxTree): Variables {
  const scopes = new Map<t.Node, Scope>();
  const program = openScope(null, true);
  scopes.set(tree.program, program);
  const scopeAt = (node: t.Node): Scope => {
    for (let at: t.Node | undefined = node; at; at = tree.places.get(at)?.parent) {
      const scope = scopes.get(at);
      if (scope) return scope;
    }
    return program;
  };
  for (const node of tree.nodes) {
    const place = tree.places.get(node);
    if (place && opensScope(node, place.parent))
      scopes.set(node, openScope(scopeAt(place.parent), isFunctionScope(node)));
    for (const { name, scope } of declarations(tree, node, scopeAt)) declare(scope, name, true);
  }
  const variables = new Map<t.Node, Variable>();
  for (const node of tree.nodes) {
    if (node.type !== "Identifier" || !standsForVariable(tree, node)) continue;
    const variable = lookUp(scopeOfName(tree, node, scopeAt), node.name) ?? declare(program, node.name, false);
    variable.occurrences.push(node);
    variables.set(node, variable);
  }
  return variables;
}

function openScope(outer: Scope | null, isFunctionScope: boolean): Scope {
  return { outer, isFunction: isFunctionScope, variables: new Map() };
}

/** Parameters and body of a function share a scope here; a body that redeclares a parameter by `var` starts with its value. */
function opensScope(node: t.Node, parent: t.Node): boolean {
  if (isFunction(node)) return true;
  switch (node.type) {
    case "BlockStatement":
      return !isFunction(parent);
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "SwitchStatement":
    case "CatchClause":
    case "StaticBlock":
    case "ClassExpression":
    case "ClassDeclaration":
    case "TSModuleBlock":
      return true;
    default:
      return false;
  }
}

function isFunctionScope(node: t.Node): boolean {
  return isFunction(node) || node.type === "StaticBlock" || node.type === "TSModuleBlock";
}

interface Declaration {
  readonly name: string;
  readonly scope: Scope;
}

function declarations(tree: SyntaxTree, node: t.Node, scopeAt: (node: t.Node) => Scope): Declaration[] {
  const parent = tree.places.get(node)?.parent;
  const around = (): Scope => scopeAt(parent ?? tree.program);
  switch (node.type) {
    case "VariableDeclaration": {
      const scope = node.kind === "var" ? functionScope(around()) : around();
      return node.declarations.flatMap(({ id }) => boundNames(id)).map(({ name }) => ({ name, scope }));
    }
    case "FunctionDeclaration":
      return [...named(node.id, around()), ...parameters(node, scopeAt(node))];
    case "FunctionExpression":
      return [...named(node.id, scopeAt(node)), ...parameters(node, scopeAt(node))];
    case "ClassDeclaration":
      return named(node.id, around());
    case "ClassExpression":
      return named(node.id, scopeAt(node));
    case "TSEnumDeclaration":
      return [{ name: node.id.name, scope: around() }];
    case "TSModuleDeclaration":
      return node.id.type === "Identifier" ? [{ name: node.id.name, scope: around() }] : [];
    case "TSImportEqualsDeclaration":
      return [{ name: node.id.name, scope: around() }];
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "ImportSpecifier":
      return [{ name: node.local.name, scope: around() }];
    case "CatchClause":
      return node.param ? boundNames(node.param).map(({ name }) => ({ name, scope: scopeAt(node) })) : [];
    default:
      return isFunction(node) ? parameters(node, scopeAt(node)) : [];
  }
}

function named(identifier: t.Identifier | null | undefined, scope: Scope): Declaration[] {
  return identifier ? [{ name: identifier.name, scope }] : [];
}

function parameters({ params }: FunctionNode, scope: Scope): Declaration[] {
  return params.flatMap(boundNames).map(({ name }) => ({ name, scope }));
}

/** The identifiers that a declaration's target or a parameter binds. */
export function boundNames(target: t.Node): t.Identifier[] {
  switch (target.type) {
    case "Identifier":
      return target.name === "this" ? [] : [target];
    case "AssignmentPattern":
      return boundNames(target.left);
    case "RestElement":
      return boundNames(target.argument);
    case "ArrayPattern":
      return target.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case "ObjectPattern":
      return target.properties.flatMap((property) =>
        boundNames(property.type === "ObjectProperty" ? property.value : property),
      );
    case "TSParameterProperty":
      return boundNames(target.parameter);
    default:
      return [];
  }
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.outer !== null) at = at.outer;
  return at;
}

function declare(scope: Scope, name: string, isDeclared: boolean): OpenVariable {
  const known = scope.variables.get(name);
  if (known) return known;
  const variable = { name, isDeclared, occurrences: [] };
  scope.variables.set(name, variable);
  return variable;
}

function lookUp(from: Scope, name: string): OpenVariable | null {
  for (let scope: Scope | null = from; scope !== null; scope = scope.outer) {
    const variable = scope.variables.get(name);
    if (variable) return variable;
  }
  return null;
}

/** A declaration's own name belongs to the scope around it, though it stands inside the node that opens one. */
function scopeOfName(tree: SyntaxTree, node: t.Identifier, scopeAt: (node: t.Node) => Scope): Scope {
  const { parent, key } = tree.places.get(node)!;
  const isDeclaredAround =
    key === "id" && (parent.type === "FunctionDeclaration" || parent.type === "ClassDeclaration");
  return scopeAt((isDeclaredAround ? tree.places.get(parent)?.parent : null) ?? parent);
}

function standsForVariable(tree: SyntaxTree, node: t.Identifier): boolean {
  const place = tree.places.get(node);
  if (!place || node.name === "this") return false;
  const { parent, key } = place;
  switch (parent.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return key === "object" || parent.computed;
    case "ObjectProperty":
      // A shorthand is two nodes on one stretch of text, of which the value is the variable.
      return key === "value" || parent.computed;
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassProperty":
    case "ClassAccessorProperty":
      return key !== "key" || parent.computed === true;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "PrivateName":
    case "TSEnumMember":
      return key !== "label" && key !== "meta" && key !== "property" && key !== "id";
    case "ExportSpecifier":
    case "ImportSpecifier":
      return key === "local";
    default:
      return true;
  }
}
