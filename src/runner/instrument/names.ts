import { afterStatement } from "./afterStatement.js";
import { canBeTensor } from "./canBeTensor.js";
import { isCommonJsExport } from "./isCommonJsExport.js";
import { isPassedOn } from "./isPassedOn.js";
import { type Field, findSlots, isField, type Slot, type Slots } from "./members.js";
import { isGlobal } from "./memberPath.js";
import { nameSpan } from "./nameSpan.js";
import { passesItsRightSide } from "./passesItsRightSide.js";
import { boundNames, type Variables } from "./scopes.js";
import { bare, type FunctionNode, isFunction, isMember, type Member, type Span, spanOf } from "./syntaxTree.js";
import type { Script } from "./script.js";
import type { BindingEntry, BindingKind } from "../../protocol/entry.js";
import type { SourceRange } from "../../protocol/site.js";
import type * as t from "@babel/types";

/**
 * Tells which names values are bound to. Where the target is one name, the value is told on its way there:
 * `x = __g.n(ID, (expr))`. Names from destructuring, loops and parameters are told by statements afterwards.
 */
export function instrumentNames(script: Script, variables: Variables): readonly BindingEntry[] {
  const naming = new Naming(script, variables, findSlots(script.source, script.tree, variables));
  for (const node of script.tree.nodes) naming.visit(node);
  return naming.bindings;
}

class Naming {
  readonly bindings: BindingEntry[] = [];
  readonly #uses = new Map<object, readonly SourceRange[]>();
  /** The ids of the slots that are read: one for all the reads of a slot. */
  readonly #reads = new Map<Slot, number>();

  constructor(
    readonly script: Script,
    readonly variables: Variables,
    readonly slots: Slots,
  ) {}

  visit(node: t.Node): void {
    this.#element(node);
    if (isMember(node)) return this.#read(node);
    if (isFunction(node)) return this.#parameters(node);
    if (isField(node)) return this.#field(node);
    switch (node.type) {
      case "VariableDeclarator":
        if (node.id.type === "Identifier" && node.init) this.#assigned(node.id, node.init);
        return;
      case "VariableDeclaration":
        return this.#destructuredDeclaration(node);
      case "AssignmentExpression":
        if (passesItsRightSide(node)) this.#assigned(bare(node.left), node.right);
        return;
      case "ExpressionStatement":
        return this.#destructuredAssignment(node);
      case "ForOfStatement":
        return this.#loop(node);
      default:
        return;
    }
  }

