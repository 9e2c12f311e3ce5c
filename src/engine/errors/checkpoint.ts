import { pythonText } from "../pythonValues.js";
import { RuntimeError, ValueError } from "./kinds.js";
import { torchSize, type Sizes } from "./words.js";

/** What was recomputed does not fit what was saved. */
class CheckpointError extends RuntimeError {
  override readonly name: string = "CheckpointError";
}

const tip = `
Tip: To see a more detailed error message, either pass \`debug=True\` to
\`torch.utils.checkpoint.checkpoint(...)\` or wrap the code block
with \`with torch.utils.checkpoint.set_checkpoint_debug_enabled(True):\` to
enable checkpoint\u2011debug mode globally.

If this error occurs under torch.compile with automatic_dynamic_shapes enabled,
it may be because the recomputation selected a different compiled graph than the
forward pass (e.g., a dynamic graph instead of the original static graph).
To fix this, either:
  - Use torch._dynamo.mark_dynamic() to explicitly mark varying dimensions as
    dynamic upfront, avoiding the static-to-dynamic transition.
  - Call torch._C._dynamo.eval_frame._set_lru_cache(False) to disable LRU cache
    reordering, which can change which graph is checked first between forward
    and recompute.
See https://github.com/pytorch/pytorch/issues/166926 for more details and
workaround examples.
`;

export function recomputedOtherCount(saved: number, recomputed: number): Error {
  return new CheckpointError(
    `torch.utils.checkpoint: A different number of tensors was saved during the original forward and recomputation.\nNumber of tensors saved during forward: ${saved}\nNumber of tensors saved during recomputation: ${recomputed}.\n${tip}`,
  );
}

/** What the default determinism check compares. */
export interface SavedMetadata {
  readonly shape: Sizes;
  readonly dtype: { toString(): string };
}

interface Mismatch {
  readonly position: number;
  readonly saved: SavedMetadata;
  readonly recomputed: SavedMetadata;
}

export function recomputedOtherTensors(mismatches: readonly Mismatch[]): Error {
  const lines = mismatches.map(
    ({ position, saved, recomputed }) =>
      `tensor at position ${position}:\nsaved metadata: ${described(saved)}\nrecomputed metadata: ${described(recomputed)}\n`,
  );
  return new CheckpointError(
    `torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than during the forward pass.\n${lines.join("")}.\n${tip}`,
  );
}

function described({ shape, dtype }: SavedMetadata): string {
  return `{'shape': ${torchSize(shape)}, 'dtype': ${dtype.toString()}, 'device': device(type='cpu')}`;
}

export function unpackedTwice(): Error {
  return new CheckpointError(
    "torch.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked once. If you are calling ctx.saved_tensors in backward, make sure to do so only once. Otherwise please open an issue with details on your use case.",
  );
}

export function determinismCheck(given: unknown): Error {
  return new ValueError(`determinism_check should be one of ['default', 'none'], but got ${pythonText(given)}`);
}

export function reentrantWithContexts(): Error {
  return new ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.");
}

export function reentrantWithInputs(): Error {
  return new RuntimeError(
    "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an `inputs` parameter to .backward(). To resolve this error, you can either set use_reentrant=False, or call .backward() without passing the `inputs` argument.",
  );
}

export function checkpointUnnecessary(): Error {
  return new RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary");
}
