import type { Tensor } from "../../tensor.js";
import { tensorOf } from "./matrices.js";

/** Identity matrices of a tensor's shape and dtype. */
export function identityLike(a: Tensor): Tensor {
  const n = a.shape.at(-1)!;
  const one = Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
  return tensorOf([one], [n, n], a.dtype).expand(a.shape);
}
