import { settingDefaults, type Settings } from "./contributions.js";

interface Rule {
  /** What the setting has to be, in words. */
  readonly wished: string;
  accepts(value: unknown): boolean;
}

const rules: { readonly [K in keyof Settings]: Rule } = {
  "gradlens.memoryLimit": { wished: "a whole number of MB, 0 or more", accepts: (value) => isWhole(value, 0) },
  "gradlens.timeout": { wished: "a number of seconds, 0 or more", accepts: (value) => isNumber(value) && value >= 0 },
  "gradlens.recordingBudget": { wished: "a whole number of MB, 16 or more", accepts: (value) => isWhole(value, 16) },
  "gradlens.runtimeExecutable": { wished: "the path of a program", accepts: (value) => typeof value === "string" },
};

/** What somebody has set, if it makes sense, else the default and why. */
export function checkSetting<K extends keyof Settings>(
  name: K,
  value: unknown,
): { readonly value: Settings[K]; readonly complaint: string | null } {
  const { wished, accepts } = rules[name];
  if (accepts(value)) return { value: value as Settings[K], complaint: null };
  const preset = settingDefaults[name];
  const used = preset === "" ? "It is taken for empty." : `The default, ${String(preset)}, is used instead.`;
  return { value: preset, complaint: `${name} is ${JSON.stringify(value)}, but has to be ${wished}. ${used}` };
}

function isWhole(value: unknown, least: number): boolean {
  return isNumber(value) && Number.isInteger(value) && value >= least;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
