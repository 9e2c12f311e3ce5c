import { byName } from "../callByName.js";
import { matmulOfScalars, outputShapeMismatch } from "../errors.js";
import { calledWith } from "../failedCall.js";
import { broadcastShapes, elementCount, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { addmm } from "./addedProducts.js";
import { tensorArgument } from "./operands.js";

/**
 * input @ weight.T + bias. Shapes: input [*, in], weight [out, in] or [in], bias [out] or []; the result is [*, out]. Throws where
 * the inner sizes differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
 */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor | null | Pick<LinearArguments, "bias">): Tensor {
  const named = byName(linear, "linear(input, weight, bias)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("linear", "input", input);
  const w = tensorArgument("linear", "weight", weight);
  const b = bias === null || bias === undefined ? null : tensorArgument("linear", "bias", bias);
  return calledWith([x, w, b], () => affine(x, w, b));
}

type LinearArguments = {
  /** Shape [out_features, in_features], or [in_features]. */
  readonly weight: Tensor;
  /** Shape [out_features], or []; none unless given. */
  readonly bias?: Tensor | null;
};

function affine(x: Tensor, w: Tensor, b: Tensor | null): Tensor {
  if (x.ndim === 0 || w.ndim === 0) throw matmulOfScalars("linear", x.ndim, w.ndim);
  if (b === null) return x.matmul(w.t());
  if (x.ndim === 2) return addmm(b, x, w.t());
  const isLine = b.ndim === 1 || b.shape.filter((size) => size !== 1).length === 1;
  if (isLine && x.is_contiguous() && b.is_contiguous()) {
    // As PyTorch does it, all dimensions but the last become one.
    const outer = x.shape.slice(0, -1);
    return addmm(b, x.view(elementCount(outer), x.shape.at(-1)!), w.t()).view(...outer, w.shape[0]!);
  }
  const product = x.matmul(w.t());
  // PyTorch adds in place, which keeps the product's dtype.
  const shape = broadcastShapes(product.shape, b.shape);
  if (!sameShape(shape, product.shape)) throw outputShapeMismatch(product.shape, shape);
  return b.dtype === product.dtype ? product.add(b) : product.add_(b);
}
