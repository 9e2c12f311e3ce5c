import { booleanArgument, readArguments } from "../../arguments.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber } from "../../pythonValues.js";
import { embedding } from "../functional/sparse.js";
import { Module } from "../module.js";
import { countArgument, factoryNames } from "../module/factory.js";
import type { Parameter } from "../parameter.js";
import { drawTable, optionalNumber, paddingRow, sizesOfTable, tableOf, type TableOptions } from "./table.js";

export interface EmbeddingModuleOptions extends TableOptions {
  /** The rows, instead of ones that are drawn. */
  readonly _weight?: Tensor | null;
  /** Whether the rows are not learned. */
  readonly _freeze?: boolean;
}

export interface PretrainedOptions extends Omit<EmbeddingModuleOptions, "_weight" | "_freeze"> {
  /** Whether the rows are not learned; true unless given. */
  readonly freeze?: boolean;
}

interface EmbeddingSizes {
  /** How many rows the table has: indices are less than this. */
  readonly num_embeddings: number;
  /** How many features a row has. */
  readonly embedding_dim: number;
}

const settings = ["padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse"] as const;

/**
 * A row of numbers for each of num_embeddings things: int64 indices of any shape [*] give [*, embedding_dim]. The initial
 * rows are normal numbers. A call throws for indices that are out of range.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
 */
export class Embedding extends Module {
  readonly num_embeddings: number;
  readonly embedding_dim: number;
  readonly padding_idx: number | null;
  readonly max_norm: number | null;
  readonly norm_type: number;
  readonly scale_grad_by_freq: boolean;
  /** The table. Shape [num_embeddings, embedding_dim]. */
  weight: Parameter;
  readonly sparse: boolean;

  constructor(sizes: EmbeddingSizes & EmbeddingModuleOptions);
  constructor(
    num_embeddings: number,
    embedding_dim: number | (Pick<EmbeddingSizes, "embedding_dim"> & EmbeddingModuleOptions),
    padding_idx?: number | null | EmbeddingModuleOptions,
    max_norm?: number | null | EmbeddingModuleOptions,
    norm_type?: number | EmbeddingModuleOptions,
    scale_grad_by_freq?: boolean | EmbeddingModuleOptions,
    options?: EmbeddingModuleOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const names = ["num_embeddings", "embedding_dim", ...settings, "_weight", "_freeze", ...factoryNames] as const;
    const given = readArguments<EmbeddingSizes & EmbeddingModuleOptions>("Embedding", names, args);
    this.num_embeddings = countArgument("Embedding", "num_embeddings", given.num_embeddings);
    this.embedding_dim = countArgument("Embedding", "embedding_dim", given.embedding_dim);
    this.padding_idx = paddingRow("Embedding", this.num_embeddings, given.padding_idx);
    this.max_norm = optionalNumber("Embedding", "max_norm", given.max_norm);
    this.norm_type = numberArgument("Embedding", "norm_type", given.norm_type ?? 2);
    this.scale_grad_by_freq = booleanArgument("Embedding", "scale_grad_by_freq", given.scale_grad_by_freq, false);
    this.sparse = booleanArgument("Embedding", "sparse", given.sparse, false);
    this.weight = tableOf("Embedding", [this.num_embeddings, this.embedding_dim], given);
    if (given._weight === undefined || given._weight === null) this.reset_parameters();
    if (booleanArgument("Embedding", "_freeze", given._freeze, false)) this.weight.requires_grad_(false);
  }

  /**
   * An embedding of given rows [n, d], which are not learned unless `freeze` is false. Throws for other than two dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html#torch.nn.Embedding.from_pretrained
   */
  static from_pretrained(
    embeddings: Tensor,
    freeze?: boolean | PretrainedOptions,
    options?: PretrainedOptions,
  ): Embedding {
    const [num_embeddings, embedding_dim] = sizesOfTable("Embedding", embeddings);
    const names = ["freeze", ...settings] as const;
    const given = readArguments<PretrainedOptions>("from_pretrained", names, [freeze, options]);
    const { freeze: frozen, ...others } = given;
    const _freeze = booleanArgument("from_pretrained", "freeze", frozen, true);
    return new this({ ...others, num_embeddings, embedding_dim, _weight: embeddings, _freeze });
  }

  /** Draws the rows anew. */
  reset_parameters(): void {
    drawTable(this.weight, this.padding_idx);
  }

  override forward(input: Tensor): Tensor {
    const { weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse } = this;
    return embedding(input, weight, { padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse });
  }

  override extra_repr(): string {
    const { num_embeddings, embedding_dim, padding_idx, max_norm, norm_type } = this;
    const parts = [`${num_embeddings}, ${embedding_dim}`];
    if (padding_idx !== null) parts.push(`padding_idx=${padding_idx}`);
    if (max_norm !== null) parts.push(`max_norm=${pythonNumber(max_norm)}`);
    if (norm_type !== 2) parts.push(`norm_type=${pythonNumber(norm_type)}`);
    if (this.scale_grad_by_freq) parts.push("scale_grad_by_freq=True");
    if (this.sparse) parts.push("sparse=True");
    return parts.join(", ");
  }
}
