import { wrongArgument } from "../errors.js";
import { printingAs } from "../printingAs.js";

/** What registering a hook gives: `remove()`, or the end of a `using` block, takes the hook away again. */
export interface RemovableHandle extends Disposable {
  /** Takes the hook away; a second time does nothing. */
  remove(): void;
}

/** Puts a hook into a set of them. Each registration counts on its own, also of one function twice. */
export function handleOf<Hook>(hooks: Set<{ readonly hook: Hook }>, hook: Hook): RemovableHandle {
  const registration = { hook };
  hooks.add(registration);
  return handle(() => hooks.delete(registration));
}

export function handle(takeAway: () => unknown): RemovableHandle {
  const remove = (): void => void takeAway();
  return printingAs({ remove, [Symbol.dispose]: remove }, () => "<torch.utils.hooks.RemovableHandle object>");
}

export function functionArgument<F>(op: string, value: F, argument = "hook"): F {
  if (typeof value !== "function") throw wrongArgument(op, argument, "a function", value);
  return value;
}
