import * as gamma from "../kernels/special/gamma.js";
import { d } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { sample } from "./op.js";
import { polygammaOf } from "./polygamma.js";

const samples = [sample([[2, 3]], { low: 0.6, high: 3.7 }), sample([[2, 3]], { low: -1.6, high: -1.4 })];

/**
 * The logarithm of the gamma function's absolute value, as floating point; infinite at 0, −1, −2…
 * https://docs.pytorch.org/docs/stable/generated/torch.lgamma.html
 */
export const lgamma: UnaryFunction = unary({
  name: "lgamma",
  of: gamma.lgamma,
  derivatives: [d("polygamma(0, x)", ["x"], (g, { x }) => g.mul(digamma(x)))],
  result: "floating",
  samples,
});

/**
 * The derivative of the gamma function's logarithm, as floating point; −∞ at 0, NaN at −1, −2…
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.digamma
 */
export const digamma: UnaryFunction = unary({
  name: "digamma",
  of: gamma.digamma,
  derivatives: [d("polygamma(1, x)", ["x"], (g, { x }) => g.mul(polygammaOf(1, x)))],
  result: "floating",
  samples,
});

/** `lgamma` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lgamma_.html */
export const lgamma_: UnaryInPlace = unaryInPlace(lgamma);

/** `digamma` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.digamma_.html */
export const digamma_: UnaryInPlace = unaryInPlace(digamma);
