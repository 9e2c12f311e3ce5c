import ts from "typescript";

/**
 * Everything that a source text imports, by the name it imports it with: static, re-exported, dynamic, as a type, by
 * `require` and by `import.meta.resolve`. A name that is computed is no import of the text's own.
 */
export function importsOf(file: string, text: string): readonly string[] {
  const names = new Set<string>();
  const add = (name: ts.Node | undefined) => {
    if (name !== undefined && ts.isStringLiteralLike(name)) names.add(name.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    else if (ts.isModuleDeclaration(node) && !isPattern(node.name)) add(node.name);
    else if (ts.isCallExpression(node) && isImporting(node.expression)) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return [...names];
}

/** `declare module "*.css"` says what such an import would be, and makes none. */
function isPattern(name: ts.ModuleName): boolean {
  return name.text.includes("*");
}

function isImporting(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  return ts.isPropertyAccessExpression(callee) && /^(import\.meta|require)\.resolve$/.test(callee.getText());
}
