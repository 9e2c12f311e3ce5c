import { inOrder } from "../callByName.js";
import {
  chebyshev,
  first,
  fourth,
  hermite,
  hermiteMonic,
  laguerre,
  legendre,
  second,
  third,
} from "../kernels/special/orthogonalPolynomials.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { elementwise } from "./elementwise.js";
import type { Op, Operand } from "./op.js";
import { asFloatingTensor, operandsArgument } from "./operands.js";

/** A polynomial of degree n at x, broadcast; one of the two may be a number. */
export interface Polynomial {
  (x: Operand, n: Operand): Tensor;
  /** @internal */
  readonly op: Op;
}

/**
 * Chebyshev's polynomial of the first kind, Tₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_t
 */
export const chebyshev_polynomial_t: Polynomial = polynomial("chebyshev_polynomial_t", (x, n) =>
  chebyshev(first, x, n),
);

/**
 * Chebyshev's polynomial of the second kind, Uₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_u
 */
export const chebyshev_polynomial_u: Polynomial = polynomial("chebyshev_polynomial_u", (x, n) =>
  chebyshev(second, x, n),
);

/**
 * Chebyshev's polynomial of the third kind, Vₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_v
 */
export const chebyshev_polynomial_v: Polynomial = polynomial("chebyshev_polynomial_v", (x, n) =>
  chebyshev(third, x, n),
);

/**
 * Chebyshev's polynomial of the fourth kind, Wₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_w
 */
export const chebyshev_polynomial_w: Polynomial = polynomial("chebyshev_polynomial_w", (x, n) =>
  chebyshev(fourth, x, n),
);

/**
 * Chebyshev's polynomial of the first kind at 2x − 1, between 0 and 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_t
 */
export const shifted_chebyshev_polynomial_t: Polynomial = polynomial("shifted_chebyshev_polynomial_t", (x, n) =>
  chebyshev(first, x + x - 1, n),
);

/**
 * Chebyshev's polynomial of the second kind at 2x − 1, between 0 and 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_u
 */
export const shifted_chebyshev_polynomial_u: Polynomial = polynomial("shifted_chebyshev_polynomial_u", (x, n) =>
  chebyshev(second, x + x - 1, n),
);

/**
 * Chebyshev's polynomial of the third kind at 2x − 1, between 0 and 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_v
 */
export const shifted_chebyshev_polynomial_v: Polynomial = polynomial("shifted_chebyshev_polynomial_v", (x, n) =>
  chebyshev(third, x + x - 1, n),
);

/**
 * Chebyshev's polynomial of the fourth kind at 2x − 1, between 0 and 1, as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_w
 */
export const shifted_chebyshev_polynomial_w: Polynomial = polynomial("shifted_chebyshev_polynomial_w", (x, n) =>
  chebyshev(fourth, x + x - 1, n),
);

/**
 * Hermite's polynomial Hₙ(x), the physicists', as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.hermite_polynomial_h
 */
export const hermite_polynomial_h: Polynomial = polynomial("hermite_polynomial_h", (x, n) => hermite(x, n));

/**
 * Hermite's polynomial Heₙ(x), the probabilists', as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.hermite_polynomial_he
 */
export const hermite_polynomial_he: Polynomial = polynomial("hermite_polynomial_he", (x, n) => hermiteMonic(x, n));

/**
 * Laguerre's polynomial Lₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.laguerre_polynomial_l
 */
export const laguerre_polynomial_l: Polynomial = polynomial("laguerre_polynomial_l", (x, n) => laguerre(x, n));

/**
 * Legendre's polynomial Pₙ(x), as floating point. It cannot be differentiated.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.legendre_polynomial_p
 */
export const legendre_polynomial_p: Polynomial = polynomial("legendre_polynomial_p", (x, n) => legendre(x, n));

function polynomial(name: string, of: (x: number, n: number) => number): Polynomial {
  const op = elementwise({ name, of, derivatives: [], result: "floating", samples: [] });
  const signature = `${name}(x, n)`;
  const call = (...args: unknown[]): Tensor => {
    const [given, degree] = inOrder(signature, args);
    const [x, n] = operandsArgument(`special_${name}`, ["x", "n"], [given, degree]);
    return apply(op, asFloatingTensor(x, n), n);
  };
  return Object.assign(Object.defineProperty(call, "name", { value: name }), { op });
}
