import { zeroTensorLike } from "../zeroTensors.js";
import { d } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { sample } from "./op.js";

const samples = [sample([[2, 3]], { low: -1.4, high: 1.6 })];

/**
 * −1, 0 or 1 by the sign of each element: `sign`, which for complex numbers means more. Its gradient is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.sgn.html
 */
export const sgn: UnaryFunction = unary({
  name: "sgn",
  of: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  // PyTorch keeps what the derivative of complex numbers needs.
  derivatives: [d("0", ["x", "out"], zeroTensorLike)],
  samples,
});

/**
 * Whether each element is below 0 or −0, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.signbit.html
 */
export const signbit: UnaryFunction = unary({
  name: "signbit",
  of: (x) => (x < 0 || Object.is(x, -0) ? 1 : 0),
  derivatives: [],
  result: "bool",
  samples: [],
});

/** `sgn` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sgn_.html */
export const sgn_: UnaryInPlace = unaryInPlace(sgn);
