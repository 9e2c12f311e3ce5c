import * as error from "../kernels/special/errorFunction.js";
import { d } from "./elementwise.js";
import { unary, unaryInPlace, type UnaryFunction, type UnaryInPlace } from "./functions.js";
import { sample } from "./op.js";

const around = [sample([[2, 3]], { low: -1.8, high: 2.2 })];

const slope = 2 / Math.sqrt(Math.PI);

/**
 * The error function 2/√π · ∫₀ˣ exp(−t²) dt, as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.erf
 */
export const erf: UnaryFunction = unary({
  name: "erf",
  of: error.erf,
  derivatives: [d("2/sqrt(pi)*exp(-(x^2))", ["x"], (g, { x }) => x.pow(2).neg().exp().mul(slope).mul(g))],
  result: "floating",
  samples: around,
});

/**
 * 1 − erf(input), exact also where that is tiny; as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.erfc
 */
export const erfc: UnaryFunction = unary({
  name: "erfc",
  of: error.erfc,
  derivatives: [d("-2/sqrt(pi)*exp(-(x^2))", ["x"], (g, { x }) => x.pow(2).neg().exp().mul(-slope).mul(g))],
  result: "floating",
  samples: around,
});

/**
 * The number with this error function, as floating point: infinite at −1 and 1, NaN beyond.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.erfinv
 */
export const erfinv: UnaryFunction = unary({
  name: "erfinv",
  of: error.erfinv,
  // From its operand, as PyTorch does: the result may be written to.
  derivatives: [d("sqrt(pi)/2*exp(out^2)", ["x"], (g, { x }) => erfinv(x).pow(2).exp().div(slope).mul(g))],
  result: "floating",
  samples: [sample([[2, 3]], { low: -0.9, high: 0.8 })],
});

/** `erf` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erf_.html */
export const erf_: UnaryInPlace = unaryInPlace(erf);

/** `erfc` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfc_.html */
export const erfc_: UnaryInPlace = unaryInPlace(erfc);

/** `erfinv` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfinv_.html */
export const erfinv_: UnaryInPlace = unaryInPlace(erfinv);
