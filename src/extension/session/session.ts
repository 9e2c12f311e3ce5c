import type { RunOptions, RunState, TopologyNode } from "../../protocol/api.js";
import { Listeners } from "./listeners.js";
import { type ScriptRun, SessionRun } from "./sessionRun.js";

/** Ended runs that are kept beside the one that is shown: the recording of each takes memory in a runner of its own. */
const mostEnded = 4;

/**
 * The runs of this window, one for each script: the newest. One of them is shown; everything on the screen follows from
 * it and from what is selected in it, but for what stands in the scripts, which each show their own.
 */
export class Session {
  readonly #createRun: (options: RunOptions) => ScriptRun;
  readonly #report: (error: unknown) => void;
  readonly #changed = new Listeners();
  /** By their scripts; the one that was shown last is the last. */
  readonly #runs = new Map<string, SessionRun>();
  #count = 0;

  constructor(createRun: (options: RunOptions) => ScriptRun, report: (error: unknown) => void) {
    this.#createRun = createRun;
    this.#report = report;
  }

  get runs(): readonly SessionRun[] {
    return [...this.#runs.values()];
  }

  /** The run that is shown. */
  get current(): SessionRun | null {
    return this.runs.at(-1) ?? null;
  }

  get state(): RunState | null {
    return this.current?.state ?? null;
  }

  get pass(): number | null {
    return this.current?.pass ?? null;
  }

  get node(): number | null {
    return this.current?.node ?? null;
  }

  /** The run whose values stand in a file: its own where it is a script that ran, else the one that is shown. */
  runOf(file: string | null): SessionRun | null {
    return (file === null ? undefined : this.#runs.get(file)) ?? this.current;
  }

  /** Tells of every change of a run's state, of what runs there are and which is shown, and of what is selected. */
  onChange(listener: () => void): { dispose(): void } {
    return this.#changed.add(listener);
  }

  /** Begins a run in place of the same script's last one, and shows it. Resolves when the script has started. */
  async start(options: RunOptions): Promise<void> {
    const begun = new SessionRun(++this.#count, options, this.#createRun(options), {
      changed: () => this.#changed.tell(),
      report: this.#report,
    });
    const replaced = this.#runs.get(options.file);
    this.#runs.delete(options.file);
    this.#runs.set(options.file, begun);
    const gone = [...(replaced === undefined ? [] : [replaced]), ...this.#takeOldest()].map((run) => run.dispose());
    this.#changed.tell();
    await Promise.all(gone);
    if (this.#runs.get(options.file) === begun) await begun.run.start();
  }

  /** Shows the run of a script, if there is one. */
  show(file: string): void {
    const run = this.#runs.get(file);
    if (run === undefined || run === this.current) return;
    this.#runs.delete(file);
    this.#runs.set(file, run);
    this.#changed.tell();
  }

  /** Stops the run that is shown in a file, or the one that is shown. */
  async stop(file: string | null = null): Promise<void> {
    await this.runOf(file)?.run.stop();
  }

  selectPass(index: number): void {
    this.#shown().selectPass(index);
  }

  async selectNode(id: number | null): Promise<void> {
    await this.#shown().selectNode(id);
  }

  async readNode(id: number): Promise<TopologyNode | null> {
    return this.current?.readNode(id) ?? null;
  }

  async dispose(): Promise<void> {
    const gone = this.runs;
    this.#runs.clear();
    await Promise.all(gone.map((run) => run.dispose()));
  }

  #shown(): SessionRun {
    if (this.current === null) throw new Error("There is no run yet.");
    return this.current;
  }

  /** Takes out what has ended and is one too many, beginning with what was not shown for longest. */
  #takeOldest(): readonly SessionRun[] {
    const ended = this.runs.filter((run) => run.hasEnded && run !== this.current);
    const oldest = ended.slice(0, Math.max(0, ended.length - mostEnded));
    for (const { options } of oldest) this.#runs.delete(options.file);
    return oldest;
  }
}
