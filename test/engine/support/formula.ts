/** The value of a local derivative's formula in x, y, z, out and the attributes, as the explainer will show it. */
export function formulaValue(formula: string, values: Readonly<Record<string, number>>): number {
  const [when, otherwise] = formula.split(" if ");
  const source = otherwise === undefined ? when! : `(${otherwise.replace(" else ", `) ? (${when}) : (`)})`;
  const names = Object.keys(values);
  const body = `const { exp, log, sqrt, sin, cos, tanh } = Math; return ${source.replaceAll("^", "**")};`;
  const evaluate = new Function(...names, body) as (...numbers: number[]) => number;
  return evaluate(...names.map((name) => values[name]!));
}
