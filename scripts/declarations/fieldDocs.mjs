// The documentation of fields. What an option is, is said once, where the constructor takes it; a field that keeps it under the
// same name, and says nothing of itself, is told of by the same sentence.

/** A transformer of declarations. */
export function withFieldDocs(ts, program) {
  const checker = program.getTypeChecker();

  return (context) => (file) => {
    const visit = (node) => {
      if (ts.isClassDeclaration(node)) node.members.filter(ts.isPropertyDeclaration).forEach(document);
      return ts.visitEachChild(node, visit, context);
    };
    return visit(file);
  };

  function document(field) {
    const source = ts.getParseTreeNode(field, ts.isPropertyDeclaration);
    if (source === undefined || ts.getJSDocCommentsAndTags(source).length > 0) return;
    const option = optionsFor(source).find(({ name }) => name === source.name.text);
    const [comment] = option === undefined ? [] : ts.getJSDocCommentsAndTags(option.valueDeclaration);
    if (comment === undefined) return;
    const text = comment.getText().slice(2, -2).replaceAll(/\n +/g, "\n ");
    ts.addSyntheticLeadingComment(field, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
  }

  /** A name may be an option's and a field's of another kind: `bias` is a boolean that is given and a Parameter that is made. */
  function optionsFor(field) {
    const constructors = field.parent.members.filter(ts.isConstructorDeclaration);
    const parameters = constructors.flatMap((one) => one.parameters);
    const options = parameters.flatMap((parameter) => propertiesOf(checker.getTypeAtLocation(parameter)));
    const type = checker.getTypeAtLocation(field.name);
    return options.filter((option) => checker.isTypeAssignableTo(type, checker.getTypeOfSymbol(option)));
  }

  /** What can be given by name as an argument of this type, or as one of a rest of this type. */
  function propertiesOf(type) {
    if (type.isUnion()) return type.types.flatMap(propertiesOf);
    if (checker.isTupleType(type)) return checker.getTypeArguments(type).flatMap(propertiesOf);
    return checker.getPropertiesOfType(type).filter(({ valueDeclaration }) => isSignature(valueDeclaration));
  }

  function isSignature(declaration) {
    return declaration !== undefined && ts.isPropertySignature(declaration);
  }
}
