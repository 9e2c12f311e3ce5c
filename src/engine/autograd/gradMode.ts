import { refuseMore } from "../arguments.js";
import { wrongArgument } from "../errors.js";
import { scope, type Scope, type ScopeGuard } from "./scope.js";

let enabled = true;
let inference = false;

/**
 * Whether ops are recorded for backward.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_grad_enabled.html
 */
export function is_grad_enabled(): boolean {
  if (arguments.length > 0) refuseMore("is_grad_enabled", 0, arguments);
  return enabled;
}

/**
 * Whether tensors are made as inference tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_inference_mode_enabled.html
 */
export function is_inference_mode_enabled(): boolean {
  if (arguments.length > 0) refuseMore("is_inference_mode_enabled", 0, arguments);
  return inference;
}

/** @internal Whether an op is recorded where its operands require grad: `enable_grad` does not undo inference mode. */
export function isRecording(): boolean {
  return enabled && !inference;
}

/**
 * Ops inside are not recorded, and their results do not require grad.
 * https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html
 */
export const no_grad: Scope<[]> = scope("no_grad()", () => enter(false));

/**
 * Ops inside are recorded, also within `no_grad`.
 * https://docs.pytorch.org/docs/stable/generated/torch.enable_grad.html
 */
export const enable_grad: Scope<[]> = scope("enable_grad()", () => enter(true));

interface SetGradEnabled extends Scope<[mode: boolean]> {
  /** Sets the mode from here on; the guard that this gives sets it back. */
  (mode: boolean): ScopeGuard;
}

/**
 * Switches recording on or off: as a statement from here on, with `using` until the end of the block, around a callback
 * or on a function (`set_grad_enabled.wrap(false, f)`).
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.set_grad_enabled.html
 */
export const set_grad_enabled: SetGradEnabled = scope("set_grad_enabled(mode)", (mode: boolean) => {
  if (typeof mode !== "boolean") throw wrongArgument("set_grad_enabled", "mode", "bool", mode);
  return enter(mode);
});

/**
 * Nothing inside is recorded, and tensors that are made inside are inference tensors: they have no version counter and
 * cannot be saved for backward later. `inference_mode(false, f)` is the normal mode within such code.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
 */
export const inference_mode: Scope<[]> & Scope<[mode: boolean]> = scope("inference_mode(mode)", (mode = true) => {
  if (typeof mode !== "boolean") throw wrongArgument("inference_mode", "mode", "bool", mode);
  const previous = [enabled, inference] as const;
  [enabled, inference] = [!mode, mode];
  return () => {
    [enabled, inference] = previous;
  };
}) as Scope<[]> & Scope<[mode: boolean]>;

/** Runs the engine's own code in a grad mode. */
export function inGradMode<Result>(mode: boolean, body: () => Result): Result {
  const previous = enabled;
  enabled = mode;
  try {
    return body();
  } finally {
    enabled = previous;
  }
}

function enter(mode: boolean): () => void {
  const previous = enabled;
  enabled = mode;
  return () => {
    enabled = previous;
  };
}
