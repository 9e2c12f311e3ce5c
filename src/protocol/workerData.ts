import type { LoaderData } from "./loading.js";

/** What the runner gives a worker at its start. Port is the environment's MessagePort. */
export interface WorkerData<Port> {
  /** The URL of the script. */
  readonly url: string;
  /** The script's path, which it sees as `process.argv[1]`. */
  readonly file: string;
  readonly args: readonly string[];
  /** See ring.ts. */
  readonly ring: SharedArrayBuffer;
  /** See control.ts. */
  readonly control: SharedArrayBuffer;
  readonly loader: LoaderData<Port>;
}
