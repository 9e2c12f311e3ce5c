import * as torch from "../../../src/engine/index.js";
import { b, i, checkMistakes, type Mistake } from "../support/checkMistakes.js";

const mistakes: readonly Mistake[] = [
  {
    does: "mean of integers",
    code: () => i().mean(),
    message:
      "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long",
  },
  {
    does: "bool − bool",
    code: () => b().sub(b()),
    message: /^Subtraction, the `-` operator, with two bool tensors is not supported/,
  },
  {
    does: "1 − bool",
    code: () => torch.sub(1, b()),
    message: /^Subtraction, the `-` operator, with a bool tensor is not supported/,
  },
  { does: "−bool", code: () => b().neg(), message: /^Negation, the `-` operator, on a bool tensor is not supported/ },
  {
    does: "a product of bools",
    code: () => b().matmul(b()),
    name: "NotImplementedError",
    message: "\"dot\" not implemented for 'Bool'",
  },
  {
    does: "an integer to the power of −1",
    code: () => i().pow(-1),
    message: "Integers to negative integer powers are not allowed.",
  },
  {
    does: "an int64 beyond 2^53",
    code: () => torch.tensor([2n ** 52n]).mul(4),
    message: /^value cannot be converted to type int64 without overflow/,
  },
  {
    does: "an infinite int64",
    code: () => torch.tensor([Infinity]).to(torch.int64),
    message: /^value cannot be converted to type int64 without overflow/,
  },
];

checkMistakes("dtypes", mistakes);
