import type { ConsoleLines, RunEnd } from "../../protocol/api.js";
import { errorDetails } from "../../protocol/errorDetails.js";

/** Console lines as the output channel shows them. */
export function consoleText({ dropped, lines }: ConsoleLines): string {
  const gap = dropped === 0 ? [] : [`… ${dropped} lines were dropped …`];
  return [...gap, ...lines.map(({ text }) => text)].map((line) => `${line}\n`).join("");
}

/** How a run ended: its error, if any, and one last line. */
export function endText({ status, durationMs, exitCode, error }: RunEnd, passesTotal: number): string {
  const exit = exitCode === null || exitCode === 0 ? "" : ` with exit code ${exitCode}`;
  const passes = passesTotal === 1 ? "1 backward pass" : `${passesTotal} backward passes`;
  const last = `[${endWords[status]}${exit} after ${(durationMs / 1000).toFixed(2)} s, ${passes} recorded]\n`;
  if (error === null) return last;
  const message = `${error.name}: ${error.message}`;
  const stack = error.stack.includes(error.message) ? error.stack : `${message}\n${error.stack}`;
  const tensors = errorDetails(error);
  return `${stack.trimEnd()}\n${tensors === null ? "" : `${tensors}\n`}${last}`;
}

const endWords: { readonly [S in RunEnd["status"]]: string } = {
  completed: "Completed",
  failed: "Failed",
  timeout: "Stopped by the time limit",
  stopped: "Stopped",
  outOfMemory: "Out of memory",
};
