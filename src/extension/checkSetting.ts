import { settingDefaults, type Settings } from "./contributions.js";

interface Rule {
  /** What the setting has to be, in words. */
  readonly wished: string;
  accepts(value: unknown): boolean;
}

const rules: { readonly [K in keyof Settings]: Rule } = {
  "gradlens.memoryLimit": wholeMegabytes(0, 1_000_000),
  "gradlens.timeout": {
    wished: "a number of seconds, 0 to 1000000",
    accepts: (value) => isBetween(value, 0, 1_000_000),
  },
  "gradlens.recordingBudget": wholeMegabytes(16, 65_536),
  "gradlens.runtimeExecutable": { wished: "the path of a program", accepts: (value) => typeof value === "string" },
  "gradlens.codeLens": trueOrFalse(),
  "gradlens.runOnSave": trueOrFalse(),
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

function wholeMegabytes(least: number, most: number): Rule {
  return {
    wished: `a whole number of MB, ${least} to ${most}`,
    accepts: (value) => Number.isInteger(value) && isBetween(value, least, most),
  };
}

function trueOrFalse(): Rule {
  return { wished: "true or false", accepts: (value) => typeof value === "boolean" };
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}
