import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { linear } from "../../ops/affine.js";
import { tensorArgument } from "../../ops/operands.js";
import { elementCount, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { cross_entropy, type CrossEntropyOptions } from "./classificationLosses.js";
import { givenArguments } from "./givenArguments.js";
import { reductionArgument } from "./reduction.js";

export interface LinearCrossEntropyOptions extends CrossEntropyOptions {
  /** Is added to the logits: [c] or [c, …]. */
  readonly linear_bias?: Tensor | null;
}

/**
 * The cross entropy of the logits linear(input, linear_weight, linear_bias) and the target. Shapes: input [n, d] or [d];
 * linear_weight [c, d], or [c, …, d] for a batch; target as `cross_entropy` takes it. Throws for other shapes and dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear_cross_entropy.html
 */
export function linear_cross_entropy(
  input: Tensor,
  linear_weight: Tensor,
  target: Tensor,
  options?: LinearCrossEntropyOptions,
): Tensor {
  const named = byName(
    linear_cross_entropy,
    "linear_cross_entropy(input, linear_weight, target, *, linear_bias, weight, reduction, ignore_index, label_smoothing, options)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "linear_cross_entropy";
  const names = ["linear_bias", "weight", "reduction", "ignore_index", "label_smoothing"];
  const given = givenArguments(op, names, [options]);
  const x = tensorArgument(op, "input", input);
  const table = tensorArgument(op, "linear_weight", linear_weight);
  checkFactors(x, table);
  const labels = tensorArgument(op, "target", target);
  const bias = given.tensor("linear_bias");
  checkShapes(x, table, bias);
  const outer = table.shape.slice(0, -1);
  const shape = [...x.shape.slice(0, -1), ...outer];
  if (sameShape(labels.shape, shape) && given.has("ignore_index")) throw about(errors.ignoredProbabilities(), labels);
  const isFlat = outer.length === 1;
  const rows = elementCount(outer);
  const factors = isFlat ? table : table.reshape(rows, x.shape.at(-1)!);
  const logits = linear(x, factors, isFlat || bias === null ? bias : bias.reshape(rows)).reshape(shape);
  return cross_entropy(logits, labels, {
    weight: given.tensor("weight"),
    ignore_index: given.integer("ignore_index", -100),
    label_smoothing: given.float("label_smoothing", 0),
    reduction: reductionArgument(given.value("reduction")),
  });
}

function checkFactors(x: Tensor, table: Tensor): void {
  if (x.ndim < 1 || x.ndim > 2) throw about(errors.crossEntropyInput(x.ndim), x);
  if (table.ndim < 2) throw about(errors.crossEntropyWeight(table.ndim), table);
}

function checkShapes(x: Tensor, table: Tensor, bias: Tensor | null): void {
  const [features, width] = [x.shape.at(-1)!, table.shape.at(-1)!];
  if (features !== width) throw about(errors.crossEntropyFeatures(features, width), x, table);
  const outer = table.shape.slice(0, -1);
  if (bias !== null && !sameShape(bias.shape, outer)) throw about(errors.crossEntropyBias(outer, bias.shape), bias);
  if (outer.length > 1 && x.ndim === 1) throw about(errors.crossEntropyBatch(table.shape, features, x.shape), x, table);
}
