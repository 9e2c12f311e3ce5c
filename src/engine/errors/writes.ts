import { RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function outputShapeMismatch(output: Sizes, broadcast: Sizes): Error {
  return new RuntimeError(`output with shape ${list(output)} doesn't match the broadcast shape ${list(broadcast)}`);
}

export function writeToExpanded(): Error {
  return new RuntimeError(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
  );
}

export function writeToOverlapping(): Error {
  return new RuntimeError(
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor before performing the operation.",
  );
}

export function fillWithManyElements(rank: number): Error {
  return new RuntimeError(`fill_ only supports 0-dimension value tensor but got tensor with ${rank} dimensions.`);
}

export function leafWrittenInPlace(): Error {
  return new RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.");
}

export function viewOfLeafWrittenInPlace(): Error {
  return new RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.");
}

/** Whether a view itself was written, or something else that shows the same storage. */
export type Written = "view" | "base";

const writes: { readonly [What in Written]: string } = {
  view: "is being modified inplace",
  base: "its base or another view of its base has been modified inplace",
};

export function viewMadeInNoGradWritten(what: Written): Error {
  return new RuntimeError(
    `A view was created in no_grad mode and ${writes[what]} with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).`,
  );
}

export function multiOutputViewWritten(what: Written, output: number, op: string): Error {
  return new RuntimeError(
    `Output ${output} of ${op} is a view and ${writes[what]}. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.`,
  );
}

export function detachViewInPlace(): Error {
  return new RuntimeError("Can't detach views in-place. Use detach() instead.");
}
