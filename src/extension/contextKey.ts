import { commands } from "vscode";
import type { ContextKeys } from "./contributions.js";

/** A value that `when` clauses see; VS Code is told only when it changes. */
export class ContextKey<K extends keyof ContextKeys> {
  readonly #name: K;
  #value: ContextKeys[K] | undefined;

  constructor(name: K) {
    this.#name = name;
  }

  set value(value: ContextKeys[K]) {
    if (value === this.#value) return;
    this.#value = value;
    void commands.executeCommand("setContext", this.#name, value);
  }
}
