import * as errors from "../errors.js";
import { d, elementwise } from "../ops/elementwise.js";
import { sample, type Attributes, type Op } from "../ops/op.js";
import { asLast } from "../layout.js";
import { zerosLike } from "../tensorFactory.js";

/**
 * What takes the place of a tensor's elements, or depends on them by chance only. The last operand is what was drawn: a
 * tensor of its own, so that a recording holds it. As in PyTorch the gradient is zero, not absent.
 */

/** In place of a tensor, or by its elements. */
export const uniformOp: Op = drawnOver("uniform", "UniformBackward0");
export const exponentialOp: Op = drawnOver("exponential", "ExponentialBackward0");
export const cauchyOp: Op = drawnOver("cauchy", "CauchyBackward0");
export const logNormalOp: Op = drawnOver("log_normal", "LogNormalBackward0");
export const geometricOp: Op = drawnOver("geometric", "GeometricBackward0");
export const poissonOp: Op = drawnOver("poisson", "PoissonBackward0");
export const bernoulliOp: Op = drawnOver("bernoulli", ({ inplace }) =>
  inplace === true ? "BernoulliBackward2" : "BernoulliBackward0",
);

/** `given` says which of the two parameters is the tensor. */
export const normalOp: Op<{ readonly given?: "mean" | "std" }> = drawnOver("normal", ({ given }) =>
  given === undefined ? "NormalBackward0" : given === "mean" ? "NormalBackward1" : "NormalBackward2",
);

/** PyTorch has a function for each number of bounds: both, only the upper, none. */
export const randomOp: Op<{ readonly overload: 0 | 1 | 2 }> = drawnOver(
  "random",
  ({ overload }) => `RandomBackward${overload}`,
);

/** By the elements of two tensors: a mean and a deviation; what is filled and its probabilities. */
export const normalPairOp: Op = drawnBeside("normal_pair", "NormalBackward3");
export const bernoulliTensorOp: Op = {
  ...drawnBeside("bernoulli_tensor", "BernoulliBackward1"),
  carriesFirstOnly: true,
};

/** Whose gradient PyTorch refuses. */
export const bernoulliNumberOp: Op = elementwise({
  name: "bernoulli_number",
  gradFn: "torch::autograd::NotImplemented",
  of: (_, drawn) => drawn,
  derivatives: [notImplemented("bernoulli")],
  result: "first",
  layout: asLast,
  samples: [],
});
export const binomialOp: Op = elementwise({
  name: "binomial",
  gradFn: "torch::autograd::NotImplemented",
  of: (_, __, drawn) => drawn,
  derivatives: [notImplemented("binomial"), notImplemented("binomial")],
  result: "first",
  layout: asLast,
  samples: [],
});

/** The ops of this family. */
export default class DrawnOps {
  /** @internal */
  static get ops() {
    return {
      uniform: uniformOp,
      exponential: exponentialOp,
      cauchy: cauchyOp,
      log_normal: logNormalOp,
      geometric: geometricOp,
      poisson: poissonOp,
      bernoulli: bernoulliOp,
      normal: normalOp,
      random: randomOp,
      normal_pair: normalPairOp,
      bernoulli_tensor: bernoulliTensorOp,
      bernoulli_number: bernoulliNumberOp,
      binomial: binomialOp,
    };
  }
}

function drawnOver<A extends Attributes>(name: string, gradFn: string | ((attributes: A) => string)): Op<A> {
  return elementwise<A>({
    name,
    gradFn,
    of: (_, drawn) => drawn,
    derivatives: [zero()],
    result: "first",
    layout: asLast,
    samples: [sample([[2, 3], [3]], { indices: { 1: 5 } })],
  });
}

function drawnBeside(name: string, gradFn: string): Op {
  return elementwise({
    name,
    gradFn,
    of: (_, __, drawn) => drawn,
    derivatives: [zero(), zero()],
    result: "first",
    layout: asLast,
    samples: [sample([[2, 3], [3], [3]], { indices: { 2: 5 } })],
  });
}

function zero() {
  return d("0", [], (g) => zerosLike(g));
}

function notImplemented(op: string) {
  return d("not implemented", [], () => {
    throw errors.derivativeNotImplemented(op);
  });
}
