import type { ViewCommand, ViewState } from "../src/protocol/view.js";

export interface Emptiness {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly command: ViewCommand }[];
}

const run = { label: "Run this file", command: "run" } as const;
const runAgain = { label: "Run again", command: "run" } as const;
const stop = { label: "Stop", command: "stop" } as const;
const openExample = { label: "Open an example", command: "openExample" } as const;
const manageTrust = { label: "Manage Workspace Trust", command: "manageTrust" } as const;

/** Why there is nothing to show, and what helps; null where there is something. */
export function emptyStateOf({ trusted, run: current, pass }: ViewState): Emptiness | null {
  if (current === null && !trusted) {
    const text =
      "This workspace is in Restricted Mode. GradLens runs the script that it shows, so nothing runs here until the workspace is trusted.";
    return { text, actions: [manageTrust] };
  }
  if (current === null) return { text: "No run yet.", actions: [run, openExample] };
  if (pass !== null) return null;
  const { phase, ended } = current.state;
  if (phase === "starting") return { text: "The script is starting.", actions: [stop] };
  if (phase === "running") return { text: "The script runs, and has not called backward() yet.", actions: [stop] };
  if (phase === "paused") return { text: "The script is paused before its first backward().", actions: [stop] };
  const text =
    ended !== null && ended.error !== null
      ? "The run ended before its first backward()."
      : "The run called no backward(), so there is no gradient to show.";
  return { text, actions: trusted ? [runAgain, openExample] : [manageTrust] };
}
