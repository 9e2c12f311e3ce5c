import type { ViewCommand, ViewState } from "../src/protocol/view.js";
import { fileName } from "./fileName.js";
import { oneLine } from "./ui/oneLine.js";

export interface Emptiness {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly command: ViewCommand }[];
}

const stop = { label: "Stop", command: "stop" } as const;
const openExample = { label: "Open an example", command: "openExample" } as const;
const manageTrust = { label: "Manage Workspace Trust", command: "manageTrust" } as const;

/** Why there is nothing to show, and what helps; null where there is something. */
export function emptyStateOf({ trusted, script, run: current, pass }: ViewState): Emptiness | null {
  if (current === null && !trusted) {
    const text =
      "This workspace is in Restricted Mode. GradLens runs the script that it shows, so nothing runs here until the workspace is trusted.";
    return { text, actions: [manageTrust] };
  }
  if (current === null) {
    return script === null
      ? { text: "No run yet. Open a TypeScript or JavaScript file to run it.", actions: [openExample] }
      : { text: "No run yet.", actions: [{ label: `Run ${oneLine(script)}`, command: "run" }, openExample] };
  }
  if (pass !== null) return null;
  const { phase, ended } = current.state;
  if (phase === "starting") return { text: "The script is starting.", actions: [stop] };
  if (phase === "running") return { text: "The script runs, and has not called backward() yet.", actions: [stop] };
  if (phase === "paused") return { text: "The script is paused before its first backward().", actions: [stop] };
  const text =
    ended !== null && ended.error !== null
      ? "The run ended before its first backward()."
      : "The run called no backward(), so there is no gradient to show.";
  const runAgain = { label: runLabel(current.state.file, script), command: "runAgain" } as const;
  return { text, actions: trusted ? [runAgain, openExample] : [manageTrust] };
}

/** What the command "runAgain" does, beside a script that may be another one. */
export function runLabel(file: string, script: string | null): string {
  const name = fileName(file);
  return script === null || script === name ? "Run again" : `Run ${oneLine(name)} again`;
}
