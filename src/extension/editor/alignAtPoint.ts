/** Numbers of a column at one width, their decimal points below each other; what follows a number goes with it. */
export function alignAtPoint(numbers: readonly string[]): readonly string[] {
  const split = numbers.map((text) => {
    const end = text.search(/[.e,\]]/);
    return end < 0 ? ([text, ""] as const) : ([text.slice(0, end), text.slice(end)] as const);
  });
  const before = Math.max(0, ...split.map(([whole]) => whole.length));
  const after = Math.max(0, ...split.map(([, rest]) => rest.length));
  return split.map(([whole, rest]) => whole.padStart(before) + rest.padEnd(after));
}
