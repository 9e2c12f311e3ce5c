import { methodByName } from "../callByName.js";
import { booleanArgument, readArguments, refuseMore } from "../arguments.js";
import * as errors from "../errors.js";
import { detachedWhole } from "../func/batchedOps.js";
import { batchLevel } from "../func/batchLevel.js";
import { transform } from "../func/transform.js";
import { ownerOf } from "../mixin.js";
import { opObserver } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import type { Tensor } from "../tensor.js";
import { DType } from "../dtype.js";
import { AccumulateGrad } from "./accumulateGrad.js";
import { gradientEdge } from "./edges.js";
import { runBackward, type BackwardOptions } from "./functions.js";
import { is_inference_mode_enabled } from "./gradMode.js";
import { forgetTangents } from "./tangents.js";
import type { TensorHook } from "./node.js";
import { isPlaceless } from "./places.js";
import { functionArgument, handle, handleOf, type RemovableHandle } from "./removableHandle.js";

/** The methods of a tensor that concern its gradient. */
export class AutogradMethods {
  /**
   * Sums the gradient of this tensor with respect to each leaf into the leaf's `.grad`. Arguments in PyTorch's order
   * (gradient, retain_graph, create_graph, inputs) or by name. Throws if this tensor does not require grad, has several
   * elements and no gradient is given, or if the graph has been freed by an earlier call.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
   */
  backward(
    this: Tensor,
    gradient?: Tensor | null | (BackwardOptions & { readonly gradient?: Tensor | null }),
    retain_graph?: boolean | null | BackwardOptions,
    create_graph?: boolean | BackwardOptions,
    options?: BackwardOptions,
  ): void;
  backward(this: Tensor, ...args: unknown[]): void {
    const names = ["gradient", "retain_graph", "create_graph", "inputs"] as const;
    const options = readArguments<BackwardOptions & { gradient: Tensor | null }>("backward", names, args);
    runBackward("backward", this, options.gradient, options);
  }

  /**
   * Calls the hook with this tensor's gradient whenever backward has completed it, null if backward came by and none arrived;
   * a tensor that the hook returns takes the gradient's place. Throws if this tensor does not require grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
   */
  register_hook(this: Tensor, hook: (gradient: Tensor) => Tensor | null | undefined | void): RemovableHandle {
    const named = methodByName(this, "register_hook(hook)", arguments);
    if (named !== null) return named.result;
    if (typeof hook !== "function") throw errors.wrongArgument("register_hook", "hook", "a function", hook);
    const edge = gradientEdge(this);
    if (edge === null) throw errors.cannotRegisterHook();
    // A view without a place in the graph takes hooks, to which no gradient ever comes.
    if (isPlaceless(this)) return handle(() => undefined);
    const registration = edge.node.addHook(edge.output, hook as TensorHook);
    return handle(() => {
      edge.node.removeHook(registration);
    });
  }

  /**
   * Calls the hook with this leaf whenever backward has added to its `.grad`. Throws if this tensor does not require grad,
   * and for non-leaves.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html
   */
  register_post_accumulate_grad_hook(this: Tensor, hook: (tensor: Tensor) => void): RemovableHandle {
    const named = methodByName(this, "register_post_accumulate_grad_hook(hook)", arguments);
    if (named !== null) return named.result;
    functionArgument("register_post_accumulate_grad_hook", hook);
    if (!this.requires_grad) throw errors.cannotRegisterHook();
    if (!this.is_leaf) throw errors.postAccumulateOfNonLeaf();
    return handleOf(accumulatorOf(this).afterwards, hook);
  }

  /**
   * The dtype that gradients of this leaf have, or null for any; by default the leaf's own. Setting it throws for non-leaves
   * and beside a gradient of another dtype.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad_dtype.html
   */
  get grad_dtype(): DType | null {
    return gradDtypeOf(ownerOf(this));
  }

  set grad_dtype(dtype: DType | null) {
    setGradDtype(ownerOf(this), dtype);
  }

  /**
   * Whether this tensor was made in inference mode.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_inference.html
   */
  is_inference(this: Tensor): boolean {
    if (arguments.length > 0) refuseMore("is_inference", 0, arguments);
    return this.inference;
  }

