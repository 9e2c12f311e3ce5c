import { detachedInPlace, inferenceTensorSaved, modifiedInPlace, packHookWrote, unpackedNoTensor } from "../errors.js";
import { about } from "../failedCall.js";
import { callUserCode } from "../observer.js";
import type { Shape } from "../shape.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import { is_anomaly_enabled } from "./anomaly.js";
import { enteredLevel } from "./dualLevel.js";
import { inGradMode } from "./gradMode.js";
import { opNameOf, type GradientNode } from "./node.js";
import { currentSavedTensorHooks, type SavedTensorHooks } from "./savedTensorHooks.js";
import { shareTangents } from "./tangents.js";

/** What hooks keep of a tensor. They need not keep its tangents: `dual` does, where it was saved in forward mode. */
interface Packed {
  readonly by: SavedTensorHooks;
  readonly value: unknown;
  readonly dual: Tensor | null;
}

/**
 * A tensor that backward will need, with its version and its place in the graph at the time of the op: an in-place write
 * in between is noticed, and a second derivative goes through the node that the tensor had then. Where hooks apply, they
 * keep it: then only its place is kept here.
 */
export class SavedTensor {
  private readonly tensor: Tensor | null;
  private readonly version: number;
  /** What shape it had: an in-place view changes that. */
  private readonly shape: Shape;
  private readonly node: GradientNode | null;
  private readonly packed: Packed | null = null;
  /** Where the gradient of a leaf goes that the hooks keep. */
  private readonly accumulator: AccumulateGrad | null = null;

  /** `owner` is the node that saves its own result, before that is put at its output. */
  constructor(
    tensor: Tensor,
    private readonly owner: GradientNode | null,
    private readonly output = tensor.outputNumber,
  ) {
    if (tensor.inference) throw about(inferenceTensorSaved(), tensor);
    this.version = tensor._version;
    this.shape = tensor.shape;
    this.node = owner ?? tensor.grad_fn;
    const hooks = currentSavedTensorHooks();
    this.tensor = hooks === null ? tensor : null;
    if (hooks === null) return;
    if (this.node === null && tensor.requires_grad) {
      this.accumulator = tensor.accumulator ??= new AccumulateGrad(tensor);
    }
    const value = inGradMode(false, () => callUserCode(() => hooks.pack(tensor)));
    if (tensor._version !== this.version) throw packHookWrote();
    const dual = enteredLevel === null ? null : tensor.alias();
    if (dual !== null) shareTangents(enteredLevel, tensor, dual);
    this.packed = { by: hooks, value, dual };
  }

  /** The tensor as it was saved. Throws PyTorch's "modified by an inplace operation". */
  unpack(): Tensor {
    const { packed } = this;
    if (packed !== null) {
      const unpacked = unpackByHook(packed);
      return this.placed(unpacked, packed.dual ?? unpacked);
    }
    const tensor = this.tensor!;
    if (tensor._version !== this.version) throw this.modified(tensor);
    if (this.owner === null && this.node !== null && tensor.grad_fn === null) throw about(detachedInPlace(), tensor);
    return tensor.grad_fn === this.node ? tensor : this.placed(tensor, tensor);
  }

  /** The tensor as `_saved_…` shows it: of a result that the node saved itself, another one at its place. */
  shown(): Tensor {
    const tensor = this.unpack();
    return this.owner === null || tensor !== this.tensor ? tensor : this.placed(tensor, tensor);
  }

  /** The numbers at the place in the graph that the tensor had, with the tangents of `dual`. */
  private placed(tensor: Tensor, dual: Tensor): Tensor {
    if (this.node === null && this.accumulator === null && !tensor.requires_grad && dual === tensor) return tensor;
    const copy = tensor.alias();
    shareTangents(enteredLevel, dual, copy);
    if (this.node !== null) copy.setNode(this.node, this.output);
    if (this.accumulator !== null) {
      copy.wantsGradient = true;
      copy.accumulator = this.accumulator;
    }
    return copy;
  }

  private modified(tensor: Tensor): Error {
    // A saved result is known by the op that made it, an operand by what has been done to it since; so is a view that was
    // written in place, which has its history from its base.
    const node = tensor.viewState === null ? (this.owner ?? tensor.grad_fn) : tensor.grad_fn;
    const isOwn = tensor.viewState === null && this.owner !== null;
    const output = isOwn ? this.output : tensor.outputNumber;
    const origin = node === null ? null : `output ${output} of ${opNameOf(node)}`;
    const { dtype, _version } = tensor;
    const shape = this.owner === null ? tensor.shape : this.shape;
    return about(modifiedInPlace(dtype.label, shape, origin, _version, this.version, is_anomaly_enabled()), tensor);
  }
}

function unpackByHook({ by, value }: Packed): Tensor {
  const tensor = callUserCode(() => by.unpack(value));
  if (!isTensor(tensor)) throw unpackedNoTensor(tensor);
  return tensor;
}
