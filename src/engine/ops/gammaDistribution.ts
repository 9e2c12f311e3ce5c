import { operandWithoutDerivative } from "../errors.js";
import { igamma as lower, igammac as upper } from "../kernels/special/incompleteGamma.js";
import type { Tensor } from "../tensor.js";
import { d } from "./elementwise.js";
import { binary, binaryInPlace, type BinaryFunction, type BinaryInPlace } from "./functions.js";
import { lgamma } from "./gammaFunctions.js";
import { onlyFloating } from "./refusals.js";

/**
 * The lower incomplete gamma function ∫₀^other tⁱⁿᵖᵘᵗ⁻¹·exp(−t) dt / Γ(input), broadcast; NaN for negative elements. Throws for
 * integers. PyTorch has no derivative by input.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.gammainc
 */
export const igamma: BinaryFunction = binary({
  name: "igamma",
  of: lower,
  derivatives: [
    d("not implemented", [], () => notImplemented("igamma: input")),
    d("y^(x-1)*exp(-y)/gamma(x)", ["x", "y"], (g, { x, y }) => g.mul(density(x, y as Tensor))),
  ],
  samples: [],
  check: onlyFloating("igamma_cpu"),
});

/**
 * The upper incomplete gamma function 1 − igamma(input, other), broadcast; NaN for negative elements. Throws for integers.
 * PyTorch has no derivative by input.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.gammaincc
 */
export const igammac: BinaryFunction = binary({
  name: "igammac",
  of: upper,
  derivatives: [
    d("not implemented", [], () => notImplemented("igammac: input")),
    d("-(y^(x-1))*exp(-y)/gamma(x)", ["x", "y"], (g, { x, y }) => g.neg().mul(density(x, y as Tensor))),
  ],
  samples: [],
  check: onlyFloating("igammac_cpu"),
});

/** `igamma` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igamma_.html */
export const igamma_: BinaryInPlace = binaryInPlace(igamma);

/** `igammac` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igammac_.html */
export const igammac_: BinaryInPlace = binaryInPlace(igammac);

function density(x: Tensor, y: Tensor): Tensor {
  return x.sub(1).mul(y.log()).sub(y).sub(lgamma(x)).exp();
}

function notImplemented(what: string): never {
  throw operandWithoutDerivative(what);
}
