import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { apply } from "../ops/dispatch.js";
import { tensorArgument } from "../ops/operands.js";
import { broadcastShapes, elementCount } from "../shape.js";
import { emptyTensor, inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { binomialNumber, poissonNumber } from "./counts.js";
import { binomialOp, poissonOp } from "./drawnOps.js";
import { drawnNumbers } from "./draws.js";
import { generatorOf, type Generator } from "./generator.js";
import { drawnForSlices } from "./slices.js";
import { roundingOf } from "../storage.js";

interface GeneratorOption {
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/**
 * Poisson numbers in the input's shape and dtype: each of its elements is a rate. Throws for integers and negative rates.
 * The gradient is zero.
 * https://docs.pytorch.org/docs/stable/generated/torch.poisson.html
 */
export function poisson(input: Tensor, options?: GeneratorOption): Tensor;
export function poisson(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(poisson, "poisson(input, generator)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("poisson", "input", input);
  const options = readArguments<GeneratorOption>("poisson", ["generator"], args);
  const source = generatorOf("poisson", options.generator);
  const ofSlices = drawnForSlices([x], (whole) => poisson(whole, options));
  if (ofSlices !== null) return ofSlices;
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("poisson_cpu", x.dtype.label);
  const rates = denseNumbers(x);
  if (!rates.every((rate) => rate >= 0)) throw errors.negativeRate();
  let next = 0;
  const drawn = drawnNumbers(x.dtype, x.numel(), () => poissonNumber(source, rates[next++]!));
  return apply(poissonOp, x, inOrderOf(emptyTensor(x.shape, x.dtype), drawn));
}

/**
 * How many of `count` tries succeed that do so with probability `prob`: both are broadcast and have one floating-point
 * dtype, which the result has. Throws for others.
 * https://docs.pytorch.org/docs/stable/distributions.html#binomial
 */
export function binomial(count: Tensor, prob: Tensor, options?: GeneratorOption): Tensor;
export function binomial(count: Tensor, ...args: unknown[]): Tensor {
  const named = byName(binomial, "binomial(count, prob, generator)", arguments);
  if (named !== null) return named.result;
  const tries = tensorArgument("binomial", "count", count);
  const options = readArguments<GeneratorOption & { prob: unknown }>("binomial", ["prob", "generator"], args);
  const chances = tensorArgument("binomial", "prob", options.prob);
  const source = generatorOf("binomial", options.generator);
  const ofSlices = drawnForSlices([tries, chances], (counts, probs) => binomial(counts, probs, { generator: source }));
  if (ofSlices !== null) return ofSlices;
  const { dtype } = tries;
  if (!dtype.is_floating_point) throw errors.triesOfIntegers(dtype.label);
  if (!chances.dtype.is_floating_point) throw errors.probabilitiesOfIntegers(chances.dtype.label);
  const shape = broadcastShapes(tries.shape, chances.shape);
  if (chances.dtype !== dtype) throw errors.otherDtype(chances.dtype.label, dtype.label);
  const [counts, probabilities] = [tries, chances].map((tensor) => denseNumbers(tensor.detach().expand(shape)));
  let next = -1;
  const drawn = drawnNumbers(dtype, elementCount(shape), () => {
    next++;
    return binomialNumber(source, counts![next]!, probabilities![next]!, roundingOf(dtype));
  });
  return apply(binomialOp, tries, chances, inOrderOf(emptyTensor(shape, dtype), drawn));
}
