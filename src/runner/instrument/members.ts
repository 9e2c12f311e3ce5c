import {
  elementStep,
  field,
  isGlobal,
  memberPath,
  namedStep,
  next,
  type Path,
  type Step,
  variablePath,
} from "./memberPath.js";
import { nameSpan } from "./nameSpan.js";
import { passesItsRightSide } from "./passesItsRightSide.js";
import { boundNames, type Variables } from "./scopes.js";
import { bare, isMember, type Span, spanOf, type SyntaxTree } from "./syntaxTree.js";
import type * as t from "@babel/types";

/** A place that values are kept in: `this.w` (or the field `w`), `params.w1`, `layers[0].weight`, `ws[i]`. */
export interface Slot extends Pick<Path, "root" | "name" | "isIndexed"> {
  readonly occurrences: readonly Span[];
}

interface OpenSlot extends Slot {
  readonly occurrences: Span[];
}

export interface Slots {
  /** The slot of a member expression, of a class's field, or of a constructor's parameter that is one. */
  readonly members: ReadonlyMap<t.Node, Slot>;
  /** The slots that the values in object and array literals are for, with what the place of each is called. */
  readonly elements: ReadonlyMap<t.Node, { readonly slot: Slot; readonly key: Span }>;
}

/** Two members are the same slot if they have the same path from the same variable, or from the `this` of the same class. */
export function findSlots(source: string, tree: SyntaxTree, variables: Variables): Slots {
  const members = new Map<t.Node, Slot>();
  const elements = new Map<t.Node, { readonly slot: Slot; readonly key: Span }>();
  const byRoot = new Map<Path["root"], Map<string, OpenSlot>>();
  const slotOf = ({ root, name, key, isIndexed }: Path): OpenSlot => {
    const named = byRoot.get(root) ?? new Map<string, OpenSlot>();
    byRoot.set(root, named);
    const slot = named.get(key) ?? { root, name, isIndexed, occurrences: [] };
    named.set(key, slot);
    return slot;
  };
  const addMember = (node: t.Node, path: Path, span: Span): void => {
    const slot = slotOf(path);
    slot.occurrences.push(span);
    members.set(node, slot);
  };
  const addElements = (literal: t.Node, path: Path): void => {
    for (const { value, step, key } of elementsOf(bare(literal))) {
      const slot = slotOf(next(path, step));
      if (key) slot.occurrences.push(key);
      elements.set(value, { slot, key: key ?? spanOf(value) });
      addElements(value, next(path, step));
    }
  };
  for (const node of tree.nodes) {
    if (node.type === "TSParameterProperty") {
      for (const name of boundNames(node)) {
        addMember(node, field(classAround(tree, node), name.name), nameSpan(source, name));
      }
    } else if (isMember(node)) {
      const path = memberPath(tree, variables, node);
      if (path !== null) addMember(node, path, spanOf(node));
    } else if (isField(node)) {
      const name = fieldName(node);
      const body = tree.places.get(node)!.parent;
      if (name === null) continue;
      const path = field(node.static === true ? body : tree.places.get(body)!.parent, name);
      addMember(node, path, spanOf(node.key));
      if (node.value) addElements(node.value, path);
    } else {
      const assigned = assignedBy(node);
      const path = assigned && targetPath(tree, variables, assigned.target);
      if (path) addElements(assigned.value, path);
    }
  }
  return { members, elements };
}

function assignedBy(node: t.Node): { readonly target: t.Node; readonly value: t.Expression } | null {
  if (node.type === "VariableDeclarator") return node.init ? { target: node.id, value: node.init } : null;
  return node.type === "AssignmentExpression" && passesItsRightSide(node)
    ? { target: bare(node.left), value: node.right }
    : null;
}

function targetPath(tree: SyntaxTree, variables: Variables, target: t.Node): Path | null {
  const path = isMember(target) ? memberPath(tree, variables, target) : variablePath(variables, target);
  return path === null || isGlobal(path.root) ? null : path;
}

interface Element {
  readonly value: t.Expression;
  readonly step: Step;
  /** An array's elements have none. */
  readonly key: Span | null;
}

/** What stands before a spread may be overwritten by it in an object, and what stands after it is anywhere in an array. */
function elementsOf(literal: t.Node): readonly Element[] {
  switch (literal.type) {
    case "ObjectExpression": {
      const spread = literal.properties.findLastIndex(({ type }) => type === "SpreadElement");
      return literal.properties.slice(spread + 1).flatMap((property) => {
        const name = property.type === "ObjectProperty" ? keyName(property) : null;
        if (name === null || property.type !== "ObjectProperty") return [];
        return [{ value: property.value as t.Expression, step: namedStep(name), key: spanOf(property.key) }];
      });
    }
    case "ArrayExpression": {
      const elements: Element[] = [];
      for (const [index, value] of literal.elements.entries()) {
        if (value?.type === "SpreadElement") break;
        if (value) elements.push({ value, step: elementStep(index), key: null });
      }
      return elements;
    }
    default:
      return [];
  }
}

/** `__proto__` is no property. */
function keyName({ key, computed }: t.ObjectProperty): string | null {
  const name = key.type === "StringLiteral" ? key.value : key.type === "Identifier" && !computed ? key.name : null;
  return name === "__proto__" ? null : name;
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
