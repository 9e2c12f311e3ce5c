import type { RunState } from "../src/protocol/api.js";

/** Where a run stands: in a word, and the class that colours its dot. */
export function statusText({ phase, ended }: RunState): { readonly text: string; readonly mark: string } {
  if (phase !== "ended" || ended === null) return { text: phase, mark: phase === "paused" ? "paused" : "running" };
  const duration =
    ended.durationMs < 1000 ? `${Math.round(ended.durationMs)} ms` : `${(ended.durationMs / 1000).toFixed(1)} s`;
  switch (ended.status) {
    case "completed":
      return { text: `completed in ${duration}`, mark: "completed" };
    case "failed":
      return { text: `failed after ${duration}`, mark: "failed" };
    case "timeout":
      return { text: `timed out after ${duration}`, mark: "failed" };
    case "stopped":
      return { text: `stopped after ${duration}`, mark: "stopped" };
    case "outOfMemory":
      return { text: `out of memory after ${duration}`, mark: "failed" };
  }
}
