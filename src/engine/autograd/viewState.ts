import { multiOutputViewWritten, viewMadeInNoGradWritten, viewOfLeafWrittenInPlace, type Written } from "../errors.js";
import { asStrided } from "../ops/strided.js";
import { withOpReports } from "../observer.js";
import type { Geometry } from "../shape.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { inGradMode, is_grad_enabled } from "./gradMode.js";
import { printedName, type GradientNode } from "./node.js";

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

/** A view's node, derived from its base again if there has been a write since. Throws where that could not be told. */
export function nodeOfView(view: Tensor, state: ViewState, node: GradientNode | null): GradientNode | null {
  if (state.version === view._version || (node === null && !state.base.requires_grad)) return node;
  refuseAmbiguous(view, state, "base", node);
  state.version = view._version;
  const { offset, shape, strides } = view;
  const again = withOpReports(false, () => inGradMode(true, () => asStrided(state.base, { offset, shape, strides })));
  view.setNode(again.grad_fn!, 0);
  return again.grad_fn;
}

/** Refuses a tracked in-place write to a view whose history could not be told. */
export function checkViewWrite(view: Tensor, state: ViewState): void {
  refuseAmbiguous(view, state, "view", state.madeBy === "op with several views" ? view.grad_fn : null);
  if (state.base.requires_grad && state.base.is_leaf) throw viewOfLeafWrittenInPlace();
}

function refuseAmbiguous(view: Tensor, { madeBy }: ViewState, what: Written, node: GradientNode | null): void {
  if (madeBy === "op in no_grad") throw viewMadeInNoGradWritten(what);
  if (madeBy === "op with several views") {
    const maker = node === null ? "Unbind" : printedName(node).replace(/Backward\d*$/, "");
    throw multiOutputViewWritten(what, view.outputNumber, maker);
  }
}
