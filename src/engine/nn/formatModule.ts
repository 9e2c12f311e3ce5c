import type { Module } from "./module.js";

/** A module's printed form: `Name(settings)`, with the modules in it on lines of their own, as PyTorch prints it. */
export function formatModule(module: Module): string {
  const children = module.moduleEntries().map(([name, child]) => `(${name}): ${indented(child.toString())}`);
  return formatWith(module.constructor.name, module.extra_repr(), children);
}

/** The printed form of a list, in which equal neighbours are told once: `(0-2): 3 x Linear(…)`. */
export function formatModuleList(module: Module): string {
  const groups: { first: number; last: number; readonly text: string }[] = [];
  module.moduleEntries().forEach(([, child], i) => {
    const text = child.toString();
    const previous = groups.at(-1);
    if (previous?.text === text) previous.last = i;
    else groups.push({ first: i, last: i, text });
  });
  const lines = groups.map(({ first, last, text }) =>
    first === last ? `(${first}): ${indented(text)}` : `(${first}-${last}): ${last - first + 1} x ${indented(text)}`,
  );
  return formatWith(module.constructor.name, "", lines);
}

/** A number as Python prints it: `1e-05`, where JavaScript writes `0.00001`. */
export function pythonNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (size === 0 || (size >= 1e-4 && size < 1e16)) return String(value);
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** A float as Python prints it, which shows that it is one: `1.0`. */
export function pythonFloat(value: number): string {
  const text = pythonNumber(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A setting whose usual value is a float, which Python prints as one: `alpha=1.0`, but `alpha=2` where 2 was given. */
export function pythonSetting(value: number, unlessGiven: number): string {
  return value === unlessGiven ? pythonFloat(value) : pythonNumber(value);
}

/** Sizes as Python prints a tuple: `(3, 3)`, and `(3,)` for a single one. */
export function pythonTuple(values: readonly number[]): string {
  return values.length === 1 ? `(${pythonNumber(values[0]!)},)` : `(${values.map(pythonNumber).join(", ")})`;
}

/** A size that stands for all dimensions, or one for each. */
export function pythonSize(size: number | readonly number[]): string {
  return typeof size === "number" ? pythonNumber(size) : pythonTuple(size);
}

/** Truth as Python prints it. */
export function pythonBool(value: boolean): string {
  return value ? "True" : "False";
}

function formatWith(name: string, settings: string, children: readonly string[]): string {
  const lines = [...(settings === "" ? [] : settings.split("\n")), ...children];
  if (children.length === 0 && lines.length <= 1) return `${name}(${settings})`;
  return `${name}(\n  ${lines.join("\n  ")}\n)`;
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}
