import { erf } from "../../../src/engine/kernels/special/errorFunction.js";
import { besselI } from "../../../src/engine/kernels/special/bessel.js";
import { polygamma } from "../../../src/engine/kernels/special/gamma.js";

/** The value of a local derivative's formula in x, y, z, out and the attributes, as the explainer will show it. */
export function formulaValue(formula: string, values: Readonly<Record<string, number>>): number {
  const source = conditional(formula);
  const names = Object.keys(values);
  const body = `const { abs, sign, exp, log, floor, sqrt, sin, cos, tanh, sinh, cosh, PI: pi } = Math; return ${source.replaceAll("^", "**")};`;
  const evaluate = new Function("erf", "polygamma", "i0", "i1", ...names, body) as (...args: unknown[]) => number;
  return evaluate(
    erf,
    polygamma,
    (x: number) => besselI(0, x),
    (x: number) => besselI(1, x),
    ...names.map((name) => values[name]!),
  );
}

/** Python's conditional expression as JavaScript's. */
function conditional(formula: string): string {
  const [, then, condition, otherwise] = /^(.*?) if (.*?) else (.*)$/.exec(formula) ?? [];
  return then === undefined ? formula : `((${condition}) ? (${then}) : (${conditional(otherwise!)}))`;
}
