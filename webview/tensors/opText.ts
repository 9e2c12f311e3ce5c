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

/** `mul` for `MulBackward0`: the op's name as one writes it in a script. */
export function opWord(op: string): string {
  const stem = op.replace(/Backward\d*$/, "");
  return stem.charAt(0).toLowerCase() + stem.slice(1);
}

/** The sign that people write for the op, else its name. */
export function opSymbol(op: string): string {
  const word = opWord(op);
  return symbols.get(word) ?? word;
}
