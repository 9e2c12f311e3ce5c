import type { RunOptions } from "../protocol/api.js";
import { defaultMemoryMB } from "../run/memoryLimit.js";
import type { Settings } from "./contributions.js";

const megabyte = 1024 * 1024;

/** What the settings mean on a machine with so many bytes of memory; a limit of 0 stands for the default. */
export function runLimits(
  settings: Pick<Settings, "gradlens.memoryLimit" | "gradlens.timeout" | "gradlens.recordingBudget">,
  totalMemory: number,
): Pick<RunOptions, "timeoutSeconds" | "memoryMB" | "recordingBytes"> {
  return {
    memoryMB: settings["gradlens.memoryLimit"] || defaultMemoryMB(totalMemory),
    timeoutSeconds: settings["gradlens.timeout"] || null,
    recordingBytes: settings["gradlens.recordingBudget"] * megabyte,
  };
}
