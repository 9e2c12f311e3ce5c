import { float32 } from "../dtype.js";
import { besselI, besselK, scaledBesselK, sphericalBessel } from "../kernels/special/bessel.js";
import { singleBesselI } from "../kernels/special/singleBessel.js";
import { i0In } from "./bessel.js";
import { unary, type UnaryFunction } from "./functions.js";

const single1 = singleBesselI({ order: 1, growsLast: true, terms: [29, 25] });

/**
 * The modified Bessel function of the first kind and order 0, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i0
 */
export const modified_bessel_i0: UnaryFunction = unary({
  name: "modified_bessel_i0",
  choose: i0In,
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * The modified Bessel function of the first kind and order 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i1
 */
export const modified_bessel_i1: UnaryFunction = unary({
  name: "modified_bessel_i1",
  choose: (dtype) => (dtype === float32 ? single1 : (x) => besselI(1, x)),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * The modified Bessel function of the second kind and order 0, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k0
 */
export const modified_bessel_k0: UnaryFunction = unary({
  name: "modified_bessel_k0",
  of: (x) => besselK(0, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * The modified Bessel function of the second kind and order 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k1
 */
export const modified_bessel_k1: UnaryFunction = unary({
  name: "modified_bessel_k1",
  of: (x) => besselK(1, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * exp(x)·K₀(x), for the modified Bessel function of the second kind and order 0, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k0
 */
export const scaled_modified_bessel_k0: UnaryFunction = unary({
  name: "scaled_modified_bessel_k0",
  of: (x) => scaledBesselK(0, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * exp(x)·K₁(x), for the modified Bessel function of the second kind and order 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k1
 */
export const scaled_modified_bessel_k1: UnaryFunction = unary({
  name: "scaled_modified_bessel_k1",
  of: (x) => scaledBesselK(1, x),
  derivatives: [],
  result: "floating",
  samples: [],
});

/**
 * The spherical Bessel function of the first kind and order 0: sin(x)/x, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.spherical_bessel_j0
 */
export const spherical_bessel_j0: UnaryFunction = unary({
  name: "spherical_bessel_j0",
  of: (x) => sphericalBessel(x),
  derivatives: [],
  result: "floating",
  samples: [],
});
