/**
 * How many parameters a function has, Infinity with a rest parameter. A function's own `length` stops at the first that has a
 * default, so this reads the list as it is written, once for each function. Where it meets text that it cannot read, it counts
 * Infinity.
 */
export function parameterCount(f: (...args: never) => unknown): number {
  const text = f.toString();
  const start = text.indexOf("(") + 1;
  let depth = 0;
  let commas = 0;
  for (let i = start; i < text.length; i++) {
    const character = text[i]!;
    if ("\"'`/".includes(character)) return Infinity;
    if (depth === 0 && text.startsWith("...", i)) return Infinity;
    if (depth === 0 && character === ")") return text.slice(start, i).trim() === "" ? 0 : commas + 1;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && character === ",") commas++;
  }
  return Infinity;
}
