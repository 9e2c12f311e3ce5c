// What a declaration says of the calls that it stands for: which of its parameters have a place in a form of the signature, which
// are options that come after them, and what the options are.

/** Reads the declarations of a program. */
export function callReader(ts, program) {
  const checker = program.getTypeChecker();
  return { parametersOf, read, callIn, propertiesOf, unionOf };

  /** The parameters of a declaration: `this`, and the others one by one. */
  function parametersOf(declaration, source) {
    const isThis = ({ name }) => name.text === "this";
    const self = declaration.parameters.filter(isThis);
    const listed = declaration.parameters.slice(self.length).flatMap((parameter, i) => {
      const members = membersOfRest(parameter, source.getSourceFile());
      return members?.map((one) => read(one, one)) ?? [read(parameter, source.parameters[i + self.length])];
    });
    return [self, listed];
  }

  /** What `...rest: AfterInput<typeof f>` or a rest of a tuple stands for, where f or the tuple is declared in the same file. */
  function membersOfRest({ dotDotDotToken, type }, file) {
    if (dotDotDotToken === undefined || !ts.isTypeReferenceNode(type)) return null;
    const isFunction = type.typeName.text === "AfterInput";
    const declarations = checker
      .getSymbolAtLocation(isFunction ? type.typeArguments[0].exprName : type.typeName)
      .declarations.filter((one) => one.getSourceFile() === file);
    const last = declarations.findLast(({ body }) => declarations.length === 1 || body === undefined);
    if (isFunction)
      return last?.parameters?.slice(1).flatMap((parameter) => membersOfRest(parameter, file) ?? [parameter]) ?? null;
    const tuple = last?.type?.type;
    return tuple !== undefined && ts.isTupleTypeNode(tuple) ? tuple.elements : null;
  }

  function read(parameter, { type, initializer }) {
    const { name, questionToken, dotDotDotToken } = parameter;
    return {
      name: name.text,
      // Where a default says what a parameter is, its type is written in the declaration only.
      type: type ?? parameter.type ?? typeOfDefault(parameter),
      isOptional: questionToken !== undefined || initializer !== undefined,
      isRest: dotDotDotToken !== undefined,
      options: [],
      parameter,
    };
  }

  /** The type of a parameter of another declaration, which is not written there. */
  function typeOfDefault(parameter) {
    return checker.typeToTypeNode(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(parameter)));
  }

  /** The parameters by what they are in a form of the signature; null if they are not that form's. */
  function callIn(names, all, parameters) {
    if (parameters.some(({ isRest }) => isRest)) return null;
    const isOption = (type) => isOptionsOf(type, all);
    const isAfter = ({ name, type }) => !names.includes(name) && isOption(type);
    const first = parameters.findIndex(isAfter);
    const count = first < 0 ? parameters.length : first;
    const after = parameters.slice(count);
    if (!after.every(isAfter)) return null;
    const listed = parameters.slice(0, count);
    // A parameter may have a better name than PyTorch gives it, but not that of another one.
    if (!listed.every(({ name }, place) => place < names.length && (name === names[place] || !all.includes(name))))
      return null;
    const positional = listed.map((one, place) => {
      const members = membersOf(one.type);
      const own = members.filter((type) => !isOption(type));
      return { ...one, key: names[place], type: unionOf(own), options: members.filter(isOption) };
    });
    const options = [...after.map(({ type }) => type), ...positional.flatMap((one) => one.options)];
    const [widest = null] = options.sort((a, b) => propertiesOf(b).length - propertiesOf(a).length);
    return { positional, after, options: widest };
  }

  /** Whether all that an object of the type can have are options of these names. */
  function isOptionsOf(node, names) {
    if (ts.getParseTreeNode(node) === undefined) return false;
    const type = checker.getTypeFromTypeNode(node);
    const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    const properties = propertiesOf(node);
    return isObject && properties.length > 0 && properties.every((name) => names.includes(name));
  }

  function propertiesOf(node) {
    return checker.getPropertiesOfType(checker.getTypeFromTypeNode(node)).map(({ name }) => name);
  }

  function membersOf(type) {
    if (ts.isParenthesizedTypeNode(type)) return membersOf(type.type);
    return ts.isUnionTypeNode(type) ? type.types.flatMap(membersOf) : [type];
  }

  function unionOf(members) {
    const flat = members.flatMap(membersOf);
    return flat.length === 1 ? flat[0] : ts.factory.createUnionTypeNode(flat);
  }
}
