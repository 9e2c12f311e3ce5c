/**
 * Tells of the newest state at most every `intervalMs`, and the next only after the last was taken, however fast it changes
 * and however slowly it is taken.
 */
export class Notifier<State> {
  #next: { readonly state: State } | undefined;
  #busy = false;

  constructor(
    readonly take: (state: State) => Promise<void>,
    readonly intervalMs: number,
  ) {}

  tell(state: State): void {
    this.#next = { state };
    if (!this.#busy) void this.#send();
  }

  async #send(): Promise<void> {
    this.#busy = true;
    while (this.#next) {
      const { state } = this.#next;
      this.#next = undefined;
      const pause = new Promise((resolve) => setTimeout(resolve, this.intervalMs));
      await this.take(state).catch(() => undefined);
      await pause;
    }
    this.#busy = false;
  }
}
