/**
 * Runs a task again after it has ended if it was asked for meanwhile: however often it is asked for, one at a time is
 * under way, and the last request is always honoured.
 */
export class Coalesced {
  readonly #task: () => Promise<void>;
  readonly #report: (error: unknown) => void;
  #generation = 0;
  #busy = false;
  #again = false;

  constructor(task: () => Promise<void>, report: (error: unknown) => void) {
    this.#task = task;
    this.#report = report;
  }

  request(): void {
    if (this.#busy) this.#again = true;
    else void this.#run();
  }

  /** Waits no longer for the task under way: whoever should have ended it is gone. */
  abandon(): void {
    this.#generation++;
    this.#busy = false;
    this.#again = false;
  }

  async #run(): Promise<void> {
    const generation = this.#generation;
    this.#busy = true;
    do {
      this.#again = false;
      try {
        await this.#task();
      } catch (error) {
        this.#report(error);
      }
      if (generation !== this.#generation) return;
    } while (this.#again);
    this.#busy = false;
  }
}
