import { fansOf } from "../init/fans.js";
import { kaiming_uniform_, uniform_ } from "../init.js";
import type { Parameter } from "../parameter.js";

/** The initial weights of PyTorch's linear and convolution layers: uniform on ±1/√fan_in, weight before bias. */
export function initAffine(weight: Parameter, bias: Parameter | null): void {
  kaiming_uniform_(weight, Math.sqrt(5));
  const { fan_in } = fansOf(weight);
  if (bias === null || fan_in === 0) return;
  const bound = 1 / Math.sqrt(fan_in);
  uniform_(bias, -bound, bound);
}
