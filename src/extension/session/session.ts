import type { RunOptions, RunState, TopologyNode } from "../../protocol/api.js";
import type { Run } from "../../run/run.js";
import { Coalesced } from "../coalesced.js";
import { Listeners } from "./listeners.js";
import { RecordingCache } from "./recordingCache.js";
import { sameTensor } from "./sameTensor.js";

export type ScriptRun = Pick<Run, "state" | "recording" | "onChange" | "start" | "stop" | "dispose">;

export interface CurrentRun {
  /** Counts the runs of this window. */
  readonly number: number;
  readonly options: RunOptions;
  readonly run: ScriptRun;
  readonly recording: RecordingCache;
}

/**
 * The one run that the editor shows, and what is selected in it: this pass, this tensor. Everything on the screen
 * follows from it. It follows the last pass until a person chooses one, and follows again when the last is chosen.
 */
export class Session {
  readonly #createRun: (options: RunOptions) => ScriptRun;
  readonly #changed = new Listeners();
  readonly #carry: Coalesced;
  #current: CurrentRun | null = null;
  #listening: { dispose(): void } | null = null;
  #chosenPass: number | null = null;
  #chosenNode: TopologyNode | null = null;
  #node: number | null = null;

  constructor(createRun: (options: RunOptions) => ScriptRun, report: (error: unknown) => void) {
    this.#createRun = createRun;
    this.#carry = new Coalesced(() => this.#carryNode(), report);
  }

  get current(): CurrentRun | null {
    return this.#current;
  }

  get state(): RunState | null {
    return this.#current?.run.state ?? null;
  }

  /** The selected pass; null while there is none. */
  get pass(): number | null {
    return this.#chosenPass ?? lastPass(this.state);
  }

  /** The selected node's id; it may belong to a topology that the selected pass does not have. */
  get node(): number | null {
    return this.#node;
  }

  /** Tells of every change of the run's state, of the run itself, and of what is selected. */
  onChange(listener: () => void): { dispose(): void } {
    return this.#changed.add(listener);
  }

  /** Replaces the run by a new one. Resolves when the script has started. */
  async start(options: RunOptions): Promise<void> {
    const old = this.#current;
    const run = this.#createRun(options);
    const current = { number: (old?.number ?? 0) + 1, options, run, recording: new RecordingCache(run.recording) };
    this.#release();
    this.#current = current;
    this.#listening = run.onChange((state) => {
      current.recording.setNamesVersion(state.namesVersion);
      if (this.#chosenNode !== null) this.#carry.request();
      this.#changed.tell();
    });
    this.#changed.tell();
    await old?.run.dispose();
    if (this.#current === current) await run.start();
  }

  async stop(): Promise<void> {
    await this.#current?.run.stop();
  }

  selectPass(index: number): void {
    const last = lastPass(this.state);
    if (last === null || !Number.isInteger(index) || index < 0 || index > last) {
      throw new RangeError(last === null ? "There is no pass yet." : `There are the passes 1 to ${last + 1}.`);
    }
    this.#chosenPass = index === last ? null : index;
    this.#carry.request();
    this.#changed.tell();
  }

  /** Selects a node of the selected pass, or none. */
  async selectNode(id: number | null): Promise<void> {
    const node = id === null ? null : await this.readNode(id);
    if (id !== null && node === null) throw new Error(`The selected pass has no node ${id}.`);
    this.#chosenNode = node;
    this.#node = id;
    this.#changed.tell();
  }

  /** A node of the selected pass's topology. */
  async readNode(id: number): Promise<TopologyNode | null> {
    return (await this.#readTopology())?.nodes.find((node) => node.id === id) ?? null;
  }

  async dispose(): Promise<void> {
    const run = this.#current?.run;
    this.#release();
    this.#current = null;
    await run?.dispose();
  }

  #release(): void {
    this.#listening?.dispose();
    this.#current?.recording.close();
    this.#chosenPass = null;
    this.#chosenNode = null;
    this.#node = null;
  }

  async #readTopology() {
    if (this.#current === null || this.pass === null) return null;
    const { recording } = this.#current;
    const pass = await recording.readPass(this.pass);
    return pass.kind === "gone" || pass.topology === null ? null : recording.readTopology(pass.topology);
  }

  /** Keeps the selection on the tensor that was chosen while the pass changes, also into passes with another graph. */
  async #carryNode(): Promise<void> {
    const chosen = this.#chosenNode;
    const topology = chosen === null ? null : await this.#readTopology();
    if (chosen === null || topology === null || chosen !== this.#chosenNode) return;
    const node = sameTensor(chosen, topology)?.id ?? chosen.id;
    if (node === this.#node) return;
    this.#node = node;
    this.#changed.tell();
  }
}

function lastPass(state: RunState | null): number | null {
  return state === null || state.passesTotal === 0 ? null : state.passesTotal - 1;
}
