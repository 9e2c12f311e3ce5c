// A class: how one is made, what it has and what it does. What it has from a class that is itself in the reference is told
// there.
import ts from "typescript";
import { docOf } from "./docComments.mjs";
import { readSignatures } from "./signatures.mjs";

export function readClass(context, name, symbol) {
  const { checker, publicNames } = context;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const statics = checker.getTypeOfSymbol(symbol);
  const base = publicAncestor(context, type);
  const inherited = new Map((base?.getProperties() ?? []).map((member) => [member.name, member]));
  const { names } = context;
  const own = type
    .getProperties()
    .filter((member) => isPublic(names, member) && isOwn(member, inherited.get(member.name)));
  const ofClass = statics.getProperties().filter((member) => isPublic(names, member) && member.name !== "prototype");
  const written = writtenName(name);
  const makers = statics
    .getConstructSignatures()
    .filter((signature) => isPublicConstructor(signature.getDeclaration()));
  const instance = instanceName(written, [name, ...ancestorsOf(context, type)]);
  return {
    kind: "class",
    name,
    doc: docOf(checker, symbol),
    base: base === undefined ? null : { symbol: base.symbol, name: publicNames.get(base.symbol) },
    making: readSignatures(context, `new ${written}`, makers, { isMaking: true }),
    members: [
      ...ofClass.map((member) => readMember(context, name, written, member)),
      ...own.map((member) => readMember(context, name, instance, member)),
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** As a script writes it that begins with `const { nn, optim } = torch`. */
function writtenName(name) {
  return name.replace(/^torch\.(?=(nn|optim)\.)/, "");
}

/** What an instance is called: `module`, `optimizer` and `scheduler`, and `dataLoader` of a DataLoader. */
function instanceName(written, ancestors) {
  const kinds = {
    "torch.nn.Module": "module",
    "torch.optim.Optimizer": "optimizer",
    "torch.optim.lr_scheduler.LRScheduler": "scheduler",
  };
  const kind = ancestors.find((name) => name in kinds);
  if (kind !== undefined) return kinds[kind];
  const name = written.slice(written.lastIndexOf(".") + 1);
  return name === "Tensor" ? "x" : name.replace(/^([A-Z]+(?=[A-Z][a-z])|[A-Z])/, (letters) => letters.toLowerCase());
}

function readMember(context, owner, object, member) {
  const { checker, names } = context;
  const name = `${owner}.${member.name}`;
  const type = checker.getTypeOfSymbol(member);
  const doc = docOf(checker, member);
  const calls = checker.getNonNullableType(type).getCallSignatures();
  if (calls.length === 0 || isField(member)) {
    const types = new Set();
    return { kind: "property", name, doc, type: names.of(type, member.valueDeclaration?.type, types), types };
  }
  const written = member.name === "forward" ? object : `${object}.${member.name}`;
  const { groups, ...rest } = readSignatures(context, written, calls);
  if (member.name === "forward" && !isTold(member))
    return { kind: "method", name, doc: null, groups: untold(groups), ...rest };
  // A method that is made of a function has the docstring, and not its signatures.
  const isBare = groups.every(({ doc: { paragraphs } }) => paragraphs.length === 0);
  return { kind: "method", name, doc: isBare ? doc : null, groups, ...rest };
}

/** What holds a value, even one that can be called. The methods that a tensor has of functions are declared as these. */
function isField({ valueDeclaration: declaration }) {
  return declaration !== undefined && (ts.isPropertyDeclaration(declaration) || ts.isAccessor(declaration));
}

/** Without the docstring of the method that was overridden. */
function untold(groups) {
  return [{ texts: groups.flatMap(({ texts }) => texts), doc: null }];
}

/** The names of all ancestors that are in the reference. */
function ancestorsOf(context, type) {
  const base = publicAncestor(context, type);
  return base === undefined ? [] : [context.publicNames.get(base.symbol), ...ancestorsOf(context, base.target ?? base)];
}

/** The nearest ancestor that is in the reference. */
function publicAncestor(context, type) {
  for (const base of type.getBaseTypes() ?? []) {
    for (const part of base.isIntersection() ? base.types : [base]) {
      if (context.publicNames.has(part.symbol)) return part;
      const further =
        part.isClassOrInterface() || part.target !== undefined
          ? publicAncestor(context, part.target ?? part)
          : undefined;
      if (further !== undefined) return further;
    }
  }
  return undefined;
}

/** Whether a member is not the ancestor's, nor a version of it about which there is nothing new to tell. */
function isOwn(member, inherited) {
  if (inherited === undefined) return true;
  const [declaration] = member.declarations ?? [];
  if (declaration === undefined || inherited.declarations?.includes(declaration)) return false;
  return member.name === "forward" || isTold(member);
}

function isTold({ declarations = [] }) {
  return declarations.some((declaration) => ts.getJSDocCommentsAndTags(declaration).length > 0);
}

function isPublic(names, member) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = member.declarations?.some(
    (declaration) =>
      ts.getCombinedModifierFlags(declaration) & hidden ||
      (declaration.name && ts.isPrivateIdentifier(declaration.name)),
  );
  const isOfLibrary = member.declarations?.every((declaration) => names.isOfLibrary(declaration));
  return !isHidden && !isOfLibrary && !member.name.startsWith("_");
}

/** Declarations keep those constructors that are not the script's to call as private ones, or leave them out. */
function isPublicConstructor(declaration) {
  if (declaration === undefined || !ts.isConstructorDeclaration(declaration)) return false;
  return !(ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
}
