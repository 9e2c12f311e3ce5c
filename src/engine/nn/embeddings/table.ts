import { inGradMode } from "../../autograd/gradMode.js";
import { integerArgument } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import { sameShape } from "../../shape.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { normal_ } from "../init.js";
import { emptyParameter, parameterDtype, type FactoryOptions } from "../module/factory.js";
import { Parameter } from "../parameter.js";

/** What is asked of a row when it is looked up. */
export interface TableOptions extends FactoryOptions {
  /** The row that begins as zeros, gets no gradient and, in bags, counts for nothing. */
  readonly padding_idx?: number | null;
  /** Rows that are used and longer are shortened to this norm, in place. */
  readonly max_norm?: number | null;
  /** Of which order that norm is; 2 unless given. */
  readonly norm_type?: number;
  /** Whether the gradient of a row is divided by how often it is named; false unless given. */
  readonly scale_grad_by_freq?: boolean;
  /** Sparse gradients do not exist: a call of a module that was made with true throws. */
  readonly sparse?: boolean;
}

/** The number of the row for padding, counted from the first one. */
export function paddingRow(module: string, rows: number, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  const row = integerArgument(module, "padding_idx", value);
  if (row < -rows || (row > 0 && row >= rows)) throw errors.paddingOutOfEmbeddings(module === "Embedding");
  return row < 0 ? row + rows : row;
}

/** A number that null stands for the absence of. */
export function optionalNumber(module: string, name: string, value: number | null | undefined): number | null {
  return value === undefined || value === null ? null : numberArgument(module, name, value);
}

/** A table of rows that is still to be drawn, or one that was given. */
export function tableOf(
  module: string,
  shape: readonly [rows: number, columns: number],
  given: FactoryOptions & { readonly _weight?: Tensor | null },
): Parameter {
  const { _weight = null } = given;
  const dtype = parameterDtype(module, given);
  if (_weight === null) return emptyParameter(shape, dtype);
  if (!isTensor(_weight)) throw errors.wrongArgument(module, "_weight", "Tensor", _weight);
  if (!sameShape(_weight.shape, shape)) throw errors.tableShape();
  return new Parameter(_weight);
}

/** Draws the rows, and makes the one for padding zeros. */
export function drawTable(weight: Parameter, padding: number | null): void {
  normal_(weight);
  if (padding !== null) inGradMode(false, () => weight.select(0, padding).zero_());
}

/** The rows and columns of a table that was given. */
export function sizesOfTable(module: string, embeddings: Tensor): readonly [rows: number, columns: number] {
  if (!isTensor(embeddings)) throw errors.wrongArgument(module, "embeddings", "Tensor", embeddings);
  const [rows, columns] = embeddings.shape;
  if (rows === undefined || columns === undefined || embeddings.ndim !== 2) throw errors.tableRank();
  return [rows, columns];
}
