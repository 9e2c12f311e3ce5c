import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";

/**
 * The sine of an angle in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sin.html
 */
export function sin(input: Tensor): Tensor {
  return apply(sinOp, tensorArgument("sin", "input", input));
}

/**
 * The cosine of an angle in radians, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.cos.html
 */
export function cos(input: Tensor): Tensor {
  return apply(cosOp, tensorArgument("cos", "input", input));
}

/** Tensor methods and ops of this family. */
export default class TrigonometryMethods {
  /** @internal */
  static get ops() {
    return { sin: sinOp, cos: cosOp };
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
}

const angles = [sample([[2, 3]], { low: -3, high: 3 })];

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
