// The signatures that the engine's functions say to `byName` and `methodByName` (src/engine/callByName.ts), by the declarations
// of those functions: each a list of forms, which are the names that stand in order and those that do not.

/** Finds all signatures of a program; gives the forms of a declaration, none of what is never called by name. */
export function signaturesOf(ts, program) {
  const checker = program.getTypeChecker();
  const found = new Map();
  const functions = new Map();
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);

  return (declaration) => {
    if (!ts.isIdentifier(declaration.name)) return [];
    const own = found.get(checker.getSymbolAtLocation(declaration.name));
    const beside = functions.get(declaration.getSourceFile()) ?? new Map();
    const { text } = declaration.name;
    if (own !== undefined || !ts.isMethodDeclaration(declaration)) return own ?? beside.get(text) ?? [];
    // What a method leaves to the function beside it, it takes after the tensor; what is in place alike.
    return (beside.get(text) ?? beside.get(text.replace(/_$/, "")) ?? []).map(withoutFirst);
  };

  function visit(node) {
    if (ts.isCallExpression(node) && /^(byName|methodByName)$/.test(node.expression.getText())) keep(node);
    ts.forEachChild(node, visit);
  }

  function keep(call) {
    const owner = ts.findAncestor(call, (node) => ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node));
    const text = textOf(call.arguments[1]);
    const forms = text.split(" | ").map(namesOf);
    found.set(checker.getSymbolAtLocation(owner.name), forms);
    const file = owner.getSourceFile();
    if (!functions.has(file)) functions.set(file, new Map());
    if (ts.isFunctionDeclaration(owner)) functions.get(file).set(text.slice(0, text.indexOf("(")), forms);
  }

  /** The text that an expression of constants stands for. */
  function textOf(node) {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node))
      return node.head.text + node.templateSpans.map((span) => textOf(span.expression) + span.literal.text).join("");
    return ts.isIdentifier(node) ? textOf(constantOf(node)) : joined(node);
  }

  function constantOf(node) {
    const symbol = checker.getSymbolAtLocation(node);
    const aliased = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return aliased.valueDeclaration.initializer;
  }

  /** `names.join(", ")`, the names being constants. */
  function joined(node) {
    const names = checker.getTypeArguments(checker.getTypeAtLocation(node.expression.expression));
    return names.map((name) => name.value).join(node.arguments[0].text);
  }
}

function namesOf(form) {
  const names = form.slice(form.indexOf("(") + 1, -1).split(", ");
  const star = names.includes("*") ? names.indexOf("*") : names.length;
  return { positional: names.slice(0, star).filter((name) => name !== ""), keywords: names.slice(star + 1) };
}

function withoutFirst({ positional, keywords }) {
  return { positional: positional.slice(1), keywords };
}
