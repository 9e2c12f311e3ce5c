import { AssertionError, RuntimeError } from "./kinds.js";
import { describeType } from "./words.js";

export function detachedInPlace(): Error {
  return new RuntimeError(
    "Trying to use a saved tensor that has been detached in-place, i.e. with .detach_().This is not supported, please use out-of-place `.detach()` instead",
  );
}

export function unpackedNoTensor(value: unknown): Error {
  return new TypeError(
    `Output of saved tensor unpack_hook expected to be a Tensor but got result of type ${describeType(value)}`,
  );
}

export function packHookWrote(): Error {
  return new RuntimeError(
    "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook cannot be modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if you need to perform in-place operations on the input to a pack hook.",
  );
}

export function savedTensorHooksDisabled(message: string): Error {
  return new RuntimeError(message);
}

export function mutationContextNested(): Error {
  return new RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested");
}

export function outsideMutationContext(): Error {
  return new AssertionError(
    "Trying to backward outside of the 'allow_mutation_on_saved_tensors' contextin which the graph was originally recorded.",
  );
}
