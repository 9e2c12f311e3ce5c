import { integerArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { celuInPlaceOp, celuOp, mishOp, preluOf, seluInPlaceOp, seluOp } from "../../ops/gatedActivations.js";
import { gluOf } from "../../ops/glu.js";
import { hardsigmoidOp, hardswishOp } from "../../ops/hardActivations.js";
import { checkWritable } from "../../ops/inPlace.js";
import { noAttributes } from "../../ops/op.js";
import { numberArgument, tensorArgument } from "../../ops/operands.js";
import { hardshrinkOf, softshrinkOf, thresholdOp } from "../../ops/shrinkingActivations.js";
import { wrapDimension } from "../../shape.js";
import { refuseOutdated } from "../../ops/dispatch.js";
import type { Tensor } from "../../tensor.js";
import { activated, type InPlaceOptions, optionsOf, settingOf } from "./activated.js";

/**
 * x, and alpha·(exp(x/alpha) − 1) below 0; alpha is 1 unless given and must not be 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
 */
export function celu(
  input: Tensor,
  alpha?: number | ({ readonly alpha?: number } & InPlaceOptions),
  inplace?: boolean | InPlaceOptions,
): Tensor {
  const named = byName(celu, "celu(input, alpha, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("celu", ["alpha", "inplace"], [alpha, inplace]);
  const number = settingOf("celu", input, given, "alpha", 1);
  if (given["inplace"] === true) checkWritable(tensorArgument("celu", "input", input));
  if (number === 0) throw errors.celuOfZero();
  return activated(celuOp, "celu", input, { alpha: number }, given, celuInPlaceOp);
}

/**
 * scale·x, and scale·alpha·(exp(x) − 1) below 0, with numbers that keep mean 0 and variance 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.selu.html
 */
export function selu(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(selu, "selu(input, inplace)", arguments);
  if (named !== null) return named.result;
  return activated(seluOp, "selu", input, noAttributes, optionsOf("selu", ["inplace"], [inplace]), seluInPlaceOp);
}

/**
 * The first half of a dimension, the last unless given, times the sigmoid of the second. Throws if its size is odd.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html
 */
export function glu(input: Tensor, dim?: number | { readonly dim?: number }): Tensor {
  const named = byName(glu, "glu(input, dim)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("glu", "input", input);
  const along = integerArgument("glu", "dim", dim === undefined ? -1 : optionsOf("glu", ["dim"], [dim])["dim"]);
  if (x.ndim === 0) throw errors.gluOfScalar();
  const wrapped = wrapDimension(along, x.ndim);
  const size = x.shape[wrapped]!;
  if (size % 2 !== 0) throw errors.gluOfOdd(wrapped, size);
  return gluOf(x, wrapped);
}

/**
 * x, and 0 within lambd (0.5) of 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html
 */
export function hardshrink(input: Tensor, lambd?: number | { readonly lambd?: number }): Tensor {
  const named = byName(hardshrink, "hardshrink(input, lambd)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("hardshrink", "input", input);
  return hardshrinkOf(x, lambdOf("hardshrink", lambd));
}

/**
 * x, brought nearer to 0 by lambd (0.5), and 0 within that. Throws for a negative lambd.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
 */
export function softshrink(input: Tensor, lambd?: number | { readonly lambd?: number }): Tensor {
  const named = byName(softshrink, "softshrink(input, lambd)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("softshrink", "input", input);
  const number = lambdOf("softshrink", lambd);
  refuseOutdated([x]);
  if (x.dtype.is_floating_point && !(number >= 0)) throw errors.negativeLambda(x.dtype, number);
  return softshrinkOf(x, number);
}

/**
 * x − tanh(x).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html
 */
export function tanhshrink(input: Tensor): Tensor {
  const named = byName(tanhshrink, "tanhshrink(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("tanhshrink", "input", input);
  return x.sub(x.tanh());
}

/**
 * x/6 + 1/2, but at least 0 and at most 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
 */
export function hardsigmoid(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(hardsigmoid, "hardsigmoid(input, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("hardsigmoid", ["inplace"], [inplace]);
  return activated(hardsigmoidOp, "hardsigmoid", input, noAttributes, given);
}

/**
 * x·hardsigmoid(x).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
 */
export function hardswish(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(hardswish, "hardswish(input, inplace)", arguments);
  if (named !== null) return named.result;
  return activated(hardswishOp, "hardswish", input, noAttributes, optionsOf("hardswish", ["inplace"], [inplace]));
}

/**
 * x·tanh(softplus(x)).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html
 */
export function mish(input: Tensor, inplace?: boolean | InPlaceOptions): Tensor {
  const named = byName(mish, "mish(input, inplace)", arguments);
  if (named !== null) return named.result;
  return activated(mishOp, "mish", input, noAttributes, optionsOf("mish", ["inplace"], [inplace]));
}

/**
 * x, and weight·x below 0; weight has one element, or one for each index of dimension 1. Throws for another weight, and for
 * one of another dtype.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html
 */
export function prelu(input: Tensor, weight: Tensor): Tensor {
  const named = byName(prelu, "prelu(input, weight)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("prelu", "input", input);
  const w = tensorArgument("prelu", "weight", optionsOf("prelu", ["weight"], [weight])["weight"]);
  if (x.dtype !== w.dtype) throw errors.preluDtypes(x.dtype.label, w.dtype.label);
  if (w.numel() !== 1) {
    if (x.ndim === 0) throw errors.preluOfScalar();
    const channels = x.ndim > 1 ? x.shape[1]! : 1;
    if (channels !== w.numel()) throw errors.preluChannels(w.numel(), channels);
  }
  if (w.ndim > 1) throw errors.preluRank(w.ndim);
  return preluOf(x, w.ndim === x.ndim ? w : w.reshape(x.shape.map((_, dim) => (dim === 1 ? w.numel() : 1))));
}

/**
 * x / (1 + |x|).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html
 */
export function softsign(input: Tensor): Tensor {
  const named = byName(softsign, "softsign(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("softsign", "input", input);
  return x.div(x.abs().add(1));
}

/**
 * x above the threshold, else the value.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html
 */
export function threshold(input: Tensor, threshold: number, value: number, inplace?: boolean | InPlaceOptions): Tensor;
export function threshold(input: Tensor, limit: unknown, value?: unknown, inplace?: unknown): Tensor {
  const named = byName(threshold, "threshold(input, threshold, value, inplace)", arguments);
  if (named !== null) return named.result;
  const given = optionsOf("threshold", ["threshold", "value", "inplace"], [limit, value, inplace]);
  const attributes = {
    threshold: settingOf("threshold", input, given, "threshold"),
    value: settingOf("threshold", input, given, "value"),
  };
  return activated(thresholdOp, "threshold", input, attributes, given);
}

function lambdOf(name: string, lambd: unknown): number {
  return numberArgument(name, "lambd", optionsOf(name, ["lambd"], [lambd])["lambd"], 0.5);
}
