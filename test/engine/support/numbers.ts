import * as torch from "../../../src/engine/index.js";

/** A vector of float64. */
export function list(...values: readonly number[]): torch.Tensor {
  return torch.tensor([...values], { dtype: torch.float64 });
}

/** Numbers as `numbersOf` gives them: to six digits. */
export function numbers(...values: readonly number[]): readonly number[] {
  return values.map((value) => (Number.isFinite(value) ? Number(value.toPrecision(6)) + 0 : value));
}

/** All elements of a tensor in row-major order, to six digits, without the sign of zero. */
export function numbersOf(tensor: torch.Tensor): readonly number[] {
  return numbers(...(tensor.flatten().tolist() as readonly number[]));
}
