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

/** What makes a view with which an in-place write does not go. */
export type ViewMaker = "op in no_grad" | "op in inference_mode" | "op with several views" | "custom function";

const reasons: { readonly [Maker in ViewMaker]: string } = {
  "op in no_grad":
    "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
  "op in inference_mode":
    "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the inference_mode block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
  "op with several views":
    "This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.",
  "custom function":
    "This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom Function.",
};

/** `made` is the output of an op that the view is; null where that was not recorded. */
export function ambiguousViewWritten(
  maker: ViewMaker,
  what: Written,
  made: { readonly output: number; readonly op: string } | null,
): Error {
  const inMode = maker === "op in inference_mode" || maker === "op in no_grad" || made === null;
  const which = made === null ? "A view was" : `Output ${made.output} of ${made.op} is a view of a view which was`;
  const mode = maker === "op in inference_mode" ? "inference mode" : "no_grad mode";
  const then = maker === "op in inference_mode" ? "in normal mode" : "with grad mode enabled";
  const begin = inMode
    ? `${which} created in ${mode} and ${writes[what]} ${then}.`
    : `Output ${made.output} of ${made.op} is a view and ${writes[what]}.`;
  return new RuntimeError(`${begin} ${reasons[maker]}`);
}

export function detachViewInPlace(): Error {
  return new RuntimeError(
    "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution.",
  );
}

export function floatPowerInPlace(label: string): Error {
  return new RuntimeError(
    `the base given to float_power_ has dtype ${label} but the operation's result requires dtype Double`,
  );
}

export function fillDiagonalRank(): Error {
  return new RuntimeError("dimensions must larger than 1");
}

export function fillDiagonalSizes(): Error {
  return new RuntimeError("all dimensions of input must be of equal length");
}
