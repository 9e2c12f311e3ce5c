import type { RunOptions, RunState, TopologyNode } from "../../protocol/api.js";
import type { Run } from "../../run/run.js";
import { Coalesced } from "../coalesced.js";
import { RecordingCache } from "./recordingCache.js";
import { sameTensor } from "./sameTensor.js";

export type ScriptRun = Pick<Run, "state" | "recording" | "onChange" | "start" | "stop" | "dispose">;

/** Who hears of a run's changes, and of what goes wrong while the selection follows them. */
export interface RunHearers {
  changed(): void;
  report(error: unknown): void;
}

/**
 * A run, and what is selected in it: this pass, this tensor. The selection follows the last pass until a person chooses
 * one, and follows again when the last is chosen.
 */
export class SessionRun {
  /** Counts the runs of this window. */
  readonly number: number;
  readonly options: RunOptions;
  readonly run: ScriptRun;
  readonly recording: RecordingCache;
  readonly #changed: () => void;
  readonly #carry: Coalesced;
  readonly #listening: { dispose(): void };
  #chosenPass: number | null = null;
  #chosenNode: TopologyNode | null = null;
  #node: number | null = null;

  constructor(number: number, options: RunOptions, run: ScriptRun, { changed, report }: RunHearers) {
    this.number = number;
    this.options = options;
    this.run = run;
    this.recording = new RecordingCache(run.recording);
    this.#changed = changed;
    this.#carry = new Coalesced(() => this.#carryNode(), report);
    this.#listening = run.onChange((state) => {
      this.recording.setNamesVersion(state.namesVersion);
      if (this.#chosenNode !== null) this.#carry.request();
      changed();
    });
  }

  get state(): RunState {
    return this.run.state;
  }

  get hasEnded(): boolean {
    return this.state.phase === "ended";
  }

  /** The selected pass; null while there is none. */
  get pass(): number | null {
    return this.#chosenPass ?? this.#lastPass;
  }

  /** The selected node's id; it may belong to a topology that the selected pass does not have. */
  get node(): number | null {
    return this.#node;
  }

  selectPass(index: number): void {
    const last = this.#lastPass;
    if (last === null || !Number.isInteger(index) || index < 0 || index > last) {
      throw new RangeError(last === null ? "There is no pass yet." : `There are the passes 1 to ${last + 1}.`);
    }
    this.#chosenPass = index === last ? null : index;
    this.#carry.request();
    this.#changed();
  }

  /** Selects a node of the selected pass, or none. */
  async selectNode(id: number | null): Promise<void> {
    const node = id === null ? null : await this.readNode(id);
    if (id !== null && node === null) throw new Error(`The selected pass has no node ${id}.`);
    this.#chosenNode = node;
    this.#node = id;
    this.#changed();
  }

  /** A node of the selected pass's topology. */
  async readNode(id: number): Promise<TopologyNode | null> {
    return (await this.#readTopology())?.nodes.find((node) => node.id === id) ?? null;
  }

  /** Ends the script and what is left of it; nothing more is heard of it. */
  async dispose(): Promise<void> {
    this.#listening.dispose();
    this.recording.close();
    await this.run.dispose();
  }

  get #lastPass(): number | null {
    return this.state.passesTotal === 0 ? null : this.state.passesTotal - 1;
  }

  async #readTopology() {
    if (this.pass === null) return null;
    const pass = await this.recording.readPass(this.pass);
    return pass.kind === "gone" || pass.topology === null ? null : this.recording.readTopology(pass.topology);
  }

  /** Keeps the selection on the tensor that was chosen while the pass changes, also into passes with another graph. */
  async #carryNode(): Promise<void> {
    const chosen = this.#chosenNode;
    const topology = chosen === null ? null : await this.#readTopology();
    if (chosen === null || topology === null || chosen !== this.#chosenNode) return;
    const node = sameTensor(chosen, topology)?.id ?? chosen.id;
    if (node === this.#node) return;
    this.#node = node;
    this.#changed();
  }
}
