import * as torch from "../../../src/engine/index.js";
import type { Operand, Sample } from "../../../src/engine/ops/op.js";
import type { DType } from "../../../src/engine/dtype.js";

type Lay = (values: torch.Tensor) => torch.Tensor;

const contiguous: Lay = (values) => values;
const transposed: Lay = (values) => reversed(reversed(values).clone());
const sliced: Lay = (values) =>
  torch.stack([torch.zeros_like(values), values, torch.zeros_like(values)], values.ndim).select(-1, 1);
const expanded: Lay = (values) => (values.ndim === 0 ? values : values.select(0, 0).unsqueeze(0).expand(values.shape));

/** How operands lie in their storage, one after the other and over again. Expanded operands repeat values. */
const layouts = {
  contiguous: [contiguous],
  transposed: [transposed],
  sliced: [sliced],
  expanded: [expanded],
  mixed: [contiguous, transposed, sliced],
  "mixed, expanded": [transposed, expanded, contiguous],
} satisfies Readonly<Record<string, readonly Lay[]>>;

export type Layout = keyof typeof layouts;

/** The layouts that a sample's operands can have. */
export function layoutsOf({ distinct }: Sample): readonly Layout[] {
  return (Object.keys(layouts) as Layout[]).filter(
    (layout) => !distinct || !(layouts[layout] as readonly Lay[]).includes(expanded),
  );
}

/** A sample's operands, leaves that require grad; numbers follow the tensors. Indices are whole and never repeated. */
export function operandsOf({ shapes, indices, low, high, scalars }: Sample, layout: Layout, dtype: DType): Operand[] {
  const lays: readonly Lay[] = layouts[layout];
  const tensors = shapes.map((shape, k) => {
    const lay = lays[k % lays.length]!;
    const below = indices[k];
    if (below !== undefined)
      return (lay === expanded ? sliced : lay)(spread(shape, k, 0, below, torch.float64).to(torch.int64));
    const values = spread(shape, k, low, high, dtype);
    return torch
      .no_grad(() => lay(values))
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
