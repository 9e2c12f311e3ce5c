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
  "func",
  "linalg",
  "nn",
  "nn.functional",
  "nn.init",
  "nn.modules.module",
  "nn.utils",
  "nn.utils.parametrizations",
  "nn.utils.parametrize",
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
