import type { RecordingApi, RunState } from "./api.js";

/** What a webview may ask of the extension: the recording, and to act for the person. */
export interface ViewHostApi extends Pick<RecordingApi, "readPass" | "readTopology" | "lossSeries" | "gradientNorms"> {
  /** The webview's script runs; from now on it is told of changes. */
  ready(): Promise<ViewState>;
  selectPass(index: number): Promise<void>;
  /** Null selects nothing. */
  selectNode(node: number | null): Promise<void>;
  /** Shows the source that made the node, and takes the keyboard there. */
  revealSource(node: number): Promise<void>;
  command(name: ViewCommand): Promise<void>;
}

/** "run" runs the script that the person sees, "runAgain" that of the run that is shown. */
export const viewCommands = [
  "run",
  "runAgain",
  "stop",
  "showGraph",
  "manageTrust",
  "openExample",
  "revealError",
] as const;

export type ViewCommand = (typeof viewCommands)[number];

/** What the extension tells a webview, the next change only after the last was taken. */
export interface ViewApi {
  changed(state: ViewState): Promise<void>;
}

/** Everything a view shows follows from this and from what it reads with it. */
export interface ViewState {
  /** Nothing runs in an untrusted workspace. */
  readonly trusted: boolean;
  /** The name of the file that the command "run" would run; null where there is none. */
  readonly script: string | null;
  /** Null before the first run. A new run has a new number, and nothing read from the old one holds. */
  readonly run: { readonly number: number; readonly state: RunState } | null;
  /** The selected pass; null while there is none. */
  readonly pass: number | null;
  readonly node: number | null;
}
