import * as torch from "../../../src/engine/index.js";
import type { Operand, Sample } from "../../../src/engine/ops/op.js";
import type { DType } from "../../../src/engine/dtype.js";

/** How an operand lies in its storage. Each gives the same shape; expanded operands repeat values. */
export const layouts = {
  contiguous: (values) => values,
  transposed: (values) => reversed(reversed(values).clone()),
  sliced: (values) =>
    torch.stack([torch.zeros_like(values), values, torch.zeros_like(values)], values.ndim).select(-1, 1),
  expanded: (values) => (values.ndim === 0 ? values : values.select(0, 0).unsqueeze(0).expand(values.shape)),
} satisfies Readonly<Record<string, (values: torch.Tensor) => torch.Tensor>>;

export type Layout = keyof typeof layouts;

/** A sample's operands, leaves that require grad; numbers follow the tensors. Indices are whole and lie row by row. */
export function operandsOf({ shapes, indices, low, high, scalars }: Sample, layout: Layout, dtype: DType): Operand[] {
  const tensors = shapes.map((shape, k) => {
    const below = indices[k];
    if (below !== undefined) return spread(shape, k, 0, below, torch.float64).to(torch.int64);
    const values = spread(shape, k, low, high, dtype);
    return torch
      .no_grad(() => layouts[layout](values))
      .detach()
      .requires_grad_();
  });
  return [...tensors, ...scalars];
}

/** Fixed values that differ from each other, between low and high: steps of the golden ratio. */
export function spread(shape: readonly number[], seed: number, low: number, high: number, dtype: DType): torch.Tensor {
  const count = shape.reduce((total, size) => total * size, 1);
  const values = Array.from(
    { length: count },
    (_, i) => low + (high - low) * ((0.618034 * (i + 1) + 0.271 * (seed + 1)) % 1),
  );
  return torch.tensor(values, { dtype }).reshape(shape);
}

function reversed(tensor: torch.Tensor): torch.Tensor {
  return tensor.permute(tensor.shape.map((_, dim) => tensor.ndim - 1 - dim));
}
