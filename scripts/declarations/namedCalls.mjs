// The types of calls by name. A function of the engine says its signature once, to `byName` (src/engine/callByName.ts), and is
// declared as it is called in order; what a script sees has the other forms of the call as well, made here from both:
//
//     gather(input: Tensor, dim: number, index: Tensor): Tensor        and "gather(input, dim, index)" become
//
//     gather(named: { readonly input: Tensor; readonly dim: number; readonly index: Tensor }): Tensor;
//     gather(input: Tensor, named: { readonly dim: number; readonly index: Tensor }): Tensor;
//     gather(input: Tensor, dim: number, index: Tensor | { readonly index: Tensor }): Tensor;
//
// The overloads differ in their number of arguments, so that a mistake is told of the one that was meant and not of all. The last
// one is the call in order, because it is what TypeScript infers from where the function itself is an argument (`vmap(dot)`).
import path from "node:path";
import { callReader } from "./calls.mjs";
import { signaturesOf } from "./signatures.mjs";

/** A transformer of declarations. */
export function withNamedCalls(ts, program) {
  const checker = program.getTypeChecker();
  const { factory } = ts;
  const formsOf = signaturesOf(ts, program);
  const { parametersOf, read, callIn, propertiesOf, unionOf } = callReader(ts, program);
  const tensorFile = path.join(
    path.dirname(program.getRootFileNames().find((name) => name.endsWith("/tensor.ts"))),
    "tensor.js",
  );
  const fromElsewhere = new Set();

  return (context) => (file) => {
    const visit = (node) => {
      if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return overloadsOf(node);
      if (ts.isVariableStatement(node)) return functionFrom(node);
      return ts.isClassDeclaration(node) ? ts.visitEachChild(node, visit, context) : node;
    };
    return withTensor(ts.visitEachChild(file, visit, context));
  };

  /** A declaration, and in front of it those of its calls by name. */
  function overloadsOf(declaration) {
    const source = ts.getOriginalNode(declaration);
    const [self, parameters] = parametersOf(declaration, source);
    return callsOf(declaration, source, self, parameters, formsOf(source));
  }

  /**
   * A constant that is nothing but a function, as one: of a type with overloads TypeScript does not show what the constant's
   * documentation says.
   */
  function functionFrom(statement) {
    const [{ name }] = statement.declarationList.declarations;
    const source = ts.getOriginalNode(statement);
    const [declared] = source.declarationList.declarations;
    const type = checker.getTypeAtLocation(declared.name);
    const [signature, ...others] = type.getCallSignatures();
    if (signature === undefined || others.length > 0 || signature.parameters.length === 0) return statement;
    if (signature.typeParameters !== undefined || !type.getProperties().every(isInternal)) return statement;
    const { parameters, type: result } = signature.declaration;
    const [last] = parameters.slice(-1);
    const keywords = last.name.text === "options" ? propertiesOf(last.type) : [];
    const positional = parameters.map((parameter) => parameter.name.text).filter((one) => one !== "options");
    const made = { kind: ts.SyntaxKind.FunctionDeclaration, modifiers: statement.modifiers, name, type: result };
    const listed = parameters.map((parameter) => read(parameter, parameter));
    const functions = callsOf(made, source, [], listed, [{ positional, keywords }]);
    if (signature.declaration.getSourceFile() !== source.getSourceFile()) fromElsewhere.add(functions[0]);
    return functions;
  }

  /** The overloads of a function that is called in these forms. */
  function callsOf(declaration, source, self, parameters, forms) {
    const names = forms.flatMap(({ positional, keywords }) => [...positional, ...keywords]);
    const call = forms.reduce((found, { positional }) => found ?? callIn(positional, names, parameters), null);
    if (call === null) return declaration;
    const { positional, after, options } = call;
    const required = positional.filter(({ isOptional }) => !isOptional).length;
    // Where there must be options, nothing but a name can stand for the last argument too.
    const byName = after.some(({ isOptional }) => !isOptional) ? required : required - 1;
    const named = positional
      .slice(0, Math.max(byName, 0))
      .map((_, place) => [...positional.slice(0, place).map(inOrder), parameterOf("named", namedFrom(place))]);
    const last = positional.map((one, place) => {
      // Options that are declared beside the argument name all that may follow, unless the argument itself is none of them.
      if (place < byName || (one.options.length > 0 && !lacksNames(place))) return inOrder(one);
      return inOrder({ ...one, type: unionOf([one.type, namedFrom(place)]), options: [] });
    });
    const added = named.map((parameters) => withParameters(declaration, [...self, ...parameters]));
    if (added.length > 0) addDocs(added[0], source);
    return [...added, withParameters(declaration, [...self, ...last, ...after.map(inOrder)], source)];

    function lacksNames(place) {
      const known = propertiesOf(options);
      return positional.slice(place).some(({ key }) => !known.includes(key));
    }

    /** The type of the object that names the arguments from one on. */
    function namedFrom(place) {
      const known = options === null ? [] : propertiesOf(options);
      const own = positional.slice(place).filter(({ key, isOptional }) => !isOptional || !known.includes(key));
      const members = own.map(({ key, type, isOptional }) => {
        const readonly = factory.createModifier(ts.SyntaxKind.ReadonlyKeyword);
        return factory.createPropertySignature([readonly], key, questionMark(isOptional), type);
      });
      const literal = ts.setEmitFlags(factory.createTypeLiteralNode(members), ts.EmitFlags.SingleLine);
      if (options === null) return literal;
      return own.length === 0 ? options : factory.createIntersectionTypeNode([literal, options]);
    }
  }

  function isInternal({ valueDeclaration }) {
    return ts.getJSDocTags(valueDeclaration).some(({ tagName }) => tagName.text === "internal");
  }

  /** A file whose constants of a type from elsewhere have become functions imports what these take. */
  function withTensor(file) {
    const names = file.statements
      .filter(ts.isImportDeclaration)
      .flatMap(({ importClause }) => importClause?.namedBindings?.elements ?? [])
      .map(({ name }) => name.text);
    if (names.includes("Tensor") || !file.statements.some((one) => fromElsewhere.has(one))) return file;
    const folder = path.dirname(ts.getOriginalNode(file).fileName);
    const relative = path.relative(folder, tensorFile).split(path.sep).join("/");
    const specifier = factory.createImportSpecifier(false, undefined, factory.createIdentifier("Tensor"));
    const clause = factory.createImportClause(true, undefined, factory.createNamedImports([specifier]));
    const from = factory.createStringLiteral(relative.startsWith(".") ? relative : `./${relative}`);
    return factory.updateSourceFile(file, [
      factory.createImportDeclaration(undefined, clause, from),
      ...file.statements,
    ]);
  }

  function inOrder({ name, type, isOptional, options }) {
    return parameterOf(name, unionOf([type, ...options]), isOptional);
  }

  function parameterOf(name, type, isOptional = false) {
    return factory.createParameterDeclaration(undefined, undefined, name, questionMark(isOptional), type);
  }

  function questionMark(isOptional) {
    return isOptional ? factory.createToken(ts.SyntaxKind.QuestionToken) : undefined;
  }

  /** A declaration with other parameters, told of as the one in the sources is. */
  function withParameters({ kind, modifiers, name: { text }, typeParameters, type }, parameters, source) {
    // The documentation lies in front of the name, too.
    const name = factory.createIdentifier(text);
    const made =
      kind === ts.SyntaxKind.MethodDeclaration
        ? factory.createMethodDeclaration(modifiers, undefined, name, undefined, typeParameters, parameters, type)
        : factory.createFunctionDeclaration(modifiers, undefined, name, typeParameters, parameters, type);
    return source === undefined ? made : ts.setCommentRange(made, source);
  }

  /** TypeScript shows what stands at the first overload for those that say nothing of themselves. */
  function addDocs(declaration, source) {
    const text = ts.getJSDocCommentsAndTags(source).at(-1)?.getText();
    if (text === undefined) return;
    const comment = text.slice(2, -2).replaceAll(/\n +/g, "\n ");
    ts.addSyntheticLeadingComment(declaration, ts.SyntaxKind.MultiLineCommentTrivia, comment, true);
  }
}
