import { refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool } from "../dtype.js";
import { boolRelu } from "../errors.js";
import { hyperbolicTangent, logistic, logisticSlope, rectified, tangentSlope } from "../kernels/elementFunctions.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { thresholdSlope } from "./shrinkingActivations.js";

/**
 * The hyperbolic tangent, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
 */
export function tanh(input: Tensor): Tensor {
  const named = byName(tanh, "tanh(input)", arguments);
  if (named !== null) return named.result;
  return apply(tanhOp, tensorArgument("tanh", "input", input));
}

/**
 * 1 / (1 + exp(−input)), as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
 */
export function sigmoid(input: Tensor): Tensor {
  const named = byName(sigmoid, "sigmoid(input)", arguments);
  if (named !== null) return named.result;
  return apply(sigmoidOp, tensorArgument("sigmoid", "input", input));
}

/**
 * The greater of input and 0; the gradient at 0 is 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
 */
export function relu(input: Tensor): Tensor {
  const named = byName(relu, "relu(input)", arguments);
  if (named !== null) return named.result;
  return apply(reluOp, tensorArgument("relu", "input", input));
}

/** Tensor methods and ops of this family. */
export default class ActivationMethods {
  /** @internal */
  static get ops() {
    return {
      tanh: tanhOp,
      tanh_backward: tanhBackwardOp,
      sigmoid: sigmoidOp,
      sigmoid_backward: sigmoidBackwardOp,
      relu: reluOp,
    };
  }

  /**
   * The hyperbolic tangent, as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
   */
  tanh(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("tanh", 0, arguments);
    return apply(tanhOp, this);
  }

  /**
   * 1 / (1 + exp(−x)), as floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
   */
  sigmoid(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("sigmoid", 0, arguments);
    return apply(sigmoidOp, this);
  }

  /**
   * The greater of x and 0; the gradient at 0 is 0.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
   */
  relu(this: Tensor): Tensor {
    if (arguments.length > 0) refuseMore("relu", 0, arguments);
    return apply(reluOp, this);
  }
}

const unary = [sample([[2, 3]], { low: -1.4, high: 1.6 })];

const tanhOp: Op = elementwise({
  name: "tanh",
  of: hyperbolicTangent,
  derivatives: [d("1-tanh(x)^2", ["out"], (g, { out }) => apply(tanhBackwardOp, g, out))],
  result: "floating",
  samples: unary,
});

/** x is the gradient, y the tanh. */
const tanhBackwardOp: Op = elementwise({
  name: "tanh_backward",
  of: tangentSlope,
  derivatives: [
    d("1-y^2", ["y"], (g, { y }) => apply(tanhBackwardOp, g, y)),
    d("-2*x*y", ["x", "y"], (g, { x, y }) => g.mul(x.mul(y).mul(-2))),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
  ],
});

const sigmoidOp: Op = elementwise({
  name: "sigmoid",
  of: logistic,
  derivatives: [d("out*(1-out)", ["out"], (g, { out }) => apply(sigmoidBackwardOp, g, out))],
  result: "floating",
  samples: unary,
});

/** x is the gradient, y the sigmoid. */
const sigmoidBackwardOp: Op = elementwise({
  name: "sigmoid_backward",
  of: logisticSlope,
  derivatives: [
    d("y*(1-y)", ["y"], (g, { y }) => apply(sigmoidBackwardOp, g, y)),
    d("x*(1-2*y)", ["x", "y"], (g, { x, y }) => g.mul(x).mul((y as Tensor).mul(-2).add(1))),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
  ],
});

const reluOp: Op = elementwise({
  name: "relu",
  of: rectified,
  derivatives: [d("1 if x > 0 else 0", ["out"], (g, { out }) => thresholdSlope(g, out, 0))],
  samples: unary,
  check: (_, dtype) => {
    if (dtype === bool) throw boolRelu();
  },
});
