import * as errors from "../../errors.js";
import type { IndexItem } from "../../ops/indexItems.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { Dataset } from "./dataset.js";

/** One row for each of the tensors. */
export type Rows<Tensors extends readonly Tensor[]> = { -readonly [Place in keyof Tensors]: Tensor };

/**
 * The rows of tensors with the same first size: `new TensorDataset(x, y).get(0)` is `[x[0], y[0]]`. Throws for other sizes.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset
 */
export class TensorDataset<Tensors extends readonly Tensor[] = readonly Tensor[]> extends Dataset<Rows<Tensors>> {
  /** The tensors whose rows are the samples. */
  readonly tensors: Tensors;

  constructor(...tensors: Tensors) {
    super();
    const sizes = tensors.map((tensor) => tensorArgument("TensorDataset", "tensors", tensor).size(0));
    if (sizes.some((size) => size !== sizes[0])) throw errors.tensorsOfOtherSizes();
    this.tensors = tensors;
  }

  override get length(): number {
    const [first] = this.tensors;
    if (first === undefined) throw errors.noTensors();
    return first.size(0);
  }

  /** The row at an index, as tensors without the first dimension; any index that `Tensor.index` takes. */
  override get(index: IndexItem): Rows<Tensors> {
    return this.tensors.map((tensor) => tensor.index(index)) as Rows<Tensors>;
  }
}
