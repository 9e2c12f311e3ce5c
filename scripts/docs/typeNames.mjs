// Types as a person writes them, and which of the engine's own types they name.
import path from "node:path";
import ts from "typescript";

const formats = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** How deep a type is looked into for the types that it names, where nobody wrote it. */
const depth = 4;

export class TypeNames {
  constructor(program) {
    this.checker = program.getTypeChecker();
    this.library = path.dirname(ts.getDefaultLibFilePath(program.getCompilerOptions()));
  }

  /** The text of a type, as it is written where the node is given and stands for no other. Adds to `seen` what it names. */
  of(type, node, seen) {
    return this.isWrittenAs(type, node) ? this.ofNode(node, seen) : this.ofType(type, seen);
  }

  /** Whether the node says what the type is. That of a type parameter does not say what took its place. */
  isWrittenAs(type, node) {
    if (node === undefined) return false;
    return (
      node.kind === ts.SyntaxKind.ThisType || this.textOf(this.checker.getTypeFromTypeNode(node)) === this.textOf(type)
    );
  }

  ofNode(node, seen) {
    this.visit(node, seen);
    return tidy(node.getText());
  }

  ofType(type, seen) {
    this.visitType(type, seen, depth);
    return tidy(this.textOf(type));
  }

  textOf(type) {
    return this.checker.typeToString(type, undefined, formats).replace(/ \| undefined$/, "");
  }

  visit(node, seen) {
    if (ts.isIdentifier(node)) this.note(this.checker.getSymbolAtLocation(node), seen);
    ts.forEachChild(node, (child) => this.visit(child, seen));
  }

  visitType(type, seen, left) {
    if (left === 0) return;
    this.note(type.aliasSymbol ?? type.symbol, seen);
    const isReference = type.flags & ts.TypeFlags.Object && type.objectFlags & ts.ObjectFlags.Reference;
    const inner = [
      ...(type.aliasTypeArguments ?? []),
      ...(type.aliasSymbol === undefined ? (type.types ?? []) : []),
      ...(isReference ? this.checker.getTypeArguments(type) : []),
    ];
    for (const part of inner) this.visitType(part, seen, left - 1);
  }

  note(symbol, seen) {
    if (symbol === undefined) return;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const kinds = ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class;
    const isOwn = target.declarations?.every((declaration) => !this.isOfLibrary(declaration)) ?? false;
    if (target.flags & kinds && isOwn) seen.add(target);
  }

  isOfLibrary(declaration) {
    return declaration.getSourceFile().fileName.startsWith(this.library);
  }
}

/** On one line, without what only the compiler wants to know. */
function tidy(text) {
  return text
    .replace(/import\("[^"]+"\)\./g, "")
    .replace(/\s+/g, " ")
    .replace(/; }/g, " }");
}
