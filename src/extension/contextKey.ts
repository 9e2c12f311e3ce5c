import { commands } from "vscode";
import type { ContextKeyName } from "./contributions.js";

/** A truth that `when` clauses see; VS Code is told only when it changes. */
export class ContextKey {
  readonly #name: ContextKeyName;
  #value: boolean | undefined;

  constructor(name: ContextKeyName) {
    this.#name = name;
  }

  set value(value: boolean) {
    if (value === this.#value) return;
    this.#value = value;
    void commands.executeCommand("setContext", this.#name, value);
  }
}
