// The public names of the engine as plain data: a page for each namespace of `torch` with its functions, classes and
// constants, and the types that their signatures name.
import ts from "typescript";
import { docOf, leadingDoc } from "./docComments.mjs";
import { readClass } from "./readClass.mjs";
import { readTypes } from "./readTypes.mjs";
import { readSignatures } from "./signatures.mjs";
import { TypeNames } from "./typeNames.mjs";

/** Namespaces that have only other names for what stands elsewhere. */
const doubles = new Set(["torch.autograd.anomaly_mode", "torch.autograd.grad_mode"]);

/** Reads what the declarations at a path export. */
export function readReference(index) {
  const program = ts.createProgram([index], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const namespaces = namespacesOf(checker, "torch", checker.getSymbolAtLocation(program.getSourceFile(index)));
  const context = { checker, names: new TypeNames(program), publicNames: publicNamesOf(namespaces) };
  const pages = namespaces
    .map((namespace) => readNamespace(context, namespace))
    .filter(({ entries }) => entries.length > 0);
  const named = new Set(pages.flatMap(({ entries }) => entries.flatMap(typesOf)));
  return { pages, types: readTypes(context, named), publicNames: context.publicNames };
}

function namespacesOf(checker, name, symbol) {
  if (doubles.has(name)) return [];
  const members = checker
    .getExportsOfModule(symbol)
    .filter((member) => !member.name.startsWith("_"))
    .map((member) => ({ name: `${name}.${member.name}`, symbol: resolved(checker, member) }));
  const inner = members.filter((member) => member.symbol.flags & ts.SymbolFlags.ValueModule);
  const doc = leadingDoc(symbol.declarations[0].getSourceFile());
  return [{ name, doc, members }, ...inner.flatMap((member) => namespacesOf(checker, member.name, member.symbol))];
}

/** Of what has several names, the first. */
function publicNamesOf(namespaces) {
  const names = new Map();
  for (const { members } of namespaces) {
    for (const { name, symbol } of members) if (!names.has(symbol)) names.set(symbol, name);
  }
  return names;
}

function readNamespace(context, { name, doc, members }) {
  const entries = members.flatMap((member) => {
    const entry = readEntry(context, member);
    return entry === null ? [] : [{ ...entry, symbol: member.symbol }];
  });
  return { name, doc, entries: entries.sort(inOrder) };
}

function readEntry(context, { name, symbol }) {
  const { checker, names } = context;
  if (symbol.flags & ts.SymbolFlags.Class) return readClass(context, name, symbol);
  if (!(symbol.flags & ts.SymbolFlags.Value) || symbol.flags & ts.SymbolFlags.ValueModule) return null;
  const type = checker.getTypeOfSymbol(symbol);
  const isDeclared = Boolean(symbol.flags & ts.SymbolFlags.Function);
  const doc = isDeclared ? null : docOf(checker, symbol);
  const written = name.replace(/^torch\.nn\.functional\./, "F.").replace(/^torch\.(?=(nn|optim)\.)/, "");
  const calls = type.getCallSignatures();
  if (calls.length > 0) {
    const wrap = type.getProperty("wrap");
    const wrapping = wrap === undefined ? [] : checker.getTypeOfSymbol(wrap).getCallSignatures();
    const read = [readSignatures(context, written, calls), readSignatures(context, `${written}.wrap`, wrapping)];
    return {
      kind: "function",
      name,
      doc,
      groups: read.flatMap(({ groups }) => groups),
      options: read[0].options,
      types: read[0].types,
    };
  }
  const types = new Set();
  return { kind: "constant", name, doc, type: names.of(type, symbol.valueDeclaration?.type, types), types };
}

function typesOf({ types = [], making, members = [] }) {
  return [...types, ...(making?.types ?? []), ...members.flatMap(typesOf)];
}

/** By name, without regard to capitals, so that a class stands by the function of its name. */
function inOrder(a, b) {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

function resolved(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
