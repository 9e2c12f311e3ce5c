// The parameters of a signature, apart: those that have a place, and those that are given by name. In the declarations an
// options object may stand in the place of every argument that can be named.
import ts from "typescript";
import { docOf } from "./docComments.mjs";

/**
 * The lists of parameters that a signature takes: one, or several where its rest parameter is a choice of tuples. Notes in
 * `seen` which types they name.
 */
export function parameterLists(context, signature, seen) {
  const parameters = signature.getParameters().filter(({ name }) => name !== "this");
  return parameters.reduce(
    (lists, parameter) => {
      const more = choicesOf(context, parameter, signature.getDeclaration(), seen);
      return lists.flatMap((list) => more.map((choice) => joined([list, ...choice])));
    },
    [{ positional: [], named: [] }],
  );
}

/** For one parameter in its place: the choices of pieces that it stands for, each with its parameters and options. */
function choicesOf(context, parameter, declaration, seen) {
  const { checker } = context;
  const node = parameter.valueDeclaration;
  const type = checker.getTypeOfSymbolAtLocation(parameter, declaration);
  const isRest = node !== undefined && ts.isParameter(node) && node.dotDotDotToken !== undefined;
  if (!isRest) {
    const optional = Boolean(node?.questionToken) || Boolean(parameter.flags & ts.SymbolFlags.Optional);
    return [[pieceOf(context, { name: parameter.name, optional, type, node: node?.type }, seen)]];
  }
  const members = type.isUnion() ? type.types : [type];
  if (!members.some((member) => checker.isTupleType(member)))
    return [[restPiece(context, parameter.name, type, node.type, seen)]];
  return members.map((member) =>
    checker.isTupleType(member)
      ? elementsOf(context, member, parameter.name).map((element) => pieceOf(context, element, seen))
      : [restPiece(context, parameter.name, member, undefined, seen)],
  );
}

function elementsOf({ checker }, tuple, name) {
  const { elementFlags, labeledElementDeclarations: labels = [] } = tuple.target;
  return checker.getTypeArguments(tuple).map((type, i) => {
    const label = labels[i];
    const isRest = Boolean(elementFlags[i] & (ts.ElementFlags.Rest | ts.ElementFlags.Variadic));
    const optional = Boolean(elementFlags[i] & ts.ElementFlags.Optional);
    const own = label?.name.getText() ?? (i === 0 ? name : `${name}${i}`);
    return { name: isRest ? `...${own}` : own, optional, type, node: label?.type, suffix: isRest ? "[]" : "" };
  });
}

function restPiece({ names }, name, type, node, seen) {
  const text = node === undefined ? names.ofType(type, seen) : names.ofNode(node, seen);
  return { positional: [{ name: `...${name}`, optional: false, type: given(text) }], named: [] };
}

/** What a parameter's type has for its place, and the options that it takes instead. */
function pieceOf(context, { name, optional, type, node, suffix = "" }, seen) {
  const { checker, names } = context;
  const parts = names.isWrittenAs(type, node) ? nodeParts(checker, node) : typeParts(checker, type);
  const texts = parts
    .filter((part) => !isNamed(checker, part.type))
    .map((part) => (part.node === undefined ? names.ofType(part.type, seen) : names.ofNode(part.node, seen)));
  const named = parts
    .filter((part) => isNamed(checker, part.type))
    .flatMap((part) => optionsOf(context, part.type, seen));
  if (texts.length === 0) return { positional: [], named };
  return { positional: [{ name, optional, type: given(`${union(texts)}${suffix}`) }], named };
}

/** The members of a union as they are written; a plain alias is looked into if it has options among its members. */
function nodeParts(checker, node) {
  if (ts.isParenthesizedTypeNode(node)) return nodeParts(checker, node.type);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((member) => nodeParts(checker, member));
  const type = checker.getTypeFromTypeNode(node);
  const hasOptions = type.isUnion() && type.types.some((member) => isNamed(checker, member));
  if (ts.isIndexedAccessTypeNode(node)) return typeParts(checker, type);
  if (!hasOptions) return [{ type, node }];
  const alias = type.aliasSymbol?.declarations?.find(ts.isTypeAliasDeclaration);
  if (alias !== undefined && alias.typeParameters === undefined) return nodeParts(checker, alias.type);
  const parts = typeParts(checker, type);
  return alias === undefined ? parts : [{ type, node }, ...parts.filter((part) => isNamed(checker, part.type))];
}

function typeParts(checker, type) {
  const hasOptions = type.isUnion() && type.types.some((member) => isNamed(checker, member));
  if (!hasOptions) return [{ type }];
  return type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined)).map((member) => ({ type: member }));
}

/** What is given may be changeable. */
function given(text) {
  return text.replace(/\breadonly (?=\w+:|[\w.<>]+\[\]|[([])/g, "");
}

function union(texts) {
  const isBoolean = texts.includes("false") && texts.includes("true");
  const distinct = new Set(texts.map((text) => (isBoolean && /^(false|true)$/.test(text) ? "boolean" : text)));
  return [...distinct].map((text) => (distinct.size > 1 && /^[(<].*=>/.test(text) ? `(${text})` : text)).join(" | ");
}

/** Whether this is an object of options: readonly properties and nothing else. */
function isNamed(checker, type) {
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
  if (type.symbol !== undefined && type.symbol.flags & ts.SymbolFlags.Class) return false;
  if (checker.isArrayLikeType(type) || checker.getIndexInfosOfType(type).length > 0) return false;
  if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) return false;
  const properties = checker.getPropertiesOfType(type);
  return (
    properties.length > 0 &&
    properties.every(({ declarations = [] }) => declarations.length > 0 && declarations.every(isReadonly))
  );
}

function isReadonly(declaration) {
  return (
    ts.isPropertySignature(declaration) && Boolean(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly)
  );
}

function optionsOf({ checker, names }, type, seen) {
  return checker.getPropertiesOfType(type).map((property) => {
    const node = property.valueDeclaration?.type;
    const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
    const text = names.of(checker.getTypeOfSymbol(property), node, seen);
    return { name: property.name, optional, type: given(text), doc: docOf(checker, property) };
  });
}

function joined(pieces) {
  return { positional: pieces.flatMap(({ positional }) => positional), named: pieces.flatMap(({ named }) => named) };
}
