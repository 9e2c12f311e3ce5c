import { RuntimeError } from "./kinds.js";

const checking = "(while checking arguments for ctc_loss_allocate_outputs)";

export function ctcRank(rank: number): Error {
  return new RuntimeError(
    `Expected 3-dimensional tensor, but got ${rank}-dimensional tensor for argument #1 'log_probs' ${checking}`,
  );
}

export function ctcTargetRank(rank: number): Error {
  return new RuntimeError(
    `Expected 1 to 2 dimensions, but got ${rank}-dimensional tensor for argument #2 'targets' ${checking}`,
  );
}

export function ctcEmpty(): Error {
  return new RuntimeError("log_probs tensor must not be empty");
}

export function ctcBatch(argument: string): Error {
  return new RuntimeError(`${argument} must be of size batch_size`);
}

export function ctcIntegral(argument: string): Error {
  return new RuntimeError(`${argument} must be integral`);
}

export function ctcBlank(): Error {
  return new RuntimeError("blank must be in label range");
}

export function ctcLength(argument: string, bound: "most" | "least", limit: number, got: number): Error {
  return new RuntimeError(`Expected ${argument} to have value at ${bound} ${limit}, but got value ${got} ${checking}`);
}

export function ctcTargetSize(expected: number, dim: number, got: number, atLeast: boolean): Error {
  const size = atLeast ? `at least ${expected}` : String(expected);
  return new RuntimeError(
    `Expected tensor to have size ${size} at dimension ${dim}, but got size ${got} for argument #2 'targets' ${checking}`,
  );
}

export function ctcLabel(label: number, classes: number): Error {
  return new RuntimeError(`ctc_loss: targets has the label ${label}, which is not in the range [0, ${classes})`);
}
