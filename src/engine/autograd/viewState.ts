import {
  ambiguousViewWritten,
  leafWrittenInPlace,
  viewOfLeafWrittenInPlace,
  type ViewMaker,
  type Written,
} from "../errors.js";
import { asStrided, endOfView } from "../ops/strided.js";
import { withOpReports } from "../observer.js";
import type { Geometry } from "../shape.js";
import { newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { inGradMode, is_grad_enabled, is_inference_mode_enabled } from "./gradMode.js";
import { opNameOf, type GradientNode } from "./node.js";

/**
 * A view knows the tensor whose storage it shows. An in-place write through either of them changes the autograd history
 * of both: the base gets a CopySlices node, and a view whose version is out of date derives its grad_fn from the base
 * anew.
 */
export interface ViewState {
  readonly base: Tensor;
  madeBy: "op" | ViewMaker;
  /** The version at which the view's grad_fn was right. */
  version: number;
}

/** A tensor that shows part of another one's storage. Both share one version counter. */
export function viewOf(tensor: Tensor, geometry: Geometry, severalViews = false): Tensor {
  const view = newTensor(tensor.storage, geometry, tensor.dtype);
  view.counter = tensor.sharedCounter();
  view.inference = view.isUncounted = tensor.inference;
  const base = tensor.viewState?.base ?? tensor;
  view.viewState = { base, madeBy: makerOf(tensor, severalViews), version: base.counter!.version };
  return view;
}

/** A view of an ambiguous view is as ambiguous as that, unless it is so by itself; of one of inference mode it always is. */
function makerOf(tensor: Tensor, severalViews: boolean): ViewState["madeBy"] {
  const maker = tensor.viewState?.madeBy ?? "op";
  if (is_inference_mode_enabled() || maker === "op in inference_mode") return "op in inference_mode";
  if (!is_grad_enabled()) return "op in no_grad";
  return severalViews ? "op with several views" : maker;
}

/** A view's node, derived from its base again if there has been a write since. Throws where that could not be told. */
export function nodeOfView(view: Tensor, state: ViewState, node: GradientNode | null): GradientNode | null {
  if (state.version === view.counter!.version || (node === null && !state.base.requires_grad)) return node;
  refuseAmbiguous(view, state, "base", node);
  state.version = view.counter!.version;
  const { offset, shape, strides } = view;
  const again = withOpReports(false, () => inGradMode(true, () => asStrided(state.base, { offset, shape, strides })));
  const derived = again.grad_fn ?? endOfView(state.base, view);
  view.setNode(derived, 0);
  return derived;
}

/** The version of a view that was written itself: no counter has it, so that the view asks its base for its history. */
export const outOfDate = -1;

/**
 * Refuses a tracked in-place write to a view whose history could not be told. As in PyTorch a view whose base has come into
 * the graph since counts as a leaf, unless its grad_fn has been asked for in between.
 */
export function checkViewWrite(view: Tensor, state: ViewState): void {
  refuseAmbiguous(view, state, "view", view.ownNode);
  if (!view.requires_grad) return;
  if (state.base.is_leaf) throw viewOfLeafWrittenInPlace();
  if (view.ownNode === null && state.version !== outOfDate) throw leafWrittenInPlace();
}

function refuseAmbiguous(view: Tensor, { madeBy }: ViewState, what: Written, node: GradientNode | null): void {
  if (madeBy === "op") return;
  const made = node === null ? null : { output: view.outputNumber, op: opNameOf(node) };
  throw ambiguousViewWritten(madeBy, what, made);
}
