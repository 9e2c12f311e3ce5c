import { inOrder } from "../callByName.js";
import { flagArgument, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { floatArgument, tensorArgument } from "../ops/operands.js";
import type { Tensor } from "../tensor.js";
import { droppedElements, droppedFeatures, type DropoutKind } from "./dropped.js";

/** The dropouts that `torch` itself has, where all arguments must be given; those of `nn.functional` have defaults. */
export interface DropoutFunction {
  (input: Tensor, p: number, train: boolean): Tensor;
}

interface DropoutArguments {
  readonly p: number;
  readonly train: boolean;
}

/** `nn.functional.dropout`. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html */
export const dropout: DropoutFunction = dropping("dropout", droppedElements, "zero");
/** `dropout` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html */
export const dropout_: DropoutFunction = dropping("dropout_", droppedElements, "zero");
/** `nn.functional.alpha_dropout`. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html */
export const alpha_dropout: DropoutFunction = dropping("alpha_dropout", droppedElements, "alpha");
/** `alpha_dropout` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html */
export const alpha_dropout_: DropoutFunction = dropping("alpha_dropout_", droppedElements, "alpha");
/** Dropout of whole channels. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html */
export const feature_dropout: DropoutFunction = dropping("feature_dropout", droppedFeatures, "zero");
/** `feature_dropout` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html */
export const feature_dropout_: DropoutFunction = dropping("feature_dropout_", droppedFeatures, "zero");
/**
 * `nn.functional.feature_alpha_dropout`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
 */
export const feature_alpha_dropout: DropoutFunction = dropping("feature_alpha_dropout", droppedFeatures, "alpha");
/** `feature_alpha_dropout` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html */
export const feature_alpha_dropout_: DropoutFunction = dropping("feature_alpha_dropout_", droppedFeatures, "alpha");

function dropping(op: string, drop: typeof droppedElements, kind: DropoutKind): DropoutFunction {
  const call = (...args: unknown[]): Tensor => {
    const [input, ...rest] = inOrder(`${op}(input, p, train)`, args);
    const x = tensorArgument(op, "input", input);
    const given = readArguments<DropoutArguments>(op, ["p", "train"], rest);
    for (const name of ["p", "train"] as const) if (given[name] === undefined) throw errors.missingArgument(op, name);
    const p = floatArgument(op, "p", given.p);
    const training = flagArgument(op, "train", given.train, true);
    if (!(p >= 0 && p <= 1)) throw errors.dropoutChance(p);
    return drop(x, { p, training, inplace: op.endsWith("_") }, kind);
  };
  return Object.defineProperty(call, "name", { value: op });
}
