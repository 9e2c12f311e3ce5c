import path from "node:path";
import ts from "typescript";

/**
 * What can be called, as the engine's own types say it: every public function of `torch` and its namespaces, and every
 * method of a tensor, overload by overload. A new op is called by random programs as soon as it is exported.
 */
export interface Signature {
  /** `torch.sum`, `F.conv2d`, or `.sum` for a method. */
  readonly call: string;
  readonly parameters: readonly Parameter[];
  /** Those that can be named in a final object. */
  readonly options: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly takes: readonly Taken[];
  readonly isOptional: boolean;
}

/** `"mean"` in quotes is a word that is taken as it stands. */
export type Taken =
  "tensor" | "number" | "boolean" | "null" | "dtype" | "numbers" | "tensors" | "rest of numbers" | `"${string}"`;

const namespaces: Readonly<Record<string, readonly string[]>> = {
  torch: [],
  "torch.linalg": ["linalg"],
  "torch.special": ["special"],
  F: ["nn", "functional"],
};

/** Reads the types of the engine in the project's folder `root`. */
export function signaturesOf(root: string): readonly Signature[] {
  const entry = path.join(root, "src/engine/index.ts");
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.base.json"), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([entry], { ...options, noEmit: true, composite: false, incremental: false });
  const checker = program.getTypeChecker();
  const torch = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  const functions = Object.entries(namespaces).flatMap(([home, names]) => {
    const place = names.reduce((symbol, name) => exportOf(checker, symbol, name), torch);
    return checker
      .getExportsOfModule(place)
      .flatMap((symbol) => signaturesIn(checker, `${home}.${symbol.name}`, typeOf(checker, symbol)));
  });
  const tensor = checker.getDeclaredTypeOfSymbol(exportOf(checker, torch, "Tensor"));
  const methods = checker
    .getPropertiesOfType(tensor)
    .filter((method) => !/^_|@/.test(method.name))
    .flatMap((method) => signaturesIn(checker, `.${method.name}`, checker.getTypeOfSymbol(method)));
  return [...functions, ...methods];
}

function exportOf(checker: ts.TypeChecker, home: ts.Symbol, name: string): ts.Symbol {
  return resolved(
    checker,
    checker.getExportsOfModule(home).find((symbol) => symbol.name === name)!,
  );
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type {
  return checker.getTypeOfSymbol(resolved(checker, symbol));
}

function signaturesIn(checker: ts.TypeChecker, call: string, type: ts.Type): readonly Signature[] {
  return type
    .getCallSignatures()
    .filter((signature) => !signature.getJsDocTags().some(({ name }) => name === "internal"))
    .flatMap((signature) => {
      const options = new Map<string, Parameter>();
      const parameters = signature.parameters.flatMap((symbol) => parametersOf(checker, symbol, options));
      const given = parameters.filter(({ takes }) => takes.length > 0);
      const lacks = parameters.some(({ takes, isOptional }) => takes.length === 0 && !isOptional);
      return lacks && options.size === 0 ? [] : [{ call, parameters: given, options: [...options.values()] }];
    });
}

/** A parameter; where it stands for the rest of them, as a tuple, all of those. */
function parametersOf(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  options: Map<string, Parameter>,
): readonly Parameter[] {
  const type = checker.getTypeOfSymbol(symbol);
  const declaration = symbol.valueDeclaration;
  const isRest = declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
  if (!isRest) return [parameterOf(checker, symbol, options)];
  if (!checker.isTupleType(type)) {
    const takes = takenBy(checker, type, options).map((taken) => (taken === "numbers" ? "rest of numbers" : taken));
    return [{ name: symbol.name, takes, isOptional: true }];
  }
  const { elementFlags, labeledElementDeclarations } = (type as ts.TupleTypeReference).target;
  return checker.getTypeArguments(type as ts.TypeReference).map((element, i) => ({
    name: labeledElementDeclarations?.[i]?.name.getText() ?? symbol.name,
    takes: [...new Set(takenBy(checker, element, options))],
    isOptional: (elementFlags[i]! & ts.ElementFlags.Optional) !== 0,
  }));
}

/** A parameter, the options that may stand in its place gathered in `options`. */
function parameterOf(checker: ts.TypeChecker, symbol: ts.Symbol, options: Map<string, Parameter> | null): Parameter {
  const declaration = symbol.valueDeclaration;
  const isOptional =
    (symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
    (declaration !== undefined && ts.isParameter(declaration) && checker.isOptionalParameter(declaration));
  const takes = takenBy(checker, checker.getTypeOfSymbol(symbol), options);
  return { name: symbol.name, takes: [...new Set(takes)], isOptional };
}

/** What a type takes; an object's properties are options, unless it stands in an array or is an option itself. */
function takenBy(checker: ts.TypeChecker, type: ts.Type, options: Map<string, Parameter> | null): readonly Taken[] {
  if (type.isUnion()) return type.types.flatMap((member) => takenBy(checker, member, options));
  if (type.isStringLiteral()) return [`"${type.value}"`];
  if (type.flags & ts.TypeFlags.NumberLike) return ["number"];
  if (type.flags & ts.TypeFlags.BooleanLike) return ["boolean"];
  if (type.flags & ts.TypeFlags.Null) return ["null"];
  if (type.symbol?.name === "Tensor" || type.symbol?.name === "Parameter") return ["tensor"];
  if (type.symbol?.name === "DType") return ["dtype"];
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference);
    return items[0] === undefined ? [] : arrayOf(items[0]);
  }
  if (options === null || !(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0 || type.isClass())
    return [];
  for (const property of checker.getPropertiesOfType(type)) {
    const option = parameterOf(checker, property, null);
    if (option.takes.length > 0) options.set(option.name, option);
  }
  return [];
}

function arrayOf(item: ts.Type): readonly Taken[] {
  const members = item.isUnion() ? item.types : [item];
  if (members.some(({ symbol }) => symbol?.name === "Tensor")) return ["tensors"];
  return members.some(({ flags }) => flags & ts.TypeFlags.NumberLike) ? ["numbers"] : [];
}
