import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import { isApart, namesOf, signatures } from "../engine/support/signatures.js";

const index = path.join(process.env["GRADLENS_ROOT"] ?? "", "dist/declarations/index.d.ts");

/** Names that have no type, and why. */
const untyped: Readonly<Record<string, readonly string[]>> = {
  // The types tell one name of the tensor, PyTorch has two.
  "torch.det": ["input"],
  // What tells the kind of a value has a type guard for its type.
  "torch.is_tensor": ["obj"],
  // PyTorch calls its operands by what they are.
  "torch.result_type": ["scalar", "scalar1", "scalar2"],
  // How PyTorch's implementation divides the work.
  "torch.nn.functional.linear_cross_entropy": ["options"],
  // A method that is made from a function has the last of its forms; the others are those of the function.
  ...Object.fromEntries(
    ["addcdiv", "addcmul"].flatMap((name) => [name, `${name}_`]).map((name) => [`torch.Tensor.${name}`, ["tensor1"]]),
  ),
  "torch.Tensor.lerp": ["end"],
  "torch.Tensor.lerp_": ["end"],
  // Scopes take a callback after their settings, which have one place each.
  "torch.autograd.inference_mode": ["mode"],
  "torch.autograd.set_detect_anomaly": ["mode"],
  "torch.autograd.set_grad_enabled": ["mode"],
  "torch.autograd.forward_ad._set_fwd_grad_enabled": ["mode"],
  "torch.autograd.graph.disable_saved_tensors_hooks": ["error_message"],
  "torch.autograd.graph.save_on_cpu": ["pin_memory", "device_type"],
  "torch.autograd.graph.saved_tensors_hooks": ["pack_hook", "unpack_hook"],
  "torch.utils.checkpoint.set_checkpoint_early_stop": ["enable"],
};

describe("the declaration of", () => {
  const options = { target: ts.ScriptTarget.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const program = ts.createProgram([index], { ...options, module: ts.ModuleKind.ESNext });
  const checker = program.getTypeChecker();

  for (const [home, functions] of Object.entries(signatures)) {
    for (const name of Object.keys(functions)) {
      const names = namesOf(home, name);
      if (names.length === 0 || isApart(`${home}.${name}`)) continue;
      it(`${home}.${name} has a type for each of its arguments by name`, () => {
        const known = new Set(typeOf(home, name).getCallSignatures().flatMap(namesIn));
        assert.deepEqual(
          names.filter((one) => !known.has(one)),
          untyped[`${home}.${name}`] ?? [],
        );
      });
    }
  }

  /** The names that the object in the first place of a call can have. */
  function namesIn({ parameters }: ts.Signature): readonly string[] {
    const [first] = parameters.filter(({ name }) => name !== "this");
    if (first === undefined) return [];
    const type = checker.getTypeOfSymbol(first);
    const isRest = ts.isParameter(first.valueDeclaration!) && first.valueDeclaration.dotDotDotToken !== undefined;
    const members = isRest ? elementsOf(type) : membersOf(type);
    return members
      .filter((member) => !isValue(member))
      .flatMap((member) => member.getProperties().map(({ name }) => name));
  }

  function membersOf(type: ts.Type): readonly ts.Type[] {
    return type.isUnion() ? type.types.flatMap(membersOf) : [type];
  }

  function elementsOf(type: ts.Type): readonly ts.Type[] {
    return membersOf(type).flatMap((member) => checker.getTypeArguments(member as ts.TypeReference).flatMap(membersOf));
  }

  /** A tensor, an array and the like, rather than options. */
  function isValue(type: ts.Type): boolean {
    return (
      !(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) ||
      checker.isArrayLikeType(type) ||
      type.isClass()
    );
  }

  function typeOf(home: string, name: string): ts.Type {
    const [, ...names] = home.split(".");
    if (names[0] === "Tensor")
      return checker.getTypeOfSymbol(property(checker.getDeclaredTypeOfSymbol(exported([], "Tensor")), name));
    return checker.getTypeOfSymbol(exported(names, name));
  }

  function property(type: ts.Type, name: string): ts.Symbol {
    const found = type.getProperty(name);
    assert.ok(found, `there is no ${name}`);
    return found;
  }

  function exported(names: readonly string[], name: string): ts.Symbol {
    const module = checker.getSymbolAtLocation(program.getSourceFile(index)!)!;
    return [...names, name].reduce((home, one) => {
      const found = checker.getExportsOfModule(home).find((member) => member.name === one);
      assert.ok(found, `there is no ${one}`);
      return found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    }, module);
  }
});
