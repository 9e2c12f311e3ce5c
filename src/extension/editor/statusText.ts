import type { RunState } from "../../protocol/api.js";
import { formatNumber } from "../../protocol/format.js";

/** The status bar's text while a script runs and after it has ended. */
export function statusText({ phase, passesTotal, lastLoss, ended }: RunState): string {
  const loss = lastLoss === null ? "" : ` · loss ${formatNumber(lastLoss)}`;
  if (phase === "starting") return "$(loading~spin) GradLens: starting";
  if (phase === "running") return `$(debug-stop) pass ${passesTotal}${loss}`;
  if (phase === "paused") return `$(debug-pause) paused in pass ${passesTotal}${loss}`;
  const icon =
    ended?.status === "completed" ? "$(check)" : ended?.status === "stopped" ? "$(primitive-square)" : "$(error)";
  return `${icon} ${passesTotal === 1 ? "1 pass" : `${passesTotal} passes`}${loss}`;
}
