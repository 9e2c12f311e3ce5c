import { RuntimeError } from "./kinds.js";

export function inferenceTensorSaved(): Error {
  return new RuntimeError(
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.",
  );
}

export function inferenceTensorWritten(): Error {
  return new RuntimeError(
    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.",
  );
}

export function inferenceTensorRequiresGrad(): Error {
  return new RuntimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
}

export function inferenceTensorVersion(): Error {
  return new RuntimeError("Inference tensors do not track version counter.");
}
