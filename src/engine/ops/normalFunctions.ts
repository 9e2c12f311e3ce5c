import * as error from "../kernels/special/errorFunction.js";
import { filledTensor } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { d } from "./elementwise.js";
import { unary, type UnaryFunction } from "./functions.js";
import { sample } from "./op.js";

const around = [sample([[2, 3]], { low: -1.8, high: 2.2 })];

/**
 * exp(input²)·erfc(input), as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.erfcx
 */
export const erfcx: UnaryFunction = unary({
  name: "erfcx",
  gradFn: "SpecialErfcxBackward0",
  of: error.erfcx,
  derivatives: [
    d("2*x*out - 2/sqrt(pi)", ["x", "out"], (g, { x, out }) =>
      x
        .mul(2)
        .mul(out)
        .sub(2 / Math.sqrt(Math.PI))
        .mul(g),
    ),
  ],
  result: "floating",
  samples: [sample([[2, 3]], { low: -0.3, high: 1.2 })],
});

/**
 * The logarithm of the normal distribution's cumulative function, exact also far below 0; as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.log_ndtr
 */
export const log_ndtr: UnaryFunction = unary({
  name: "log_ndtr",
  gradFn: "SpecialLogNdtrBackward0",
  of: error.logNdtr,
  derivatives: [
    d("exp(-(x^2)/2-out)/sqrt(2*pi)", ["x", "out"], (g, { x, out }) =>
      g.div(Math.sqrt(2 * Math.PI)).mul(out.add(x.pow(2).div(2)).neg().exp()),
    ),
  ],
  result: "floating",
  samples: around,
});

/**
 * The number below which the normal distribution has this probability, as floating point: infinite at 0 and 1, NaN beyond.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.ndtri
 */
export const ndtri: UnaryFunction = unary({
  name: "ndtri",
  gradFn: "SpecialNdtriBackward0",
  of: error.ndtri,
  derivatives: [
    d("sqrt(2*pi)*exp(out^2/2)", ["out"], (g, { out }) => g.mul(Math.sqrt(2 * Math.PI)).mul(out.pow(2).div(2).exp())),
  ],
  result: "floating",
  samples: [sample([[2, 3]], { low: 0.2, high: 0.8 })],
});

/**
 * −input·log(input), and 0 at 0, −∞ below; as floating point.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.entr
 */
export const entr: UnaryFunction = unary({
  name: "entr",
  gradFn: "SpecialEntrBackward0",
  of: (x) => (x > 0 ? -x * Math.log(x) : x === 0 ? 0 : Number.isNaN(x) ? NaN : -Infinity),
  derivatives: [
    d("-log(x)-1", ["x"], (g, { x }) => g.mul(where(x.isnan(), filledTensor([], NaN, x.dtype), x.log().neg().sub(1)))),
  ],
  result: "floating",
  samples: [sample([[2, 3]])],
});
