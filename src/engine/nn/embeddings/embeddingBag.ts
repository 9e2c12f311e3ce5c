import { booleanArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber } from "../../pythonValues.js";
import { embedding_bag, type EmbeddingBagOptions } from "../functional/embeddingBag.js";
import { Module } from "../module.js";
import { countArgument, factoryNames } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { drawTable, optionalNumber, paddingRow, sizesOfTable, tableOf, type TableOptions } from "./table.js";

type Mode = NonNullable<EmbeddingBagOptions["mode"]>;

export interface EmbeddingBagModuleOptions extends TableOptions {
  /** "mean" unless given. */
  readonly mode?: Mode;
  /** The rows, instead of ones that are drawn. */
  readonly _weight?: Tensor | null;
  /** Whether the last offset ends the last bag and begins none. */
  readonly include_last_offset?: boolean;
}

export interface PretrainedBagOptions extends Omit<EmbeddingBagModuleOptions, "_weight"> {
  /** Whether the rows are not learned; true unless given. */
  readonly freeze?: boolean;
}

interface EmbeddingSizes {
  /** How many rows the table has: indices are less than this. */
  readonly num_embeddings: number;
  /** How many features a row has. */
  readonly embedding_dim: number;
}

interface BagArguments {
  /** Where each bag begins in an input of one dimension; shape [bags], int32 or int64. */
  readonly offsets?: Tensor | null;
  /** What each index's row is multiplied by, for mode "sum"; the input's shape. */
  readonly per_sample_weights?: Tensor | null;
}

const settings = ["max_norm", "norm_type", "scale_grad_by_freq", "mode", "sparse"] as const;

/**
 * The means, sums or maxima of the rows in bags: input [b, k] of int64, each row a bag, or [k] with offsets [b] at which the
 * bags begin, gives [b, embedding_dim]. The initial rows are normal numbers. A call throws for indices that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
 */
export class EmbeddingBag extends Module {
  readonly num_embeddings: number;
  readonly embedding_dim: number;
  readonly max_norm: number | null;
  readonly norm_type: number;
  readonly scale_grad_by_freq: boolean;
  readonly padding_idx: number | null;
  /** The table. Shape [num_embeddings, embedding_dim]. */
  weight: Parameter;
  readonly mode: Mode;
  readonly sparse: boolean;
  readonly include_last_offset: boolean;

  constructor(sizes: EmbeddingSizes & EmbeddingBagModuleOptions);
  constructor(
    num_embeddings: number,
    embedding_dim: number | (Pick<EmbeddingSizes, "embedding_dim"> & EmbeddingBagModuleOptions),
    max_norm?: number | null | EmbeddingBagModuleOptions,
    norm_type?: number | EmbeddingBagModuleOptions,
    scale_grad_by_freq?: boolean | EmbeddingBagModuleOptions,
    mode?: Mode | EmbeddingBagModuleOptions,
    options?: EmbeddingBagModuleOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const rest = ["_weight", "include_last_offset", "padding_idx", ...factoryNames] as const;
    const names = ["num_embeddings", "embedding_dim", ...settings, ...rest] as const;
    const given = readArguments<EmbeddingSizes & EmbeddingBagModuleOptions>("EmbeddingBag", names, args);
    this.num_embeddings = countArgument("EmbeddingBag", "num_embeddings", given.num_embeddings);
    this.embedding_dim = countArgument("EmbeddingBag", "embedding_dim", given.embedding_dim);
    this.max_norm = optionalNumber("EmbeddingBag", "max_norm", given.max_norm);
    this.norm_type = numberArgument("EmbeddingBag", "norm_type", given.norm_type ?? 2);
    this.scale_grad_by_freq = booleanArgument("EmbeddingBag", "scale_grad_by_freq", given.scale_grad_by_freq, false);
    this.padding_idx = paddingRow("EmbeddingBag", this.num_embeddings, given.padding_idx);
    this.mode = given.mode ?? "mean";
    this.sparse = booleanArgument("EmbeddingBag", "sparse", given.sparse, false);
    this.include_last_offset = booleanArgument("EmbeddingBag", "include_last_offset", given.include_last_offset, false);
    this.weight = tableOf("EmbeddingBag", [this.num_embeddings, this.embedding_dim], given);
    if (given._weight === undefined || given._weight === null) this.reset_parameters();
  }

  /**
   * Bags of given rows [n, d], which are not learned unless `freeze` is false. Throws for other than two dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html#torch.nn.EmbeddingBag.from_pretrained
   */
  static from_pretrained(
    embeddings: Tensor,
    freeze?: boolean | PretrainedBagOptions,
    options?: PretrainedBagOptions,
  ): EmbeddingBag {
    const [num_embeddings, embedding_dim] = sizesOfTable("EmbeddingBag", embeddings);
    const names = ["freeze", ...settings, "include_last_offset", "padding_idx"] as const;
    const given = readArguments<PretrainedBagOptions>("from_pretrained", names, [freeze, options]);
    const { freeze: frozen, ...others } = given;
    const module = new this({ ...others, num_embeddings, embedding_dim, _weight: embeddings });
    module.weight.requires_grad_(!booleanArgument("from_pretrained", "freeze", frozen, true));
    return module;
  }

  /** Draws the rows anew. */
  reset_parameters(): void {
    drawTable(this.weight, this.padding_idx);
  }

  override forward(
    input: Tensor,
    offsets?: Tensor | null | BagArguments,
    per_sample_weights?: Tensor | null | BagArguments,
  ): Tensor {
    const given = readArguments<BagArguments>(
      "EmbeddingBag",
      ["offsets", "per_sample_weights"],
      [offsets, per_sample_weights],
    );
    const { weight, max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset, padding_idx } = this;
    const table = { max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset, padding_idx };
    return embedding_bag(input, weight, { ...given, ...table });
  }

  override extra_repr(): string {
    const { num_embeddings, embedding_dim, max_norm, norm_type, mode, padding_idx } = this;
    const parts = [`${num_embeddings}, ${embedding_dim}`];
    if (max_norm !== null) parts.push(`max_norm=${pythonNumber(max_norm)}`);
    if (norm_type !== 2) parts.push(`norm_type=${pythonNumber(norm_type)}`);
    if (this.scale_grad_by_freq) parts.push("scale_grad_by_freq=True");
    parts.push(`mode='${mode}'`);
    if (padding_idx !== null) parts.push(`padding_idx=${padding_idx}`);
    return parts.join(", ");
  }
}
