import { pythonBool, pythonNumber, pythonTuple } from "../nn/formatModule.js";

/** An optimizer's printed form: its groups with their settings in alphabetical order, as PyTorch prints it. */
export function formatOptimizer(name: string, groups: readonly object[]): string {
  const parts = groups.map((group, i) => {
    const settings = Object.entries(group).filter(([setting]) => setting !== "params");
    const lines = settings
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([setting, value]) => `    ${setting}: ${text(value)}`);
    return `\nParameter Group ${i}\n${lines.join("\n")}\n`;
  });
  return `${name} (${parts.join("")})`;
}

function text(value: unknown): string {
  if (typeof value === "boolean") return pythonBool(value);
  if (typeof value === "number") return pythonNumber(value);
  if (Array.isArray(value)) return pythonTuple(value as readonly number[]);
  return value === null ? "None" : String(value);
}
