import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { batchLevel, wholeAt } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { kernels } from "../kernels/kernels.js";
import { apply } from "../ops/dispatch.js";
import { noAttributes } from "../ops/op.js";
import { floatArgument, tensorArgument } from "../ops/operands.js";
import { contiguousStrides } from "../shape.js";
import type { Storage } from "../storage.js";
import { emptyLike, inOrderOf } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { bernoulliNumberOp, bernoulliOp, bernoulliTensorOp } from "./drawnOps.js";
import { bernoulliNumbers, drawnNumbers, unitNumber } from "./draws.js";
import { fillWith } from "./filling.js";
import { generatorOf, type Generator } from "./generator.js";
import { drawnForSlices } from "./slices.js";

export interface BernoulliInputOptions {
  /** The probability of a one for all elements. */
  readonly p?: number;
  /** Where the numbers come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/**
 * Ones and zeros in the input's shape and dtype: each of its elements is the probability of a one, unless `p` is given for
 * all of them. Throws for numbers outside [0, 1], and for integers without `p`. The gradient is zero.
 * https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
 */
export function bernoulli(
  input: Tensor,
  p?: number | BernoulliInputOptions,
  options?: Pick<BernoulliInputOptions, "generator">,
): Tensor;
export function bernoulli(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(bernoulli, "bernoulli(input, p, *, generator)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("bernoulli", "input", input);
  const given = readArguments<BernoulliInputOptions>("bernoulli", ["p", "generator"], args);
  const ofSlices = drawnForSlices([x], (whole) => bernoulli(whole, given));
  if (ofSlices !== null) return ofSlices;
  const source = generatorOf("bernoulli", given.generator);
  const rows = { offset: 0, shape: x.shape, strides: contiguousStrides(x.shape) };
  if (given.p === undefined) {
    const drawn = byProbability(source, x.dtype, denseNumbers(x), x.dtype);
    return apply(bernoulliOp, x, inOrderOf(rows, drawn));
  }
  const p = floatArgument("bernoulli", "p", given.p);
  if (!(p >= 0 && p <= 1)) throw errors.notAProbability(p);
  return apply(bernoulliNumberOp, x, inOrderOf(rows, bernoulliNumbers(source, x.dtype, x.numel(), p)));
}

/** Fills a tensor with ones and zeros by the probabilities in another one, which is broadcast. @internal */
export function fillByProbabilities(self: Tensor, p: Tensor, source: Generator): Tensor {
  const probabilities = orderedProbabilities(self, p.detach().expand(self.shape));
  const draw = (dtype: DType): Storage => byProbability(source, dtype, probabilities, p.dtype);
  return fillWith(bernoulliTensorOp, self, noAttributes, draw, [p]);
}

/** The probabilities in the order in which the elements are drawn; under vmap, those of all slices. */
function orderedProbabilities(self: Tensor, p: Tensor): readonly number[] {
  let [written, read] = [self, p];
  for (let level = batchLevel; level !== null; level = level.outer) {
    const [whole, wholeOfP] = [wholeAt(level, written), wholeAt(level, read)];
    if (level.randomness === "error") throw errors.randomInVmap();
    if (level.randomness === "same" && (whole ?? wholeOfP) !== null) throw errors.sameOnBatched();
    if (whole === null && wholeOfP !== null) throw errors.writeToUnbatched();
    if (whole !== null) [written, read] = [whole, wholeOfP ?? read.expand(whole.shape)];
  }
  const ordered = emptyLike(written, read.dtype);
  kernels.copy(read, ordered);
  return Array.from({ length: written.numel() }, (_, i) => ordered.storage.read(i));
}

/** A float32 probability is compared with 24 random bits, a double with 53. */
function byProbability(source: Generator, dtype: DType, probabilities: ArrayLike<number>, of: DType): Storage {
  const count = probabilities.length;
  if (count > 0 && !of.is_floating_point) throw errors.notImplementedFor("bernoulli_tensor_cpu_p_", of.label);
  for (let i = 0; i < count; i++) {
    const p = probabilities[i]!;
    if (!(p >= 0 && p <= 1)) throw errors.probabilityInTensor();
  }
  let next = 0;
  return drawnNumbers(dtype, count, () => (unitNumber(source, of) < probabilities[next++]! ? 1 : 0));
}
