import { pythonBool, pythonNumber } from "../pythonValues.js";
import { isTensor } from "../tensorFactory.js";

/** An optimizer's printed form: its groups with their settings in alphabetical order, as PyTorch prints it. */
export function formatOptimizer(name: string, groups: readonly object[], floats: readonly string[]): string {
  const parts = groups.map((group, i) => {
    const settings = Object.entries(group).filter(([setting]) => setting !== "params");
    const lines = settings
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([setting, value]) => `    ${setting}: ${floats.includes(setting) ? pythonFloat(value) : text(value)}`);
    return `\nParameter Group ${i}\n${lines.join("\n")}\n`;
  });
  return `${name} (${parts.join("")})`;
}

/** A number that is a float in Python: 1 as `1.0`. */
export function pythonFloat(value: unknown): string {
  return Number.isInteger(value) && Math.abs(value as number) < 1e16 ? `${String(value)}.0` : text(value);
}

function text(value: unknown): string {
  if (typeof value === "boolean") return pythonBool(value);
  if (typeof value === "number") return pythonNumber(value);
  if (isTensor(value) && value.ndim === 0) return text(value.item());
  if (!Array.isArray(value)) return value === null ? "None" : String(value);
  if (value.some((item) => typeof item === "string")) return `['${value.join("', '")}']`;
  return value.length === 1 ? `(${text(value[0])},)` : `(${value.map(text).join(", ")})`;
}
