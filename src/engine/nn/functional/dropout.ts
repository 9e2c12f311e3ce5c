import { booleanArgument, flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { dropoutChance, dropoutProbability, dropout1dRank } from "../../errors.js";
import { floatArgument, tensorArgument } from "../../ops/operands.js";
import { droppedElements, droppedFeatures } from "../../random/dropped.js";
import { warnDropoutRank, warnUnbatchedDropout2d } from "../../random/warnings.js";
import type { Tensor } from "../../tensor.js";

export interface DropoutOptions {
  /** With which probability an element becomes 0; 0.5 unless given. */
  readonly p?: number;
  /** Whether anything is dropped at all; true unless given, but false for the alpha dropouts. */
  readonly training?: boolean;
  /** Whether the result is written over the input; false unless given. */
  readonly inplace?: boolean;
}

type P = number | DropoutOptions;
type Training = boolean | DropoutOptions;

/**
 * Each element times 0 with probability p, else times 1/(1 − p). The mask is drawn from the default generator as PyTorch
 * draws it. Throws unless p is between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
 */
export function dropout(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function dropout(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(dropout, "dropout(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("dropout", input, args, true);
  return droppedElements(x, call, "zero");
}

/**
 * Dropout that keeps the mean and the deviation of normal input: what is dropped becomes the least value of selu, and the
 * result is scaled and shifted. Only while `training`, which is false unless given. Throws unless p is between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
 */
export function alpha_dropout(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function alpha_dropout(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(alpha_dropout, "alpha_dropout(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("alpha_dropout", input, args, false);
  return droppedElements(x, call, "alpha");
}

/**
 * `alpha_dropout` of whole channels: shape [N, C, *]. Throws for fewer than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
 */
export function feature_alpha_dropout(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function feature_alpha_dropout(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(feature_alpha_dropout, "feature_alpha_dropout(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("feature_alpha_dropout", input, args, false);
  return droppedFeatures(x, call, "alpha");
}

/**
 * Dropout of whole channels: shape [N, C, L] or [C, L]. Throws for other ranks and unless p is between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
 */
export function dropout1d(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function dropout1d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(dropout1d, "dropout1d(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("dropout1d", input, args, true, ({ ndim }) => {
    if (ndim !== 2 && ndim !== 3) throw dropout1dRank(ndim);
  });
  return batched(x, x.ndim === 3, call.inplace, (features) => droppedFeatures(features, call, "zero"));
}

/**
 * Dropout of whole channels: shape [N, C, H, W]; [N, C, L] is taken as `dropout1d` takes it, and warns. Throws for fewer
 * than two dimensions and unless p is between 0 and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
 */
export function dropout2d(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function dropout2d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(dropout2d, "dropout2d(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("dropout2d", input, args, true);
  if (x.ndim === 3) warnUnbatchedDropout2d();
  else if (x.ndim !== 4) warnDropoutRank("dropout2d", x.ndim);
  return droppedFeatures(x, call, "zero");
}

/**
 * Dropout of whole channels: shape [N, C, D, H, W] or [C, D, H, W]. Warns for other ranks; throws unless p is between 0
 * and 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
 */
export function dropout3d(input: Tensor, p?: P, training?: Training, inplace?: Training): Tensor;
export function dropout3d(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(dropout3d, "dropout3d(input, p, training, inplace)", arguments);
  if (named !== null) return named.result;
  const { x, ...call } = read("dropout3d", input, args, true);
  if (x.ndim !== 4 && x.ndim !== 5) warnDropoutRank("dropout3d", x.ndim);
  return batched(x, x.ndim === 5, call.inplace, (features) => droppedFeatures(features, call, "zero"));
}

/** Gives a sample a batch of its own while something is done to it, in its place if that is done in place. */
function batched(x: Tensor, isBatched: boolean, inplace: boolean, drop: (features: Tensor) => Tensor): Tensor {
  if (isBatched) return drop(x);
  return inplace ? drop(x.unsqueeze_(0)).squeeze_(0) : drop(x.unsqueeze(0)).squeeze(0);
}

function read(
  op: string,
  input: unknown,
  args: readonly unknown[],
  trains: boolean,
  refuse: (x: Tensor) => void = () => undefined,
) {
  const x = tensorArgument(op, "input", input);
  const given = readArguments<DropoutOptions>(op, ["p", "training", "inplace"], args);
  const p = floatArgument(op, "p", given.p === undefined ? 0.5 : given.p);
  if (p < 0 || p > 1) throw dropoutProbability(p);
  refuse(x);
  const inplace = booleanArgument(op, "inplace", given.inplace, false);
  const called = `${op.replace(/^dropout\dd$/, "feature_dropout")}${inplace ? "_" : ""}`;
  const training = flagArgument(called, "train", given.training, trains);
  // NaN is neither below nor above.
  if (Number.isNaN(p)) throw dropoutChance(p);
  return { x, p, training, inplace };
}
