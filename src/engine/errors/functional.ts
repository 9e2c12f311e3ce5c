import { AssertionError, NotImplementedError, RuntimeError } from "./kinds.js";
import { pythonClass, torchSize, type Sizes } from "./words.js";

/** `position` is null where the value stands alone. */
export function notOnlyTensors(what: string, op: string, value: unknown, position: number | null): Error {
  const which = position === null ? `the given ${what} has` : `the value at index ${position} has`;
  return new TypeError(
    `The ${what} given to ${op} must be either a Tensor or a tuple of Tensors but ${which} type ${pythonClass(value)}.`,
  );
}

export function vectorCount(expected: number, got: number, isTuple: boolean): Error {
  return new RuntimeError(
    isTuple
      ? `v is a tuple of invalid length: should be ${expected} but got ${got}.`
      : "The given v should contain a single Tensor.",
  );
}

export function vectorSize(entry: number | null, expected: Sizes, got: Sizes): Error {
  const which = entry === null ? "" : `Entry ${entry} in `;
  return new RuntimeError(`${which}v has invalid size: should be ${torchSize(expected)} but got ${torchSize(got)}.`);
}

export function vectorMissing(of: "input" | "output"): Error {
  const what = of === "input" ? "the input to the user-provided function is" : "the user-provided function returns";
  return new RuntimeError(`The vector v can only be None if ${what} a single Tensor with a single element.`);
}

export function notOneResult(op: string): Error {
  return new RuntimeError(`The function given to ${op} should return a single Tensor`);
}

export function notOneResultElement(op: string): Error {
  return new RuntimeError(`The Tensor returned by the function given to ${op} should contain a single element`);
}

export function unknownStrategy(op: "jacobian" | "hessian"): Error {
  const hint =
    op === "hessian"
      ? ""
      : ' Hint: If your function has more outputs than inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".';
  return new AssertionError(`Expected strategy to be either "forward-mode" or "reverse-mode".${hint}`);
}

export function strictForwardMode(): Error {
  return new RuntimeError(
    'torch.autograd.functional.jacobian: `strict=True` and `strategy="forward-mode"` are not supported together (yet). Please either set `strict=False` or `strategy="reverse-mode"`.',
  );
}

export function graphOfForwardMode(): Error {
  return new NotImplementedError(
    'torch.autograd.functional.jacobian: `create_graph=True` and `strategy="forward-mode"` are not supported together (yet). Please either set `create_graph=False` or `strategy="reverse-mode"`.',
  );
}

export function forwardModeNotVectorized(): Error {
  return new NotImplementedError(
    "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for `vectorize=True`.",
  );
}

export function strictVectorized(): Error {
  return new RuntimeError(
    "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. Please either set `strict=False` or `vectorize=False`.",
  );
}

const notAllowed = "This is not allowed in strict mode";

export function independentOfInput(input: number): Error {
  return new RuntimeError(`The output of the user-provided function is independent of input ${input}. ${notAllowed}.`);
}

/** What `strict` wants to depend on the inputs and does not. */
export type Independent = "outputs" | "grad_inputs" | "jacobian" | "hessian";

export function independentResult(what: Independent, i: number): Error {
  const words: { readonly [What in Independent]: string } = {
    outputs: `Output ${i} of the user-provided function does not require gradients. The outputs must be computed in a differentiable manner from the input when running in strict mode.`,
    grad_inputs: `The gradient with respect to input ${i} is independent of the inputs of the user-provided function. ${notAllowed}.`,
    jacobian: `While computing the hessian, found that the jacobian of the user-provided function with respect to input ${i} is independent of the input. ${notAllowed}. You should ensure that your function is twice differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for example).`,
    hessian: `The hessian of the user-provided function with respect to input ${i} is independent of the input. ${notAllowed}. You should ensure that your function is thrice differentiable and that the hessian depends on the inputs.`,
  };
  return new RuntimeError(words[what]);
}

/** Which gradients are missing: of a first backward, of one through it, or of either by the double-backward trick. */
export type Stage = "back" | "back_trick" | "double_back" | "double_back_trick";

export function missingGradient(stage: Stage, i: number): Error {
  const words: { readonly [S in Stage]: string } = {
    back: `The output of the user-provided function is independent of input ${i}. ${notAllowed}.`,
    back_trick: `The gradient with respect to the input is independent of entry ${i} in the grad_outputs when using the double backward trick to compute forward mode gradients. ${notAllowed}.`,
    double_back: `The jacobian of the user-provided function is independent of input ${i}. ${notAllowed}.`,
    double_back_trick: `The hessian of the user-provided function is independent of entry ${i} in the grad_jacobian. ${notAllowed} as it prevents from using the double backward trick to replace forward mode AD.`,
  };
  return new RuntimeError(words[stage]);
}

export function constantGradient(stage: Stage, i: number): Error {
  const what = stage.startsWith("double") ? "hessian" : "jacobian";
  return new RuntimeError(
    `The ${what} of the user-provided function is independent of input ${i}. ${notAllowed} when create_graph=True.`,
  );
}

export function outputIndependentOfInput(output: number, input: number): Error {
  return new RuntimeError(
    `Output ${output} of the user-provided function is independent of input ${input}. ${notAllowed}.`,
  );
}
