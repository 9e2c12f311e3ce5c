import { RuntimeError, ValueError } from "./kinds.js";
import { list, torchSize, type Sizes } from "./words.js";

export function marginPower(): Error {
  return new ValueError("only p == 1 and p == 2 supported");
}

export function marginWeightRank(): Error {
  return new ValueError("weight must be one-dimensional");
}

export function marginWeightSize(classes: number, got: Sizes): Error {
  return new RuntimeError(`inconsistent weight size, expected ${classes} but got ${list(got)}`);
}

export function marginInput(got: Sizes): Error {
  return new RuntimeError(`Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${list(got)}`);
}

export function marginTarget(expected: number, got: Sizes, input: Sizes): Error {
  return new RuntimeError(
    `multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [${expected}], but got ${list(got)}. Input has shape ${list(input)}.`,
  );
}

export function multilabelTarget(got: Sizes, input: Sizes): Error {
  return new RuntimeError(`inconsistent target size: ${list(got)} for input of size: ${list(input)}`);
}

export function marginTargetOutOfRange(): Error {
  return new RuntimeError("target out of range");
}

export function multilabelTargetOutOfRange(): Error {
  return new RuntimeError("argument #2 'target' is out of range");
}

export function argumentNotDifferentiable(op: string, argument: string): Error {
  return new RuntimeError(
    `The function '${op}' is not differentiable with respect to argument '${argument}'. This input cannot have requires_grad True.`,
  );
}

export function probabilityRange(argument: "input" | "target"): Error {
  return new RuntimeError(`all elements of ${argument} should be between 0 and 1`);
}

export function probabilityTargetSize(target: Sizes, input: Sizes): Error {
  return new ValueError(
    `Using a target size (${torchSize(target)}) that is different to the input size (${torchSize(input)}) is deprecated. Please ensure they have the same size.`,
  );
}

export function notBroadcastable(sizes: Sizes, expected: Sizes): Error {
  const rank = Math.max(sizes.length, expected.length);
  const padded = (shape: Sizes): Sizes => [...new Array<number>(rank - shape.length).fill(1), ...shape];
  const [own, others] = [padded(sizes), padded(expected)];
  const dim = own.findLastIndex((size, i) => size !== 1 && others[i] !== 1 && size !== others[i]);
  // From the end on up to there PyTorch has brought the two together.
  const common = others.map((other, i) => (i > dim && other === 1 ? own[i]! : other));
  return new RuntimeError(
    `Attempting to broadcast a dimension of length ${own[dim]} at ${dim - rank}! Mismatching argument at index 1 had ${torchSize(sizes)}; but expected shape should be broadcastable to ${list(common)}`,
  );
}
