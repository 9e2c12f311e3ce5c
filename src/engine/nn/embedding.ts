import { integerArgument, readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import { defaultDtype, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { emptyParameter } from "./module/factory.js";
import { embedding } from "./functional/sparse.js";
import { normal_ } from "./init.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";

export interface EmbeddingModuleOptions {
  /** The row that begins as zeros and gets no gradient. */
  readonly padding_idx?: number | null;
  readonly dtype?: DType | null;
}

/**
 * A row of numbers for each of num_embeddings things: int64 indices of any shape [*] give [*, embedding_dim]. The initial
 * rows are normal numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
 */
export class Embedding extends Module {
  readonly num_embeddings: number;
  readonly embedding_dim: number;
  readonly padding_idx: number | null;
  weight: Parameter;

  constructor(
    num_embeddings: number,
    embedding_dim: number,
    padding_idx?: number | null | EmbeddingModuleOptions,
    options?: EmbeddingModuleOptions,
  ) {
    super();
    const args = [padding_idx, options].filter((value) => value !== undefined);
    const given = readArguments<EmbeddingModuleOptions>("Embedding", ["padding_idx", "dtype"], args);
    this.num_embeddings = integerArgument("Embedding", "num_embeddings", num_embeddings);
    this.embedding_dim = integerArgument("Embedding", "embedding_dim", embedding_dim);
    const row = given.padding_idx ?? null;
    if (row !== null && !(row >= -num_embeddings && row < num_embeddings)) throw errors.paddingOutOfEmbeddings();
    this.padding_idx = row !== null && row < 0 ? row + num_embeddings : row;
    this.weight = emptyParameter([num_embeddings, embedding_dim], given.dtype ?? defaultDtype());
    this.reset_parameters();
  }

  /** Draws the rows anew. */
  reset_parameters(): void {
    normal_(this.weight);
    const { padding_idx } = this;
    if (padding_idx !== null) inGradMode(false, () => this.weight.select(0, padding_idx).zero_());
  }

  override forward(input: Tensor): Tensor {
    return embedding(input, this.weight, this.padding_idx);
  }

  override extra_repr(): string {
    const padding = this.padding_idx === null ? "" : `, padding_idx=${this.padding_idx}`;
    return `${this.num_embeddings}, ${this.embedding_dim}${padding}`;
  }
}
