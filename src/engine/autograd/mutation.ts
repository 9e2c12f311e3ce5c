import { mutationContextNested, outsideMutationContext } from "../errors.js";
import type { Storage } from "../storage.js";
import { converted } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { pushSavedTensorHooks } from "./savedTensorHooks.js";
import { scope, type Scope } from "./scope.js";

/** A saved tensor: itself, until it is about to be written; from then on a copy of what it was. */
interface Kept {
  tensor: Tensor;
  readonly context: Context;
}

/** What was saved in the context, by the storage whose writes concern it. */
type Context = Map<Storage, Kept[]>;

let current: Context | null = null;

/**
 * Lets tensors that are saved for backward be written in place inside: they are copied before. Throws when nested, and a
 * backward throws that comes after the end.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.allow_mutation_on_saved_tensors
 */
export const allow_mutation_on_saved_tensors: Scope<[]> = scope("allow_mutation_on_saved_tensors()", () => {
  if (current !== null) throw mutationContextNested();
  const context: Context = new Map();
  const popHooks = pushSavedTensorHooks({
    pack: (tensor) => keep(context, tensor.alias()),
    unpack: (packed) => {
      const kept = packed as Kept;
      if (kept.context !== current) throw outsideMutationContext();
      return kept.tensor;
    },
  });
  current = context;
  return () => {
    current = null;
    context.clear();
    popHooks();
  };
});

function keep(context: Context, tensor: Tensor): Kept {
  const kept = { tensor, context };
  const beside = context.get(tensor.storage);
  if (beside === undefined) context.set(tensor.storage, [kept]);
  else beside.push(kept);
  return kept;
}

/** Copies what was saved of a tensor's storage, which is about to be written. @internal */
export function keepMutated({ storage }: Tensor): void {
  if (current === null) return;
  const written = current.get(storage) ?? [];
  current.delete(storage);
  for (const kept of written) kept.tensor = converted(kept.tensor, kept.tensor.dtype);
}
