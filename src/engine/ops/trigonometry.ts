import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * The sine of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sin.html
 */
export function sin(input: Tensor): Tensor {
  return apply(sinOp, tensorArgument("sin", "input", input));
}

/**
 * The cosine of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.cos.html
 */
export function cos(input: Tensor): Tensor {
  return apply(cosOp, tensorArgument("cos", "input", input));
}

/**
 * The tangent of angles in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.tan.html
 */
export function tan(input: Tensor): Tensor {
  return apply(tanOp, tensorArgument("tan", "input", input));
}

/**
 * The angle in radians, −π/2 to π/2, with this sine; NaN beyond −1 to 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.asin.html
 */
export function asin(input: Tensor): Tensor {
  return apply(asinOp, tensorArgument("asin", "input", input));
}

/**
 * The angle in radians, 0 to π, with this cosine; NaN beyond −1 to 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.acos.html
 */
export function acos(input: Tensor): Tensor {
  return apply(acosOp, tensorArgument("acos", "input", input));
}

/**
 * The angle in radians, −π/2 to π/2, with this tangent.
 * https://docs.pytorch.org/docs/stable/generated/torch.atan.html
 */
export function atan(input: Tensor): Tensor {
  return apply(atanOp, tensorArgument("atan", "input", input));
}

/**
 * The hyperbolic sine, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sinh.html
 */
export function sinh(input: Tensor): Tensor {
  return apply(sinhOp, tensorArgument("sinh", "input", input));
}

/**
 * The hyperbolic cosine, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.cosh.html
 */
export function cosh(input: Tensor): Tensor {
  return apply(coshOp, tensorArgument("cosh", "input", input));
}

/** Tensor methods and ops of this family. */
export default class TrigonometryMethods {
  /** @internal */
  static get ops() {
    return { sin: sinOp, cos: cosOp, tan: tanOp, asin: asinOp, acos: acosOp, atan: atanOp, sinh: sinhOp, cosh: coshOp };
  }

  /**
   * The sine of angles in radians, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.sin.html
   */
  sin(this: Tensor): Tensor {
    return apply(sinOp, this);
  }

  /**
   * The cosine of angles in radians, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.cos.html
   */
  cos(this: Tensor): Tensor {
    return apply(cosOp, this);
  }

  /**
   * The tangent of angles in radians, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.tan.html
   */
  tan(this: Tensor): Tensor {
    return apply(tanOp, this);
  }

  /**
   * The angle in radians, −π/2 to π/2, with this sine; NaN beyond −1 to 1.
   * https://docs.pytorch.org/docs/stable/generated/torch.asin.html
   */
  asin(this: Tensor): Tensor {
    return apply(asinOp, this);
  }

  /**
   * The angle in radians, 0 to π, with this cosine; NaN beyond −1 to 1.
   * https://docs.pytorch.org/docs/stable/generated/torch.acos.html
   */
  acos(this: Tensor): Tensor {
    return apply(acosOp, this);
  }

  /**
   * The angle in radians, −π/2 to π/2, with this tangent.
   * https://docs.pytorch.org/docs/stable/generated/torch.atan.html
   */
  atan(this: Tensor): Tensor {
    return apply(atanOp, this);
  }

  /**
   * The hyperbolic sine, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.sinh.html
   */
  sinh(this: Tensor): Tensor {
    return apply(sinhOp, this);
  }

  /**
   * The hyperbolic cosine, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.cosh.html
   */
  cosh(this: Tensor): Tensor {
    return apply(coshOp, this);
  }
}

const angles = [sample([[2, 3]], { low: -3, high: 3 })];
const near = [sample([[2, 3]], { low: -1.5, high: 1.5 })];
const within = [sample([[2, 3]], { low: -0.9, high: 0.9 })];

const sinOp: Op = elementwise({
  name: "sin",
  of: Math.sin,
  derivatives: [d("cos(x)", ["x"], (g, { x }) => g.mul(x.cos()))],
  result: "floating",
  samples: angles,
});

const cosOp: Op = elementwise({
  name: "cos",
  of: Math.cos,
  derivatives: [d("-sin(x)", ["x"], (g, { x }) => g.mul(x.sin().neg()))],
  result: "floating",
  samples: angles,
});

const tanOp: Op = elementwise({
  name: "tan",
  of: Math.tan,
  derivatives: [d("1+out^2", ["out"], (g, { out }) => g.mul(out.pow(2).add(1)))],
  result: "floating",
  samples: within,
});

const asinOp: Op = elementwise({
  name: "asin",
  of: Math.asin,
  derivatives: [d("1/sqrt(1-x^2)", ["x"], (g, { x }) => g.mul(x.mul(x).neg().add(1).rsqrt()))],
  result: "floating",
  samples: within,
});

const acosOp: Op = elementwise({
  name: "acos",
  of: Math.acos,
  derivatives: [d("-1/sqrt(1-x^2)", ["x"], (g, { x }) => g.mul(x.mul(x).neg().add(1).rsqrt().neg()))],
  result: "floating",
  samples: within,
});

const atanOp: Op = elementwise({
  name: "atan",
  of: Math.atan,
  derivatives: [d("1/(x^2+1)", ["x"], (g, { x }) => g.div(x.mul(x).add(1)))],
  result: "floating",
  samples: angles,
});

const sinhOp: Op = elementwise({
  name: "sinh",
  of: Math.sinh,
  derivatives: [d("cosh(x)", ["x"], (g, { x }) => g.mul(x.cosh()))],
  result: "floating",
  samples: near,
});

const coshOp: Op = elementwise({
  name: "cosh",
  of: Math.cosh,
  derivatives: [d("sinh(x)", ["x"], (g, { x }) => g.mul(x.sinh()))],
  result: "floating",
  samples: near,
});