  #assigned(target: t.Node, value: t.Expression): void {
    if (!canBeTensor(value) || isCommonJsExport(target)) return;
    if (target.type === "Identifier") this.#wrap(value, this.#bindVariable(target, "variable"));
    const slot = this.slots.members.get(target);
    if (!slot || !isMember(target)) return;
    const isOfThis = bare(target.object).type === "ThisExpression";
    this.#wrap(value, this.#bindSlot(slot, spanOf(target), isOfThis ? "field" : "property"));
  }

  #field(node: Field): void {
    const slot = this.slots.members.get(node);
    if (slot && node.value && canBeTensor(node.value)) {
      this.#wrap(node.value, this.#bindSlot(slot, spanOf(node.key), "field"));
    }
  }

  #element(node: t.Node): void {
    const element = this.slots.elements.get(node);
    if (!element || !canBeTensor(node)) return;
    const { parent } = this.script.place(node)!;
    const isShorthand = parent.type === "ObjectProperty" && parent.shorthand && node.type === "Identifier";
    const id = this.#bindSlot(element.slot, element.key, "element");
    this.#wrap(node, id, isShorthand ? `${node.name}: ` : "");
  }

  #read(node: Member): void {
    const slot = this.slots.members.get(node);
    if (!slot || isGlobal(slot.root) || !isPassedOn(this.script, node)) return;
    const id = this.#reads.get(slot) ?? this.#bindSlot(slot, spanOf(node), "use");
    this.#reads.set(slot, id);
    this.#wrap(node, id);
  }

  #wrap(value: t.Node, id: number, key = ""): void {
    this.script.edits.wrap(spanOf(value), `${key}${this.script.global}.n(${id}, (`, "))");
  }

  #destructuredDeclaration(node: t.VariableDeclaration): void {
    const patterns = node.declarations.map(({ id }) => id).filter((id) => id.type !== "Identifier");
    const { parent, key } = this.script.place(node)!;
    if (key === "left" || patterns.length === 0) return;
    const telling = this.#tell(patterns, "destructured");
    if (parent.type === "ForStatement") this.#atHeadOfLoop(parent.body, telling);
    else this.#after(parent.type === "ExportNamedDeclaration" ? parent : node, telling);
  }

  #destructuredAssignment(node: t.ExpressionStatement): void {
    const { expression } = node;
    if (expression.type !== "AssignmentExpression") return;
    if (expression.left.type !== "ArrayPattern" && expression.left.type !== "ObjectPattern") return;
    this.#after(node, this.#tell([expression.left], "destructured"));
  }

  #loop(node: t.ForOfStatement): void {
    const targets = node.left.type === "VariableDeclaration" ? node.left.declarations.map(({ id }) => id) : [node.left];
    this.#atHeadOfLoop(node.body, this.#tell(targets, "loop"));
  }

  #parameters(node: FunctionNode): void {
    const telling = this.#tell(
      node.params.filter((parameter) => parameter.type !== "RestElement"),
      "parameter",
    );
    if (telling.length === 0) return;
    const { body } = node;
    if (body.type !== "BlockStatement") {
      this.script.edits.wrap(spanOf(body), `(${telling.join(", ")}, `, ")");
      return;
    }
    const directive = body.directives.at(-1);
    const start = directive ? spanOf(directive).end : spanOf(body).start + 1;
    const separator = directive && this.script.source[start - 1] !== ";" ? ";" : "";
    this.script.edits.wrap({ start, end: spanOf(body).end }, `${separator}${telling.join(";")};`, "");
  }

  #tell(targets: readonly t.Node[], kind: BindingKind): string[] {
    return targets.flatMap((target) =>
      boundNames(target).map((identifier) => {
        const slot = this.slots.members.get(target);
        const id = this.#bindVariable(identifier, slot ? "field" : kind, slot?.occurrences);
        return `${this.script.global}.n(${id}, ${identifier.name})`;
      }),
    );
  }

  /** The body gets a block around it, not inside: the body's own block may declare the same name, not yet initialised at its head. */
  #atHeadOfLoop(body: t.Statement, telling: readonly string[]): void {
    if (telling.length > 0) this.script.edits.wrap(spanOf(body), `{${telling.join(";")};`, "}");
  }

  #after(statement: t.Statement, telling: readonly string[]): void {
    if (telling.length > 0) afterStatement(this.script, statement, telling.join(";"));
  }

  /** A constructor's parameter that is a field also stands where the field does. */
  #bindVariable(identifier: t.Identifier, kind: BindingKind, asField: readonly Span[] = []): number {
    const { source, lines } = this.script;
    const variable = this.variables.get(identifier)!;
    const uses = this.#usesOf(variable, () => {
      const spans = [...variable.occurrences.map((each) => nameSpan(source, each)), ...asField];
      return [...new Map(spans.map((span) => [span.start, span])).values()].sort((a, b) => a.start - b.start);
    });
    return this.#bind({ name: identifier.name, kind, range: lines.range(nameSpan(source, identifier)), uses });
  }

  /** An element at an index that a variable tells is called by it only where it stands. */
  #bindSlot(slot: Slot, span: Span, kind: BindingKind): number {
    const uses = this.#usesOf(slot, () => slot.occurrences);
    const range = this.script.lines.range(span);
    return this.#bind({ name: slot.name, kind: slot.isIndexed ? "use" : kind, range, uses });
  }

  #bind(binding: Omit<BindingEntry, "id">): number {
    const id = this.script.takeId();
    this.bindings.push({ id, ...binding });
    return id;
  }

  #usesOf(owner: object, spans: () => readonly Span[]): readonly SourceRange[] {
    const known = this.#uses.get(owner) ?? spans().map((span) => this.script.lines.range(span));
    this.#uses.set(owner, known);
    return known;
  }
}
