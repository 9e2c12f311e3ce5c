import { multiOutputViewWritten, viewMadeInNoGradWritten, viewOfLeafWrittenInPlace } from "../errors.js";
import { asStrided } from "../ops/strided.js";
import { withOpReports } from "../observer.js";
import type { Geometry } from "../shape.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { is_grad_enabled } from "./gradMode.js";
import { printedName } from "./node.js";

/**
 * A view knows the tensor whose storage it shows. An in-place write through either of them changes the autograd history
 * of both: the base gets a CopySlices node, and a view whose version is out of date derives its grad_fn from the base
 * anew.
 */
export interface ViewState {
  readonly base: Tensor;
  readonly madeBy: "op" | "op in no_grad" | "op with several views";
  /** The version at which the view's grad_fn was right. */
  version: number;
}

/** A tensor that shows part of another one's storage. Both share one version counter. */
export function viewOf(tensor: Tensor, geometry: Geometry, severalViews = false): Tensor {
  const view = newTensor(tensor.storage, geometry, tensor.dtype);
  view.counter = tensor.sharedCounter();
  const base = tensor.viewState?.base ?? tensor;
  const madeBy = severalViews ? "op with several views" : is_grad_enabled() ? "op" : "op in no_grad";
  view.viewState = { base, madeBy, version: tensor._version };
  return view;
}

/** Derives a view's grad_fn from its base again if there has been a write since. */
export function refreshView(view: Tensor, state: ViewState): void {
  if (state.version === view._version) return;
  state.version = view._version;
  if (!state.base.requires_grad) return;
  const { offset, shape, strides } = view;
  const again = withOpReports(false, () => asStrided(state.base, { offset, shape, strides }));
  view.setNode(again.grad_fn!, 0);
}

/** Refuses a tracked in-place write to a view whose history could not be told. */
export function checkViewWrite(view: Tensor, { base, madeBy }: ViewState): void {
  if (base.requires_grad && base.is_leaf) throw viewOfLeafWrittenInPlace();
  if (madeBy === "op in no_grad") throw viewMadeInNoGradWritten();
  if (madeBy === "op with several views") {
    const maker = view.grad_fn === null ? "Unbind" : printedName(view.grad_fn).replace(/Backward\d*$/, "");
    throw multiOutputViewWritten(view.outputNumber, maker);
  }
}
