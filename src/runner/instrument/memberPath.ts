import { isSteady } from "./isSteady.js";
import type { Variable, Variables } from "./scopes.js";
import { bare, isFunction, isMember, type Member, spanOf, type SyntaxTree } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** How a member is reached: from a variable, or from the `this` of a class, of a function, or of the file. */
export interface Path {
  readonly root: Variable | t.Node;
  readonly name: string;
  /** The same for the same path of the same root, and for no other. */
  readonly key: string;
  /** Whether it has an element at an index that a variable tells, so that it can be another one each time. */
  readonly isIndexed: boolean;
}

/** None for members of what a call returns, or with a computed key that is neither a literal nor a variable. */
export function memberPath(tree: SyntaxTree, variables: Variables, node: Member): Path | null {
  const step = memberStep(tree, variables, node);
  if (step === null) return null;
  const object = bare(node.object);
  if (object.type === "ThisExpression") {
    return step.name.startsWith(".") ? field(ownerOfThis(tree, object), step.name.slice(1)) : null;
  }
  const outer = isMember(object) ? memberPath(tree, variables, object) : variablePath(variables, object);
  return outer && next(outer, step);
}

export function variablePath(variables: Variables, node: t.Node): Path | null {
  const root = variables.get(node);
  return root ? { root, name: root.name, key: "", isIndexed: false } : null;
}

/** Whether a path begins at a name that the file does not declare. */
export function isGlobal(root: Path["root"]): boolean {
  return "isDeclared" in root && !root.isDeclared;
}

/** The path of a class's own member. */
export function field(owner: t.Node, name: string): Path {
  return { root: owner, name, key: `.${name}`, isIndexed: false };
}

export type Step = Omit<Path, "root">;

export function next(outer: Path, { name, key, isIndexed }: Step): Path {
  return {
    root: outer.root,
    name: outer.name + name,
    key: outer.key + key,
    isIndexed: outer.isIndexed || isIndexed,
  };
}

export function namedStep(name: string): Step {
  return { name: `.${name}`, key: `.${name}`, isIndexed: false };
}

export function elementStep(index: number): Step {
  return { name: `[${index}]`, key: `[${index}]`, isIndexed: false };
}

function memberStep(tree: SyntaxTree, variables: Variables, { property, computed }: Member): Step | null {
  switch (property.type) {
    case "PrivateName":
      return namedStep(`#${property.id.name}`);
    case "StringLiteral":
      return namedStep(property.value);
    case "NumericLiteral":
      return elementStep(property.value);
    case "Identifier":
      return computed ? indexStep(tree, variables, property) : namedStep(property.name);
    default:
      return null;
  }
}

/** Where the index changes on the way from one occurrence to the next, each is a path of its own. */
function indexStep(tree: SyntaxTree, variables: Variables, index: t.Identifier): Step | null {
  const variable = variables.get(index);
  if (!variable) return null;
  const { start } = spanOf(isSteady(tree, variable) ? variable.occurrences[0]! : index);
  return { name: `[${index.name}]`, key: `[${index.name}@${start}]`, isIndexed: true };
}

/** The class of a method or field, its body where they are static; else the function, or the file. */
function ownerOfThis(tree: SyntaxTree, node: t.Node): t.Node {
  let at: t.Node = node;
  for (let place = tree.places.get(at); place; place = tree.places.get(at)) {
    const { parent, key } = place;
    if (parent.type === "ClassBody" && key === "body") {
      const isStatic = at.type === "StaticBlock" || ("static" in at && at.static === true);
      return isStatic ? parent : tree.places.get(parent)!.parent;
    }
    if (isFunction(parent) && parent.type !== "ArrowFunctionExpression" && !isClassMember(parent)) return parent;
    at = parent;
  }
  return at;
}

function isClassMember(node: t.Node): boolean {
  return node.type === "ClassMethod" || node.type === "ClassPrivateMethod";
}
