import type { Store } from "./store.js";

/** `[` and `]` go to the neighbouring passes, wherever the keyboard is but in a text field. */
export function listenForPassKeys(store: Pick<Store, "stepPass">): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === "[") store.stepPass(-1);
    else if (event.key === "]") store.stepPass(1);
  });
}

function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((target) => target instanceof HTMLInputElement);
}
