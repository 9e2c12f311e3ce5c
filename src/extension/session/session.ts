import type { RunOptions, RunState, TopologyNode } from "../../protocol/api.js";
import { Listeners } from "./listeners.js";
import { type ScriptRun, SessionRun } from "./sessionRun.js";

/** The one run that the editor shows. Everything on the screen follows from it and from what is selected in it. */
export class Session {
  readonly #createRun: (options: RunOptions) => ScriptRun;
  readonly #report: (error: unknown) => void;
  readonly #changed = new Listeners();
  #current: SessionRun | null = null;

  constructor(createRun: (options: RunOptions) => ScriptRun, report: (error: unknown) => void) {
    this.#createRun = createRun;
    this.#report = report;
  }

  get current(): SessionRun | null {
    return this.#current;
  }

  get state(): RunState | null {
    return this.#current?.state ?? null;
  }

  get pass(): number | null {
    return this.#current?.pass ?? null;
  }

  get node(): number | null {
    return this.#current?.node ?? null;
  }

  /** Tells of every change of the run's state, of the run itself, and of what is selected. */
  onChange(listener: () => void): { dispose(): void } {
    return this.#changed.add(listener);
  }

  /** Replaces the run by a new one. Resolves when the script has started. */
  async start(options: RunOptions): Promise<void> {
    const old = this.#current;
    const current = new SessionRun((old?.number ?? 0) + 1, options, this.#createRun(options), {
      changed: () => this.#changed.tell(),
      report: this.#report,
    });
    this.#current = current;
    const disposed = old?.dispose();
    this.#changed.tell();
    await disposed;
    if (this.#current === current) await current.run.start();
  }

  async stop(): Promise<void> {
    await this.#current?.run.stop();
  }

  selectPass(index: number): void {
    this.#run().selectPass(index);
  }

  async selectNode(id: number | null): Promise<void> {
    await this.#run().selectNode(id);
  }

  async readNode(id: number): Promise<TopologyNode | null> {
    return this.#current?.readNode(id) ?? null;
  }

  async dispose(): Promise<void> {
    const run = this.#current;
    this.#current = null;
    await run?.dispose();
  }

  #run(): SessionRun {
    if (this.#current === null) throw new Error("There is no run yet.");
    return this.#current;
  }
}
