import { integerArgument, readArguments } from "../../arguments.js";
import { keepSizes } from "../../autograd/keepSizes.js";
import { byName } from "../../callByName.js";
import { int32, int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { batchLevel } from "../../func/batchLevel.js";
import { overSlices } from "../../func/batchedOps.js";
import { rowsOf } from "../../ops/gathering.js";
import { tensorArgument } from "../../ops/operands.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments, type GivenArguments } from "./givenArguments.js";
import { shortenRows } from "./shortenedRows.js";

export interface EmbeddingOptions {
  /** The row that gets no gradient. */
  readonly padding_idx?: number | null;
  /** Rows that are used and longer are shortened to this norm, in place. */
  readonly max_norm?: number | null;
  /** Of which order that norm is; 2 unless given. */
  readonly norm_type?: number;
  /** Whether the gradient of a row is divided by how often it is named; false unless given. */
  readonly scale_grad_by_freq?: boolean;
  /** Sparse gradients do not exist: true throws. */
  readonly sparse?: boolean;
}

/**
 * The rows of weight [n, d] at int64 or int32 indices of any shape […]: […, d]. Throws for other indices and for ones that are
 * out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 */
export function embedding(
  input: Tensor,
  weight: Tensor,
  padding_idx?: number | null | EmbeddingOptions,
  max_norm?: number | null | EmbeddingOptions,
  norm_type?: number | EmbeddingOptions,
  scale_grad_by_freq?: boolean | EmbeddingOptions,
  sparse?: boolean | EmbeddingOptions,
): Tensor;
export function embedding(input: Tensor, weight: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    embedding,
    "embedding(input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "embedding";
  const names = ["padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse"];
  const given = givenArguments(op, names, args);
  const table = tensorArgument(op, "weight", weight);
  const indices = tensorArgument(op, "indices", input);
  const flag = (name: string): boolean => given.flag(name, false);
  const isSparse = flag("sparse");
  const attributes = { padding_idx: paddingOf(given, table), scale_grad_by_freq: flag("scale_grad_by_freq") };
  const isShortened = given.has("max_norm");
  if (isShortened && table.ndim !== 2) throw about(errors.shortenedRank(table.ndim), table);
  keepSizes(table, 0);
  if (table.ndim !== 2) throw about(errors.embeddingWeight(), table);
  if (indices.dtype !== int64 && indices.dtype !== int32)
    throw about(errors.embeddingIndices(indices.dtype.label, isShortened), indices);
  if (isShortened) shortenRows(table, indices, given.float("max_norm", 0), given.float("norm_type", 2));
  if (isSparse) throw errors.sparseGradients(op);
  return rowsOf(table, indices, attributes);
}

function paddingOf(given: GivenArguments, table: Tensor): number | null {
  if (!given.has("padding_idx")) return null;
  const row = integerArgument("embedding", "padding_idx", given.value("padding_idx"));
  if (row === 0) return 0;
  const rows = table.size(0);
  if (row < -rows || row >= rows) throw errors.paddingIndex();
  return row < 0 ? row + rows : row;
}

/**
 * For each int64 class index a vector with 1 at its place and 0 elsewhere, in a last dimension of num_classes: as many
 * as there are classes unless given. Throws for other dtypes and for classes that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
 */
export function one_hot(tensor: Tensor, num_classes: number | { readonly num_classes?: number } = -1): Tensor {
  const named = byName(one_hot, "one_hot(tensor, num_classes)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<{ num_classes: number }>("one_hot", ["num_classes"], [num_classes]);
  const labels = tensorArgument("one_hot", "input", tensor);
  const classes = integerArgument("one_hot", "num_classes", given.num_classes, -1);
  if (labels.dtype !== int64) throw about(errors.oneHotDtype(), labels);
  if (batchLevel !== null && classes !== -1) {
    const bySlices = overSlices([labels], ([slice]) => one_hot(slice!, classes));
    if (bySlices !== null) return bySlices;
  }
  const values = elements(labels);
  if (values.length === 0 && classes <= 0) throw errors.oneHotOfNothing();
  if (values.some((value) => value < 0)) throw about(errors.oneHotNegative(), labels);
  const count = classes === -1 ? Math.max(...values) + 1 : classes;
  if (values.some((value) => value >= count)) throw about(errors.oneHotClasses(), labels);
  const result = emptyTensor([...labels.shape, count], int64);
  values.forEach((value, i) => {
    result.storage.write(i * count + value, 1);
  });
  return result;
}
