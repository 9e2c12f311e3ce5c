import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { SavedTensor } from "./savedTensor.js";

/** What a call of a custom Function says of itself by its `ctx`. */
export interface FunctionState {
  /** What `forward` asked to be saved, until it has returned. */
  toSave: readonly (Tensor | null)[];
  dirty: readonly Tensor[];
  nonDifferentiable: readonly Tensor[];
  materializes: boolean;
  /** What is saved; null once the graph has been freed. */
  saved: readonly (SavedTensor | null)[] | null;
  /** What is kept for `jvp`, until that has run. */
  forForward: readonly (Tensor | null)[] | null;
}

/**
 * The `ctx` of a custom Function: its `forward` and `backward` keep what they like as fields of it, which is why nothing
 * of the engine's own is among them.
 * https://docs.pytorch.org/docs/stable/autograd.html#context-method-mixins
 */
export class FunctionContext {
  /** For each argument, whether backward has to give a gradient for it. */
  readonly needs_input_grad: readonly boolean[];
  readonly #state: FunctionState;

  /** @internal */
  constructor(state: FunctionState, needsGradient: readonly boolean[]) {
    this.#state = state;
    this.needs_input_grad = needsGradient;
  }

  /**
   * Keeps tensors for backward, which finds them in `saved_tensors`; null is kept too. Throws for anything else.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.save_for_backward.html
   */
  save_for_backward(...tensors: readonly (Tensor | null | undefined)[]): void {
    this.#state.toSave = saveable("save_for_backward", tensors);
  }

  /**
   * Keeps tensors for `jvp`, which finds them in `saved_tensors`; null is kept too. Throws for anything else.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.save_for_forward.html
   */
  save_for_forward(...tensors: readonly (Tensor | null | undefined)[]): void {
    this.#state.forForward = saveable("save_for_forward", tensors);
  }

  /** What was kept for backward, in `jvp` what was kept for that. Throws once the graph has been freed, and for tensors that were written in place since. */
  get saved_tensors(): readonly Tensor[] {
    return unpackAll(this.#state);
  }

  /**
   * Says that `forward` wrote these inputs in place. They must be among its results. Throws for what is no tensor.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.mark_dirty.html
   */
  mark_dirty(...tensors: readonly Tensor[]): void {
    this.#state.dirty = checked("mark_dirty", tensors);
  }

  /**
   * Says that no gradient flows through these results. Backward gets zeros for them. Throws for what is no tensor.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.mark_non_differentiable.html
   */
  mark_non_differentiable(...tensors: readonly Tensor[]): void {
    this.#state.nonDifferentiable = checked("mark_non_differentiable", tensors);
  }

  /**
   * Whether backward gets zeros for gradients that did not arrive, as it does unless told otherwise, or null.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.set_materialize_grads.html
   */
  set_materialize_grads(value: boolean): void {
    if (typeof value !== "boolean") throw errors.wrongArgument("set_materialize_grads", "value", "bool", value);
    this.#state.materializes = value;
  }
}

export function unpackAll({ saved, forForward }: FunctionState): readonly Tensor[] {
  if (forForward !== null) return forForward as readonly Tensor[];
  if (saved === null) throw errors.secondBackward();
  // PyTorch's tuple may hold None as well; a script that saves null knows which one it is.
  return saved.map((each) => each?.unpack() ?? null) as readonly Tensor[];
}

function saveable(method: string, tensors: readonly unknown[]): readonly (Tensor | null)[] {
  return tensors.map((tensor, i) => {
    if (tensor === null || tensor === undefined) return null;
    if (!isTensor(tensor)) throw errors.savedNoTensor(method, tensor, i);
    return tensor;
  });
}

function checked(method: string, tensors: readonly unknown[]): readonly Tensor[] {
  tensors.forEach((tensor, i) => {
    if (!isTensor(tensor)) throw errors.markedNoTensor(method, tensor, i);
  });
  return tensors as readonly Tensor[];
}
