import { bare, isFunction, isMember, type Member, spanOf, type Span, type SyntaxTree } from "./syntaxTree.js";
import { nameSpan } from "./nameSpan.js";
import { boundNames, type Variables } from "./scopes.js";
import type * as t from "@babel/types";

/** A place that values are kept in: `this.w` (or the field `w`), `params.w1`, `layers[0].weight`. */
export interface Slot {
  readonly name: string;
  readonly occurrences: readonly Span[];
}

/**
 * The slot of a member expression, of a class's field, or of a constructor's parameter that is one; none for members of what
 * a call returns, or with a computed key.
 */
export type Slots = ReadonlyMap<t.Node, Slot>;

/** Two members are the same slot if they have the same path from the same variable, or from the `this` of the same class. */
export function findSlots(source: string, tree: SyntaxTree, variables: Variables): Slots {
  const slots = new Map<t.Node, Slot>();
  const byRoot = new Map<unknown, Map<string, Slot & { readonly occurrences: Span[] }>>();
  const add = (node: t.Node, root: unknown, name: string, span: Span): void => {
    const named = byRoot.get(root) ?? new Map<string, Slot & { readonly occurrences: Span[] }>();
    byRoot.set(root, named);
    const slot = named.get(name) ?? { name, occurrences: [] };
    named.set(name, slot);
    slot.occurrences.push(span);
    slots.set(node, slot);
  };
  for (const node of tree.nodes) {
    if (node.type === "TSParameterProperty") {
      for (const name of boundNames(node)) add(node, classAround(tree, node), name.name, nameSpan(source, name));
    } else if (isMember(node)) {
      const path = memberPath(tree, variables, node);
      if (path !== null) add(node, path.root, path.name, spanOf(node));
    } else if (isField(node)) {
      const name = fieldName(node);
      const body = tree.places.get(node)?.parent;
      if (name !== null && body)
        add(node, node.static === true ? body : tree.places.get(body)?.parent, name, spanOf(node.key));
    }
  }
  return slots;
}

function classAround(tree: SyntaxTree, parameter: t.TSParameterProperty): t.Node {
  const constructor = tree.places.get(parameter)!.parent;
  const body = tree.places.get(constructor)!.parent;
  return tree.places.get(body)!.parent;
}

export type Field = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;

export function isField(node: t.Node): node is Field {
  return node.type === "ClassProperty" || node.type === "ClassPrivateProperty" || node.type === "ClassAccessorProperty";
}

function fieldName({ key, ...field }: Field): string | null {
  if ("computed" in field && field.computed === true) return null;
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateName") return `#${key.id.name}`;
  return key.type === "StringLiteral" ? key.value : null;
}

interface Path {
  readonly root: unknown;
  readonly name: string;
}

function memberPath(tree: SyntaxTree, variables: Variables, node: Member): Path | null {
  const step = memberStep(node);
  if (step === null) return null;
  const object = bare(node.object);
  if (object.type === "ThisExpression") return { root: ownerOfThis(tree, object), name: step.replace(/^\./, "") };
  if (object.type === "Identifier") {
    const root = variables.get(object);
    return root ? { root, name: object.name + step } : null;
  }
  const outer = isMember(object) ? memberPath(tree, variables, object) : null;
  return outer && { root: outer.root, name: outer.name + step };
}

function memberStep({ property, computed }: Member): string | null {
  if (property.type === "PrivateName") return `.#${property.id.name}`;
  if (!computed) return property.type === "Identifier" ? `.${property.name}` : null;
  if (property.type === "StringLiteral") return `.${property.value}`;
  return property.type === "NumericLiteral" ? `[${property.value}]` : null;
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
