import { promote } from "../../promotion.js";
import { integerArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import { bool, int32, int64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { about, calledWith } from "../../failedCall.js";
import { overSlices } from "../../func/batchedOps.js";
import { rowsInBags, type BagMode } from "../../ops/embeddingBag.js";
import { tensorArgument } from "../../ops/operands.js";
import { sameShape } from "../../shape.js";
import { emptyTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { elements } from "../../values.js";
import { givenArguments, type GivenArguments } from "./givenArguments.js";
import { shortenRows } from "./shortenedRows.js";
import { warnBagOrder } from "./warnings.js";

export interface EmbeddingBagOptions {
  /** Where in a vector of indices each bag begins. */
  readonly offsets?: Tensor | null;
  /** Rows that are used and longer are shortened to this norm, in place. */
  readonly max_norm?: number | null;
  /** Of which order that norm is; 2 unless given. */
  readonly norm_type?: number;
  /** Whether the gradient of a row is divided by how often it is named. */
  readonly scale_grad_by_freq?: boolean;
  /** "mean" unless given. */
  readonly mode?: BagMode;
  /** Sparse gradients do not exist: true throws. */
  readonly sparse?: boolean;
  /** Multiplies each row of a sum; in input's shape. */
  readonly per_sample_weights?: Tensor | null;
  /** Whether the last offset ends the last bag and begins none. */
  readonly include_last_offset?: boolean;
  /** The row that counts for nothing and gets no gradient. */
  readonly padding_idx?: number | null;
}

/**
 * The means, sums or maxima of the rows of weight [n, d] in bags: [b, d]. Shapes: input [b, k] of int64 or int32, each row a
 * bag; or [k] with offsets [b] at which the bags begin. Throws for other shapes and dtypes and for rows that are not there.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
 */
export function embedding_bag(
  input: Tensor,
  weight: Tensor,
  offsets?: Tensor | null | EmbeddingBagOptions,
  max_norm?: number | null | EmbeddingBagOptions,
  norm_type?: number | EmbeddingBagOptions,
  scale_grad_by_freq?: boolean | EmbeddingBagOptions,
  mode?: BagMode | EmbeddingBagOptions,
  sparse?: boolean | EmbeddingBagOptions,
  per_sample_weights?: Tensor | null | EmbeddingBagOptions,
  include_last_offset?: boolean | EmbeddingBagOptions,
  padding_idx?: number | null | EmbeddingBagOptions,
): Tensor;
export function embedding_bag(input: Tensor, weight: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    embedding_bag,
    "embedding_bag(input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "embedding_bag";
  const given = givenArguments(op, names, args);
  const inOrder = [tensorArgument(op, "input", input), tensorArgument(op, "weight", weight)] as const;
  const isOlder = inOrder[1].dtype === int64 && inOrder[0].dtype.is_floating_point;
  if (isOlder) warnBagOrder();
  const [indices, table] = isOlder ? [inOrder[1], inOrder[0]] : inOrder;
  const factors = given.tensor("per_sample_weights");
  const starts = given.tensor("offsets");
  return calledWith([indices, table, starts, factors], () => {
    const bags = bagsOf(indices, table, starts, factors);
    const { sparse, ...flags } = flagsOf(given, indices.ndim === 2);
    const isShortened = given.has("max_norm");
    if (isShortened) checkIndices(bags.indices, "2 'indices'", "embedding_renorm_");
    if (bags.factors !== null && flags.mode !== "sum") throw errors.sampleWeightsOfMode(flags.mode);
    const padding_idx = paddingOf(given, table.shape[0]!);
    checkDtypes(bags);
    check(bags, flags);
    if (sparse) throw errors.sparseGradients("embedding_bag");
    if (isShortened) shortenRows(table, bags.indices, given.float("max_norm", 0), given.float("norm_type", 2));
    return rowsInBags(table, bags.factors, bags.indices, bags.offsets, { ...flags, padding_idx });
  });
}

const names = [
  ...["offsets", "max_norm", "norm_type", "scale_grad_by_freq", "mode", "sparse"],
  ...["per_sample_weights", "include_last_offset", "padding_idx"],
];

interface BagArguments {
  readonly table: Tensor;
  readonly indices: Tensor;
  /** Where each bag begins in an input of one dimension; shape [bags], int32 or int64. */
  readonly offsets: Tensor;
  readonly factors: Tensor | null;
}

/** The rows of a matrix of indices are bags of one length. */
function bagsOf(indices: Tensor, table: Tensor, offsets: Tensor | null, factors: Tensor | null): BagArguments {
  if (factors !== null && !sameShape(factors.shape, indices.shape)) {
    throw errors.sampleWeightSize(factors.shape, indices.shape);
  }
  if (table.ndim !== 2) throw about(errors.bagWeightRank(table.ndim), table);
  if (indices.ndim === 1) {
    if (offsets === null) throw errors.offsetsMissing();
    if (offsets.ndim !== 1) throw about(errors.offsetsRank(), offsets);
    const dtype = promote([indices, offsets]);
    return { table, indices: indices.to(dtype), offsets: offsets.to(dtype), factors };
  }
  if (indices.ndim !== 2) throw about(errors.bagInputRank(indices.ndim), indices);
  if (offsets !== null) throw errors.offsetsOfMatrix();
  const [count, length] = indices.shape as [number, number];
  if (length === 0) throw errors.rangeStep();
  if (indices.dtype === bool) throw errors.notImplementedFor("arange_cpu", indices.dtype.label);
  const starts = emptyTensor([count], indices.dtype);
  for (let bag = 0; bag < count; bag++) starts.storage.write(bag, bag * length);
  return { table, indices: indices.reshape(-1), offsets: starts, factors: factors?.reshape(-1) ?? null };
}

interface Flags {
  readonly mode: BagMode;
  readonly scale_grad_by_freq: boolean;
  readonly include_last_offset: boolean;
}

function flagsOf(given: GivenArguments, isMatrix: boolean): Flags & { readonly sparse: boolean } {
  const flag = (name: string): boolean => given.flag(name, false);
  const { mode = "mean" } = { mode: given.value("mode") };
  if (mode !== "sum" && mode !== "mean" && mode !== "max") throw errors.bagMode();
  const scale_grad_by_freq = flag("scale_grad_by_freq");
  if (mode === "max" && scale_grad_by_freq) throw errors.bagFrequencies();
  const sparse = flag("sparse");
  if (sparse && mode === "max") throw errors.sparseMaximum();
  return { mode, sparse, scale_grad_by_freq, include_last_offset: !isMatrix && flag("include_last_offset") };
}

function checkDtypes({ indices, offsets, table, factors }: BagArguments): void {
  checkIndices(indices, "1 'indices'");
  // PyTorch calls both the indices.
  checkIndices(offsets, "1 'indices'");
  if (!table.dtype.is_floating_point) {
    throw about(errors.bagDtypes("1 'weight'", "Half, BFloat16, Float, Double", table.dtype.label), table);
  }
  if (factors !== null && factors.dtype !== table.dtype) {
    throw errors.sampleWeightDtype(table.dtype.label, factors.dtype.label);
  }
}

function checkIndices(tensor: Tensor, argument: string, op?: string): void {
  if (tensor.dtype === int64 || tensor.dtype === int32) return;
  throw about(errors.bagDtypes(argument, "Long, Int", tensor.dtype.label, op), tensor);
}

function check(bags: BagArguments, flags: Flags): void {
  const ofSlices = overSlices([bags.indices, bags.offsets], ([indices, offsets]) => {
    check({ ...bags, indices: indices!, offsets: offsets! }, flags);
    return indices!;
  });
  if (ofSlices === null) checkNumbers(bags, flags);
}

function checkNumbers({ indices, offsets, table }: BagArguments, { include_last_offset }: Flags): void {
  const [starts, rows] = [elements(offsets), table.shape[0]!];
  if (include_last_offset && starts.length === 0) throw errors.lastOffsetMissing();
  if (starts.length > 0 && starts[0] !== 0) throw about(errors.firstOffset(starts[0]!), offsets);
  if (starts.some((start, bag) => start < (starts[bag - 1] ?? 0))) throw about(errors.offsetsDescend(), offsets);
  const last = starts.at(-1) ?? 0;
  if (last > indices.numel()) throw about(errors.lastOffset(indices.numel(), last), offsets);
  const values = elements(indices);
  const wrong = values.findIndex((value) => value < 0 || value >= rows);
  if (wrong >= 0) throw about(errors.bagIndex(wrong, values[wrong]!, rows), indices);
}

function paddingOf(given: GivenArguments, rows: number): number | null {
  if (!given.has("padding_idx")) return null;
  const padding = integerArgument("embedding_bag", "padding_idx", given.value("padding_idx"));
  if (padding < -rows || padding >= rows) throw errors.bagPadding(rows, padding);
  return padding < 0 ? padding + rows : padding;
}
