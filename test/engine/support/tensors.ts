import * as torch from "../../../src/engine/index.js";

/** A leaf of these numbers that requires grad. */
export function leaf(...values: readonly number[]): torch.Tensor {
  return torch.tensor(values, { requires_grad: true });
}

/** The same of a single number, without dimensions. */
export function scalar(value: number): torch.Tensor {
  return torch.tensor(value, { requires_grad: true });
}

/** Indices or classes. */
export function long(...values: readonly number[]): torch.Tensor {
  return torch.tensor(values, { dtype: torch.long });
}
