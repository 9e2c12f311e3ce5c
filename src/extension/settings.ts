import { totalmem } from "node:os";
import { type ConfigurationScope, workspace } from "vscode";
import type { RunOptions } from "../protocol/api.js";
import { settingDefaults, type Settings } from "./contributions.js";
import { runLimits } from "./runLimits.js";

/** The limits of a run of a script at `scope`. */
export function readRunLimits(
  scope: ConfigurationScope,
): Pick<RunOptions, "timeoutSeconds" | "memoryMB" | "recordingBytes"> {
  const settings: Settings = {
    "gradlens.memoryLimit": read("gradlens.memoryLimit", scope),
    "gradlens.timeout": read("gradlens.timeout", scope),
    "gradlens.recordingBudget": read("gradlens.recordingBudget", scope),
    "gradlens.runtimeExecutable": read("gradlens.runtimeExecutable", scope),
  };
  return runLimits(settings, totalmem());
}

/** The Node that runs scripts; null for VS Code's own. */
export function readRuntimeExecutable(): string | null {
  return read("gradlens.runtimeExecutable") || null;
}

function read<K extends keyof Settings>(name: K, scope?: ConfigurationScope): Settings[K] {
  return workspace.getConfiguration(undefined, scope).get<Settings[K]>(name, settingDefaults[name]);
}