  /**
   * Which of its `grad_fn`'s outputs this tensor is.
   * https://docs.pytorch.org/docs/stable/tensors.html
   */
  get output_nr(): number {
    return outputNumberOf(ownerOf(this));
  }

  /** The tensor whose storage this view shows; null for what is no view. */
  get _base(): Tensor | null {
    return ownerOf(this).viewState?.base ?? null;
  }

  /** Whether this is a view of another tensor. */
  _is_view(this: Tensor): boolean {
    if (arguments.length > 0) refuseMore("_is_view", 0, arguments);
    // Autograd knows nothing of a tensor that was made in inference mode.
    return this.viewState !== null && !this.inference;
  }

  /**
   * Makes backward keep the gradient of this non-leaf in `.grad`; on a leaf it changes nothing. Throws if this tensor does
   * not require grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html
   */
  retain_grad(this: Tensor): void {
    if (arguments.length > 0) refuseMore("retain_grad", 0, arguments);
    if (!this.requires_grad) throw errors.cannotRetainGrad();
    this.grad_fn?.retain(this.outputNumber, this);
  }

  /**
   * Whether this is a non-leaf whose gradient backward keeps.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retains_grad.html
   */
  get retains_grad(): boolean {
    return retainsGrad(ownerOf(this));
  }

  /**
   * The same numbers without the graph. Writes through it change this tensor, and backward notices them.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html
   */
  detach(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("detach", 0, arguments);
    const detached = (batchLevel !== null ? detachedWhole(this) : null) ?? this.alias();
    if (this.inference && !is_inference_mode_enabled()) {
      detached.isUncounted = false;
      detached.counter = null;
    }
    if (opObserver !== null) reportUntracked("detach", [this], [detached]);
    return detached;
  }

  /**
   * Cuts this tensor off the graph that made it: it becomes a leaf. Throws for views.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach_.html
   */
  detach_(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("detach_", 0, arguments);
    // Inference mode knows nothing of gradients.
    if (is_inference_mode_enabled()) return this;
    if (this.viewState !== null) throw errors.detachViewInPlace();
    this.setNode(null, 0);
    this.wantsGradient = false;
    forgetTangents(this);
    if (opObserver !== null) reportUntracked("detach", [this], [this]);
    return this;
  }

  /**
   * Says whether this leaf wants gradients. Throws for non-leaves and for dtypes other than floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
   */
  requires_grad_(this: Tensor, requires_grad = true): Tensor {
    const named = methodByName(this, "requires_grad_(requires_grad)", arguments);
    if (named !== null) return named.result;
    const wanted = booleanArgument("requires_grad_", "requires_grad", requires_grad, true);
    if (wanted && (transform !== null || batchLevel !== null)) throw errors.requiresGradInTransform();
    if (!this.is_leaf) {
      if (!wanted) throw errors.requiresGradOfNonLeaf(wanted);
      return this;
    }
    if (wanted && !this.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("method");
    if (wanted && this.inference && !is_inference_mode_enabled()) throw errors.inferenceTensorRequiresGrad();
    this.wantsGradient = wanted;
    return this;
  }
}

function retainsGrad(tensor: Tensor): boolean {
  // Not by grad_fn, which an ambiguous view that its base outdated refuses to tell.
  return tensor.ownNode?.retainedBy(tensor.outputNumber) === tensor;
}

function accumulatorOf(leaf: Tensor): AccumulateGrad {
  return (leaf.accumulator ??= new AccumulateGrad(leaf));
}

function gradDtypeOf(tensor: Tensor): DType | null {
  return tensor.accumulator === null ? tensor.dtype : tensor.accumulator.outputDtype();
}

function setGradDtype(tensor: Tensor, dtype: DType | null): void {
  if (!tensor.is_leaf) throw errors.gradDtypeOfNonLeaf();
  if (dtype !== null && !(dtype instanceof DType)) throw errors.gradDtypeOfWrongKind(dtype);
  const existing = tensor.gradient?.dtype ?? dtype;
  if (dtype !== null && existing !== null && existing !== dtype)
    throw errors.gradDtypeBesideGradient(dtype.label, existing.label);
  accumulatorOf(tensor).gradDtype = dtype;
}

function outputNumberOf(tensor: Tensor): number {
  return tensor.grad_fn === null ? 0 : tensor.outputNumber;
}
