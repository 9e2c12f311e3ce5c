import { totalmem } from "node:os";
import { commands, type ConfigurationScope, window, workspace } from "vscode";
import type { RunOptions } from "../protocol/api.js";
import { checkSetting } from "./checkSetting.js";
import type { Settings } from "./contributions.js";
import { runLimits } from "./runLimits.js";

/** The limits of a run of a script at `scope`. */
export function readRunLimits(
  scope: ConfigurationScope,
): Pick<RunOptions, "timeoutSeconds" | "memoryMB" | "recordingBytes"> {
  const settings = {
    "gradlens.memoryLimit": read("gradlens.memoryLimit", scope),
    "gradlens.timeout": read("gradlens.timeout", scope),
    "gradlens.recordingBudget": read("gradlens.recordingBudget", scope),
  };
  return runLimits(settings, totalmem());
}

/** Whether what happened stands above the backward calls of a script at `scope`. */
export function readCodeLens(scope: ConfigurationScope): boolean {
  return read("gradlens.codeLens", scope);
}

/** Whether a script at `scope` that ran before runs again when it is saved. */
export function readRunOnSave(scope: ConfigurationScope): boolean {
  return read("gradlens.runOnSave", scope);
}

/** The Node that runs scripts; null for VS Code's own. */
export function readRuntimeExecutable(): string | null {
  return read("gradlens.runtimeExecutable") || null;
}

/** Nothing is kept: what was changed holds for whatever asks next. */
function read<K extends keyof Settings>(name: K, scope?: ConfigurationScope): Settings[K] {
  const { value, complaint } = checkSetting(name, workspace.getConfiguration(undefined, scope).get(name));
  if (complaint !== null) void complain(name, complaint);
  return value;
}

const shown = new Set<string>();

/** One message for each senseless value, as long as it is on the screen. */
async function complain(name: keyof Settings, complaint: string): Promise<void> {
  if (shown.has(complaint)) return;
  shown.add(complaint);
  const open = "Open Settings";
  const answer = await window.showWarningMessage(`GradLens: ${complaint}`, open);
  shown.delete(complaint);
  if (answer === open) await commands.executeCommand("workbench.action.openSettings", name);
}
