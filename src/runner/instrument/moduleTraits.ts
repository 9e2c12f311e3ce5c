import { isFunction, type SyntaxTree } from "./syntaxTree.js";
import type { Variables } from "./scopes.js";
import type * as t from "@babel/types";

/** What tells ES modules from CommonJS in a file's text. */
export interface ModuleTraits {
  /** Imports or exports. */
  readonly hasModuleSyntax: boolean;
  readonly hasImportMeta: boolean;
  readonly hasTopLevelAwait: boolean;
  /** It uses TypeScript's syntax for CommonJS, or refers to `require`, `module`, `exports`, `__dirname` or `__filename` without declaring them. */
  readonly usesCommonJs: boolean;
  /** Lowering may give its classes other names: it has decorators, or `using` outside of functions. */
  readonly needsKeptNames: boolean;
}

const commonJsNames = new Set(["require", "module", "exports", "__dirname", "__filename"]);

export function moduleTraits(tree: SyntaxTree, variables: Variables): ModuleTraits {
  return {
    hasModuleSyntax: tree.nodes.some(isModuleSyntax),
    hasImportMeta: tree.nodes.some((node) => node.type === "MetaProperty" && node.meta.name === "import"),
    hasTopLevelAwait: tree.nodes.some((node) => isAwait(node) && !isInFunction(tree, node)),
    usesCommonJs: tree.nodes.some(
      (node) =>
        isCommonJsSyntax(node) ||
        (node.type === "Identifier" && commonJsNames.has(node.name) && variables.get(node)?.isDeclared === false),
    ),
    needsKeptNames: tree.nodes.some(
      (node) => node.type === "Decorator" || (isUsing(node) && !isInFunction(tree, node)),
    ),
  };
}

/** TypeScript's `import x = require("x")` and `export = x`. */
function isCommonJsSyntax(node: t.Node): boolean {
  return node.type === "TSExternalModuleReference" || node.type === "TSExportAssignment";
}

function isModuleSyntax(node: t.Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
    case "ExportAllDeclaration":
    case "TSExternalModuleReference":
    case "TSExportAssignment":
      return true;
    default:
      return false;
  }
}

function isUsing(node: t.Node): boolean {
  return node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using");
}

function isAwait(node: t.Node): boolean {
  switch (node.type) {
    case "AwaitExpression":
      return true;
    case "ForOfStatement":
      return node.await;
    case "VariableDeclaration":
      return node.kind === "await using";
    default:
      return false;
  }
}

function isInFunction(tree: SyntaxTree, node: t.Node): boolean {
  for (let place = tree.places.get(node); place; place = tree.places.get(place.parent)) {
    if (isFunction(place.parent)) return true;
  }
  return false;
}
