// The types that signatures name, and those that these name in turn, as they are declared.
import ts from "typescript";
import { docOf } from "./docComments.mjs";

export function readTypes(context, named) {
  const { checker, names, publicNames } = context;
  const found = new Set([...named].filter((symbol) => !isClassOfReference(context, symbol)));
  const types = [];
  // What is added to a set while it is walked is walked too.
  for (const symbol of found) {
    const declarations = symbol.declarations.filter(isTypeDeclaration);
    const inner = new Set();
    for (const declaration of declarations) names.visit(declaration, inner);
    for (const other of inner) if (!isClassOfReference(context, other)) found.add(other);
    const text = declarations.map(textOf).join("\n\n");
    types.push({
      symbol,
      name: symbol.name,
      publicName: publicNames.get(symbol) ?? null,
      text,
      doc: docOf(checker, symbol),
      types: inner,
    });
  }
  return withAnchors(types.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)));
}

/** By name, and where two have one name by what they are. */
function orderOf({ name, text }) {
  return `${name.toLowerCase()} ${name} ${text}`;
}

/** A script can name an exported type by where it stands. Of those with one name, all but the first are numbered. */
function withAnchors(types) {
  return types.map((type, i) => {
    const before = types.slice(0, i).filter(({ name }) => name === type.name).length;
    return { ...type, anchor: before === 0 ? type.name : `${type.name}-${before + 1}` };
  });
}

function isClassOfReference({ publicNames }, symbol) {
  return Boolean(symbol.flags & ts.SymbolFlags.Class) && publicNames.has(symbol);
}

function isTypeDeclaration(declaration) {
  return [ts.isInterfaceDeclaration, ts.isTypeAliasDeclaration, ts.isClassDeclaration].some((is) => is(declaration));
}

/** Without what is only for the compiler: `export declare`, and members that a script cannot reach. */
function textOf(declaration) {
  const members = (declaration.members ?? []).filter((member) => !isReachable(member));
  const start = declaration.getStart();
  const text = members
    .sort((a, b) => b.pos - a.pos)
    .reduce((rest, { pos, end }) => rest.slice(0, pos - start) + rest.slice(end - start), declaration.getText());
  return text.replace(/^(export |declare )+/, "").replace(/^( {4})+/gm, (indent) => indent.slice(indent.length / 2));
}

function isReachable(member) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  if (ts.getCombinedModifierFlags(member) & hidden) return false;
  return member.name === undefined || !(ts.isPrivateIdentifier(member.name) || member.name.getText().startsWith("_"));
}
