import { afterStatement } from "./afterStatement.js";
import { canBeTensor } from "./canBeTensor.js";
import { findSlots, isField, type Slots } from "./members.js";
import { nameSpan } from "./nameSpan.js";
import { boundNames, type Variables } from "./scopes.js";
import { type FunctionNode, bare, isFunction, isMember, type Span, spanOf } from "./syntaxTree.js";
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

  constructor(
    readonly script: Script,
    readonly variables: Variables,
    readonly slots: Slots,
  ) {}

  visit(node: t.Node): void {
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
    if (isMember(target)) {
      const isOfThis = bare(target.object).type === "ThisExpression";
      const id = this.#bindSlot(target, spanOf(target), isOfThis ? "field" : "property");
      if (id !== null) this.#wrap(value, id);
    }
  }

  #field(node: t.Node & { readonly key: t.Node; readonly value?: t.Expression | null }): void {
    if (!node.value || !canBeTensor(node.value)) return;
    const id = this.#bindSlot(node, spanOf(node.key), "field");
    if (id !== null) this.#wrap(node.value, id);
  }

  #wrap(value: t.Expression, id: number): void {
    this.script.edits.wrap(spanOf(value), `${this.script.global}.n(${id}, (`, "))");
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
        const slot = this.slots.get(target);
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

  #bindSlot(node: t.Node, span: Span, kind: BindingKind): number | null {
    const slot = this.slots.get(node);
    if (!slot) return null;
    const uses = this.#usesOf(slot, () => slot.occurrences);
    return this.#bind({ name: slot.name, kind, range: this.script.lines.range(span), uses });
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

function passesItsRightSide({ operator }: t.AssignmentExpression): boolean {
  return operator === "=" || operator === "??=" || operator === "||=" || operator === "&&=";
}

/** Node finds a CommonJS module's exports by the text of these assignments. */
function isCommonJsExport(target: t.Node): boolean {
  if (!isMember(target) || target.object.type !== "Identifier") return false;
  const { name } = target.object;
  return (
    name === "exports" ||
    (name === "module" && target.property.type === "Identifier" && target.property.name === "exports")
  );
}
