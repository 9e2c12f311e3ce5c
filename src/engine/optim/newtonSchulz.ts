import { float32 } from "../dtype.js";
import { withBlock } from "../kernels/elementFunctions.js";
import { kernels } from "../kernels/kernels.js";
import { addmm } from "../ops/addedProducts.js";
import type { Tensor } from "../tensor.js";

/**
 * A matrix with the singular directions of `x` and singular values near 1, by Newton and Schulz's iteration in the precision
 * of bfloat16: what each operation gives is rounded to 8 significant bits, as PyTorch's are.
 * https://kellerjordan.github.io/posts/muon/
 */
export function orthogonalised(
  x: Tensor,
  [a, b, c]: readonly [number, number, number],
  steps: number,
  eps: number,
): Tensor {
  const isTall = x.size(0) > x.size(1);
  const start = rounded(x.to(float32));
  const norm = rounded(rounded(start.norm()).clamp({ min: eps }));
  let result = rounded((isTall ? start.t() : start).div(norm));
  for (let step = 0; step < steps; step++) {
    const gram = rounded(result.matmul(result.t()));
    const update = rounded(addmm(gram, gram, gram, { beta: b, alpha: c }));
    result = rounded(addmm(result, update, result, { beta: a }));
  }
  return isTall ? result.t() : result;
}

function rounded(x: Tensor): Tensor {
  const result = x.clone();
  kernels.map({ name: "bfloat16", of: toBfloat16 }, [x], result);
  return result;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest number with 8 significant bits, of two the even one: the upper half of a float32. */
const toBfloat16 = withBlock(
  (x) => nearest(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = nearest(x[i]!);
  },
);

function nearest(x: number): number {
  if (!Number.isFinite(x)) return x;
  float[0] = x;
  bits[0] = (bits[0]! + 0x7fff + ((bits[0]! >>> 16) & 1)) & 0xffff0000;
  return float[0];
}
