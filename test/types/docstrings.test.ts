import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";

const index = path.join(process.env["GRADLENS_ROOT"] ?? "", "dist/declarations/index.d.ts");

/** The parts of the API whose functions and classes are asked, by what they are called behind `torch`. */
const homes = [
  "",
  "autograd",
  "autograd.forward_ad",
  "autograd.function",
  "autograd.functional",
  "autograd.graph",
  "distributions",
  "distributions.constraints",
  "distributions.transforms",
  "func",
  "linalg",
  "nn",
  "nn.functional",
  "nn.init",
  "nn.modules.module",
  "nn.utils",
  "nn.utils.parametrizations",
  "nn.utils.parametrize",
  "nn.utils.prune",
  "nn.utils.rnn",
  "optim",
  "optim.lr_scheduler",
  "optim.swa_utils",
  "random",
  "signal.windows",
  "special",
  "utils.checkpoint",
  "utils.data",
] as const;

describe("the documentation of", () => {
  const options = { target: ts.ScriptTarget.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const program = ts.createProgram([index], { ...options, module: ts.ModuleKind.ESNext });
  const checker = program.getTypeChecker();

  const resolved = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exportsOf = (home: string): readonly ts.Symbol[] =>
    home
      .split(".")
      .filter((name) => name !== "")
      .reduce(
        (members, name) => {
          const part = members.find((member) => member.name === name);
          assert.ok(part, `there is no ${home}`);
          return checker.getExportsOfModule(resolved(part));
        },
        checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!),
      );
  const hasLink = (symbol: ts.Symbol): boolean =>
    /https:\/\/\S/.test(ts.displayPartsToString(symbol.getDocumentationComment(checker)));

  for (const home of homes) {
    it(`every function and class of ${["torch", home].join(".").replace(/\.$/, "")} links to PyTorch's page`, () => {
      const members = exportsOf(home).filter((symbol) => isCallable(resolved(symbol)));
      assert.ok(members.length > 0);
      const poor = members.filter((symbol) => !hasLink(resolved(symbol)));
      assert.deepEqual(names(poor), []);
    });
  }

  it("every member of a tensor links to PyTorch's page", () => {
    const tensor = exportsOf("").find(({ name }) => name === "Tensor")!;
    const members = checker.getDeclaredTypeOfSymbol(resolved(tensor)).getProperties();
    assert.ok(members.length > 400);
    const poor = members.filter((member) => isPublic(member) && !hasLink(member));
    assert.deepEqual(names(poor), []);
  });

  for (const home of homes) {
    const classes = exportsOf(home)
      .map(resolved)
      .filter(({ flags }) => flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface));
    if (classes.length === 0) continue;
    it(`says of every member of the classes of ${["torch", home].join(".").replace(/\.$/, "")} what it is`, () => {
      const poor = classes.flatMap((one) => {
        const members = checker.getDeclaredTypeOfSymbol(one).getProperties().filter(isTold);
        return members.filter((member) => saysNothing(member)).map(({ name }) => `${one.name}.${name}`);
      });
      assert.deepEqual(poor, []);
    });

    it(`says of every option of ${["torch", home].join(".").replace(/\.$/, "")} what it is`, () => {
      const options = exportsOf(home).map(resolved).filter(isCallable).flatMap(optionsOf);
      assert.deepEqual([...new Set(options.filter(saysNothing).map(placeOf))], []);
    });
  }

  function saysNothing(symbol: ts.Symbol): boolean {
    return symbol.getDocumentationComment(checker).length === 0;
  }

  function optionsOf(symbol: ts.Symbol): readonly ts.Symbol[] {
    const type = checker.getTypeOfSymbol(symbol);
    const members = symbol.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(symbol).getProperties() : [];
    const methods = members.filter(isTold).map((member) => checker.getTypeOfSymbol(member));
    const signatures = [type, ...methods].flatMap((one) => [
      ...one.getCallSignatures(),
      ...one.getConstructSignatures(),
    ]);
    return signatures
      .flatMap(({ parameters }) => parameters)
      .flatMap((parameter) => propertiesOf(checker.getTypeOfSymbol(parameter)));
  }

  /** What can be given by name where an argument of a type stands. */
  function propertiesOf(type: ts.Type): readonly ts.Symbol[] {
    if (type.isUnion()) return type.types.flatMap(propertiesOf);
    if (checker.isTupleType(type)) return checker.getTypeArguments(type as ts.TypeReference).flatMap(propertiesOf);
    if (type.getCallSignatures().length > 0) return [];
    return type.getProperties().filter(isOption);
  }

  function isCallable(symbol: ts.Symbol): boolean {
    if (!(symbol.flags & ts.SymbolFlags.Value)) return false;
    if (symbol.flags & ts.SymbolFlags.Class) return true;
    return checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;
  }
});

/** What begins with an underscore or has a symbol for a name has no page. */
function isPublic(member: ts.Symbol): boolean {
  const isPrivate = member.declarations?.some(
    (declaration) => ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private,
  );
  return !isPrivate && !member.name.startsWith("_");
}

function names(symbols: readonly ts.Symbol[]): readonly string[] {
  return symbols.map(({ name }) => name);
}

/** A member that a script can name. */
function isTold(member: ts.Symbol): boolean {
  const declaration = member.declarations?.[0];
  if (declaration === undefined || !declaration.getSourceFile().fileName.startsWith(path.dirname(index))) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
  return !isHidden && !/^[_#]/.test(member.name) && !member.name.startsWith("__@");
}

/** One that is declared with others under a name; an argument that is given by its name is told of by its function. */
function isOption({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => {
    const isOurs = declaration.getSourceFile().fileName.startsWith(path.dirname(index));
    return isOurs && ts.isPropertySignature(declaration) && ts.isInterfaceDeclaration(declaration.parent);
  });
}

function placeOf({ name, declarations }: ts.Symbol): string {
  const [declaration] = declarations!;
  return `${path.relative(path.dirname(index), declaration!.getSourceFile().fileName)}: ${name}`;
}
