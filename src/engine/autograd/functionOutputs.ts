import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { copySlices } from "./copySlices.js";
import type { FunctionNode } from "./functionNode.js";
import { checkViewWrite, viewOf } from "./viewState.js";
import { warnDirtyNonInput } from "./warnings.js";

interface Call {
  /** Whether the call is recorded. */
  readonly tracked: boolean;
  /** Whether `setup_context` saved the tensors, which knows inputs and results only as they were. */
  readonly savedByOthers: boolean;
}

/**
 * Puts what a Function's `forward` returned at the outputs of its node. An input that was returned as it was becomes a view
 * of itself, one that was written in place moves to the node, and what cannot be differentiated leaves the graph.
 */
export function placeOutputs(
  node: FunctionNode,
  inputs: readonly Tensor[],
  outputs: readonly unknown[],
  call: Call,
): readonly unknown[] {
  for (const tensor of node.state.dirty) if (!outputs.includes(tensor)) throw errors.dirtyNotReturned();
  for (const tensor of node.state.dirty) tensor.sharedCounter().version++;
  let differentiable = 0;
  const placed = outputs.map((output, i) => {
    if (!isTensor(output)) return output;
    const isDifferentiable =
      call.tracked && output.dtype.is_floating_point && !node.state.nonDifferentiable.includes(output);
    if (isDifferentiable) differentiable++;
    const isInput = inputs.includes(output);
    if (node.state.dirty.includes(output)) return written(node, output, i, isInput, isDifferentiable, outputs.length);
    const result = isDifferentiable ? differentiated(node, output, i, isInput, call) : constant(output, isInput);
    if (result.viewState !== null) result.viewState.madeBy = "custom function";
    return result;
  });
  if (differentiable > 1) {
    for (const output of placed)
      if (isTensor(output) && output.viewState !== null) output.viewState.madeBy = "op with several views";
  }
  return placed;
}

function differentiated(node: FunctionNode, output: Tensor, i: number, isInput: boolean, call: Call): Tensor {
  if (isInput && call.savedByOthers && node.state.toSave.includes(output)) throw errors.returnedInputSaved();
  const result = isInput ? viewOf(output, output) : output;
  result.setNode(node, i);
  return result;
}

/** A result without gradient. */
function constant(output: Tensor, isInput: boolean): Tensor {
  if (!output.requires_grad) return isInput ? viewOf(output, output) : output;
  return isInput || output.viewState !== null ? output.alias() : output.detach_();
}

function written(
  node: FunctionNode,
  output: Tensor,
  i: number,
  isInput: boolean,
  isDifferentiable: boolean,
  count: number,
): Tensor {
  if (output.is_leaf && output.requires_grad && isDifferentiable) throw errors.dirtyLeaf();
  if (!isInput) warnDirtyNonInput();
  if (!isDifferentiable) return output;
  const { viewState } = output;
  if (viewState === null) output.setNode(node, i);
  else {
    if (count > 1) throw errors.dirtyViewOfMany();
    checkViewWrite(output, viewState);
    copySlices(output, viewState.base, node);
  }
  return output;
}
