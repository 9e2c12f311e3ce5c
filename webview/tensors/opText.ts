import { opWord } from "../../src/protocol/tensorWords.js";

const symbols: ReadonlyMap<string, string> = new Map([
  ["add", "+"],
  ["sub", "−"],
  ["rsub", "−"],
  ["mul", "×"],
  ["div", "÷"],
  ["neg", "−"],
  ["pow", "xⁿ"],
  ["square", "x²"],
  ["sqrt", "√"],
  ["exp", "eˣ"],
  ["sum", "Σ"],
  ["sigmoid", "σ"],
  ["mm", "@"],
  ["bmm", "@"],
  ["mv", "@"],
  ["dot", "·"],
  ["t", "ᵀ"],
  ["transpose", "ᵀ"],
]);

/** The sign that people write for the op, else its name. */
export function opSymbol(op: string): string {
  const word = opWord(op);
  return symbols.get(word) ?? word;
}
