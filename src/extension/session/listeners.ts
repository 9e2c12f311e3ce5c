/** Who wants to know of a change. Not `vscode.EventEmitter`, so that what tells of changes can be tested without VS Code. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  add(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
