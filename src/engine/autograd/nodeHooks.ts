import { hookReturnedNoTuple, hookReturnedWrongCount } from "../errors.js";
import { callUserCode } from "../observer.js";
import type { Gradients, NodeHooks } from "./node.js";
import { hookName, replacement } from "./tensorHooks.js";

/** Runs the hooks of a node that come before its vjp, and gives the gradients of its outputs as they are then. */
export function runPreHooks({ pre }: NodeHooks, gradients: Gradients): Gradients {
  let current = gradients;
  for (const { hook } of [...pre]) {
    const result: unknown = callUserCode(() => hook([...current]));
    current = replaced(hook, result, current);
  }
  return current;
}

/** Runs those that come after it, and gives the gradients of its inputs as they are then. */
export function runPostHooks({ post }: NodeHooks, gradInputs: Gradients, gradOutputs: Gradients): Gradients {
  let current = gradInputs;
  for (const { hook } of [...post]) {
    const result: unknown = callUserCode(() => hook([...current], [...gradOutputs]));
    current = replaced(hook, result, current);
  }
  return current;
}

function replaced(hook: { readonly name: string }, result: unknown, current: Gradients): Gradients {
  if (result === undefined || result === null) return current;
  if (!Array.isArray(result)) throw hookReturnedNoTuple(result);
  if (result.length !== current.length) throw hookReturnedWrongCount(hookName(hook), result.length, current.length);
  return result.map((value: unknown, i) =>
    value === null || value === undefined ? null : replacement(hook, current[i] ?? null, value),
  );
}
