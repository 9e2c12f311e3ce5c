import type { RecordingApi, RunState } from "../protocol/api.js";

/** Prints the script's own lines as they come. */
export class LivePrinter {
  #next = 0;
  #printing = Promise.resolve();

  constructor(readonly recording: RecordingApi) {}

  print({ consoleTotal }: RunState): void {
    this.#printing = this.#printing.then(() => this.#printTo(consoleTotal));
  }

  async finish(state: RunState): Promise<void> {
    this.print(state);
    await this.#printing;
  }

  async #printTo(total: number): Promise<void> {
    while (this.#next < total) {
      const { first, lines, dropped } = await this.recording.readConsole(this.#next);
      if (dropped > 0) process.stderr.write(`… ${String(dropped)} lines were dropped …\n`);
      for (const { stream, text } of lines) process[stream].write(`${text}\n`);
      this.#next = first + lines.length;
    }
  }
}
