import { functionArgument } from "./removableHandle.js";
import { savedTensorHooksDisabled, wrongArgument } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { scope, type Scope } from "./scope.js";

/** What becomes of a tensor that is saved for backward, and how it comes back. */
export interface SavedTensorHooks {
  readonly pack: (tensor: Tensor) => unknown;
  readonly unpack: (packed: unknown) => unknown;
}

let stack: readonly SavedTensorHooks[] = [];
let disabledBecause: string | null = null;

/** The innermost hooks; null where there are none. */
export function currentSavedTensorHooks(): SavedTensorHooks | null {
  return stack.at(-1) ?? null;
}

/** Lets hooks apply until the function that this gives is called. Throws where hooks are disabled. */
export function pushSavedTensorHooks(hooks: SavedTensorHooks): () => void {
  if (disabledBecause !== null) throw savedTensorHooksDisabled(disabledBecause);
  const previous = stack;
  stack = [...stack, hooks];
  return () => {
    stack = previous;
  };
}

interface SavedTensorsHooks {
  <Packed, Result>(
    pack: (tensor: Tensor) => Packed,
    unpack: (packed: Packed) => Tensor,
    callback: () => Result,
  ): Result;
  <Packed>(pack: (tensor: Tensor) => Packed, unpack: (packed: Packed) => Tensor): Disposable;
  /** Runs a function while tensors that are saved for backward go through the hooks. */
  wrap: Scope<[pack: (tensor: Tensor) => unknown, unpack: (packed: never) => Tensor]>["wrap"];
}

/**
 * Inside, each tensor that is saved for backward goes through `pack`, and comes back through `unpack`. Backward throws for
 * an `unpack` that gives no tensor, and forward for a `pack` that writes its argument in place.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks
 */
export const saved_tensors_hooks = scope(
  "saved_tensors_hooks(pack_hook, unpack_hook)",
  (pack: SavedTensorHooks["pack"], unpack: SavedTensorHooks["unpack"]) =>
    pushSavedTensorHooks({
      pack: functionArgument("saved_tensors_hooks", pack),
      unpack: functionArgument("saved_tensors_hooks", unpack),
    }),
) as unknown as SavedTensorsHooks;

/**
 * Keeps what backward needs as copies. There is one memory here, so it only keeps them apart from what is written later.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.save_on_cpu
 */
export const save_on_cpu = scope(
  "save_on_cpu(pin_memory, device_type)",
  (..._settings: [pin_memory?: boolean, device_type?: string]) =>
    pushSavedTensorHooks({ pack: (tensor) => tensor.detach().clone(), unpack: (packed) => packed }),
) as Scope<[]> & Scope<[pin_memory: boolean]> & Scope<[pin_memory: boolean, device_type: string]>;

/**
 * Refuses saved-tensor hooks inside, with this message.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.disable_saved_tensors_hooks
 */
export const disable_saved_tensors_hooks: Scope<[error_message: string]> = scope(
  "disable_saved_tensors_hooks(error_message)",
  (message: string) => {
    if (typeof message !== "string")
      throw wrongArgument("disable_saved_tensors_hooks", "error_message", "str", message);
    const previous = disabledBecause;
    disabledBecause = message;
    return () => {
      disabledBecause = previous;
    };
  },
);
