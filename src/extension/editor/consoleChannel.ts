import { setTimeout as wait } from "node:timers/promises";
import { type Disposable, type OutputChannel, window } from "vscode";
import { Coalesced } from "../coalesced.js";
import type { Session } from "../session/session.js";
import type { SessionRun } from "../session/sessionRun.js";
import { consoleText, endText } from "./consoleText.js";

/** The output channel is written anew, with what the recording keeps, when it has more lines than this. */
const mostLines = 20_000;

/** A script can print faster than lines can be carried to the window; nobody reads more than this many a second. */
const linesPerSecond = 10_000;
const shortestPauseMs = 100;

/** In this time VS Code has opened the channel. */
const openingMs = 1000;

/** The script's console in the output channel "GradLens", as it prints; the last line says how the run ended. */
export class ConsoleChannel implements Disposable {
  readonly #session: Session;
  readonly #channel: OutputChannel = window.createOutputChannel("GradLens");
  readonly #append: Coalesced;
  readonly #subscription: Disposable;
  #shown: SessionRun | null = null;
  readonly #opened = new WeakSet<SessionRun>();
  #next = 0;
  #lines = 0;
  #isComplete = false;
  #opening: NodeJS.Timeout | undefined;

  constructor(session: Session, report: (error: unknown) => void) {
    this.#session = session;
    this.#append = new Coalesced(() => this.#appendNew(), report);
    this.#subscription = session.onChange(() => this.#append.request());
  }

  dispose(): void {
    this.#subscription.dispose();
    clearTimeout(this.#opening);
    this.#channel.dispose();
  }

  /** Shows the channel; the keyboard stays where it is. */
  show(): void {
    this.#channel.show(true);
    // What is appended while VS Code opens the channel can stay unseen until something follows.
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => this.#channel.append(""), openingMs);
  }

  async #appendNew(): Promise<void> {
    const { current } = this.#session;
    if (current === null) return;
    const { state } = current;
    if (current !== this.#shown) this.#begin(current);
    if (this.#isComplete) return;
    let read = 0;
    while (this.#next < state.consoleTotal) {
      const answer = await current.recording.readConsole(this.#next);
      read += answer.lines.length;
      this.#next = answer.first + answer.lines.length;
      this.#lines += answer.lines.length;
      this.#channel.append(consoleText(answer));
      if (this.#lines > mostLines) this.#startOver();
    }
    if (state.ended === null) return void (await wait(Math.max(shortestPauseMs, (read / linesPerSecond) * 1000)));
    this.#channel.append(endText(state.ended, state.passesTotal));
    this.#isComplete = true;
  }

  #begin(current: SessionRun): void {
    this.#shown = current;
    this.#isComplete = false;
    this.#startOver();
    // Coming back to a run, a person has other things before them that are not to be covered.
    if (!this.#opened.has(current)) this.show();
    this.#opened.add(current);
  }

  #startOver(): void {
    this.#next = 0;
    this.#lines = 0;
    this.#channel.clear();
  }
}
