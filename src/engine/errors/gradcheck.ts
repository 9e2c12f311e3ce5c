import { AssertionError, RuntimeError, ValueError } from "./kinds.js";
import type { Sizes } from "./words.js";

/** What `gradcheck` and `gradgradcheck` found to be wrong. */
export class GradcheckError extends RuntimeError {
  override readonly name = "GradcheckError";
}

/** A derivative that is not what the differences say. */
export interface Mismatch {
  readonly output: number;
  readonly input: number;
  readonly forward: boolean;
  readonly numerical: string;
  readonly analytical: string;
  /** What follows PyTorch's words: the entry that differs. */
  readonly detail: string;
}

export function jacobianMismatch(mismatch: Mismatch): Error {
  const { output, input, forward, numerical, analytical, detail } = mismatch;
  const mode = forward ? "computed with forward mode " : "";
  return new GradcheckError(
    `Jacobian ${mode}mismatch for output ${output} with respect to input ${input},\nnumerical:${numerical}\nanalytical:${analytical}\n${detail}`,
  );
}

/** The first entry that differs: where it is, and its two numbers. */
export interface DifferentEntry {
  /** Of the input and of the output. */
  readonly elements: readonly [Sizes, Sizes];
  readonly numerical: number;
  readonly analytical: number;
  readonly different: number;
  readonly all: number;
}

export function differentEntry(entry: DifferentEntry): string {
  const { elements, numerical, analytical, different, all } = entry;
  const [input, output] = elements.map((element) => `[${element.join(", ")}]`);
  const count = all === 1 ? "" : `; ${different} of ${all} entries differ`;
  return ` (the derivative of output${output} by input${input} is ${numerical} numerically and ${analytical} analytically${count})`;
}

export function recomputedSlowly(numerical: string, analytical: string, greatest: string, isClose: boolean): string {
  const text = `\nThe above quantities relating the numerical and analytical jacobians are computed \nin fast mode. See: https://github.com/pytorch/pytorch/issues/53876 for more background \nabout fast mode. Below, we recompute numerical and analytical jacobians in slow mode:\n\nNumerical:\n ${numerical}\nAnalytical:\n${analytical}\n\nThe max per-element difference (slow mode) is: ${greatest}.\n`;
  return isClose ? text + fastFailed : text;
}

const fastFailed =
  "Fast gradcheck failed but element-wise differences are small. This means that the\ntest might've passed in slow_mode!\n\nIf you are adding a new operator, please file an issue and then use one of the\nworkarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck:\n\nIf the test\n- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck\n  with `fast_mode=False` as a keyword argument.\n- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test\n  to have `gradcheck_fast_mode=False`\n- is a Module test (e.g., in common_nn.py), then modify the corresponding\n  module_test entry to have `gradcheck_fast_mode=False`";

export function notReentrant(tolerance: string): Error {
  return new GradcheckError(
    `Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values, although analytical gradient matches numerical gradient.The tolerance for nondeterminism was ${tolerance}.\n\nNOTE: If your op relies on non-deterministic operations i.e., it is listed here:\nhttps://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html\nthis failure might be expected.\n\nIf you are adding a new operator, please file an issue and then use one of the\nworkarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.\nIf the test\n- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck\n  with \`nondet_tol=<tol>\` as a keyword argument.\n- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test\n  to have \`gradcheck_nondet_tol=<tol>\`.\n- is a Module test (e.g., in common_nn.py), then modify the corresponding\n  module_test entry to have \`gradcheck_nondet_tol=<tol>\`\n`,
  );
}

export function numericalNotZero(): Error {
  return new GradcheckError("Numerical gradient for function expected to be zero");
}

export function nothingToCheck(): Error {
  return new ValueError(
    "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True.",
  );
}

export function inputOverlaps(position: number): Error {
  return new RuntimeError(
    `The ${position}th input has a dimension with stride 0. gradcheck only supports inputs that are non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous on the input before passing it to gradcheck.`,
  );
}

export function outputChanged(what: "shape" | "dtype", by: string, before: string, after: string): Error {
  return new AssertionError(
    `Expected \`func\` to return outputs with the same ${what} when inputs are perturbed ${by}, but got: ${what}s ${before} and ${after}.`,
  );
}

export function notMultiplied(): Error {
  return new GradcheckError("backward not multiplied by grad_output");
}

const notes = 'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"';

export function undefinedNotHandled(): Error {
  return new GradcheckError(`Expected backward function to handle undefined output grads. ${notes}`);
}

export function undefinedNotZero(): Error {
  return new GradcheckError(
    `Expected all input grads to be undefined or zero when all output grads are undefined or zero. ${notes}`,
  );
}

export function undefinedTangent(output: number, input: string, got: string, expected: string): Error {
  return new GradcheckError(
    `Mismatch in tangent values for output with index: ${output} when input: ${input} has an undefined tangent value.  Got: ${got} but expected: ${expected}`,
  );
}

export function oneOfChecks(first: string, second: string): Error {
  return new AssertionError(`Expected at least one of ${first} or ${second} to be True`);
}

export function checkRequires(check: string, required: string): Error {
  return new AssertionError(`Setting ${check}=True requires ${required} to be True`);
}

const batchedHints = {
  backward:
    "gradcheck or gradgradcheck failed while testing batched gradient computation.\nThis could have been invoked in a number of ways (via a test that calls\ngradcheck/gradgradcheck directly or via an autogenerated test).\n\nIf you are adding a new operator, please file an issue and then use one of the\nworkarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.\nIf the test\n- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck\n  with `check_batched_grad=False` as a keyword argument.\n- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test\n  to have `check_batched_grad=False` and/or `check_batched_gradgrad=False`.\n\nIf you're modifying an existing operator that supports batched grad computation,\nor wish to make a new operator work with batched grad computation, please read\nthe following.\n\nTo compute batched grads (e.g., jacobians, hessians), we vmap over the backward\ncomputation. The most common failure case is if there is a 'vmap-incompatible\noperation' in the backward pass. Please see\nNOTE: [How to write vmap-compatible backward formulas]\nin the codebase for an explanation of how to fix this.",
  forward:
    "\ngradcheck failed while testing batched gradient computation with forward-mode AD.\nThis test is enabled automatically when both `check_batched_grad=True`\nand `check_forward_ad=True`, but can be disabled in the following ways\ndependong on how the test was invoked (via a test that calls gradcheck\ndirectly or via an autogenerated test).\n\nIf you are adding a new operator, please file an issue and then use one of the\nworkarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.\nIf the test\n- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck\n  with `check_batched_forward_grad=False` as a keyword argument.\n- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test\n  to have `check_batched_forward_grad=False`\n",
};

export function batchedMismatch(output: number, input: number, got: string, expected: string, forward: boolean): Error {
  const hint = batchedHints[forward ? "forward" : "backward"];
  return new GradcheckError(
    `For output ${output} and input ${input}:\n\n${hint}\n\nGot:\n${got}\n\nExpected:\n${expected}`,
  );
}

export function batchedFailure(reason: string, forward: boolean): Error {
  const hint = batchedHints[forward ? "forward" : "backward"];
  return new GradcheckError(`While computing batched gradients, got: ${reason}\n\n${hint}`);
}
