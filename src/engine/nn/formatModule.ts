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

function formatWith(name: string, settings: string, children: readonly string[]): string {
  const lines = [...(settings === "" ? [] : settings.split("\n")), ...children];
  if (children.length === 0 && lines.length <= 1) return `${name}(${settings})`;
  return `${name}(\n  ${lines.join("\n  ")}\n)`;
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n  ");
}
