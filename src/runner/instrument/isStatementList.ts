import type { Place } from "./syntaxTree.js";

/** Whether other statements may stand beside the one at this place. */
export function isStatementList({ parent, key }: Place): boolean {
  switch (parent.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
    case "TSModuleBlock":
      return key === "body";
    case "SwitchCase":
      return key === "consequent";
    default:
      return false;
  }
}
