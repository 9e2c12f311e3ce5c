import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { overSlices } from "../func/batchedOps.js";
import { sameShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { elements } from "../values.js";
import { tensorArgument } from "./operands.js";
import { nonzero } from "./truths.js";

/**
 * Whether the only element is not 0. Throws for more than one, and for none.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_nonzero.html
 */
export function is_nonzero(input: Tensor): boolean {
  const named = byName(is_nonzero, "is_nonzero(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("is_nonzero", "input", input);
  if (x.numel() !== 1) throw errors.ambiguousBoolean(x.numel());
  return elements(x)[0] !== 0;
}

/** Whether two tensors have the same shape. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_same_size.html */
export function is_same_size(input: Tensor, other: Tensor): boolean {
  const named = byName(is_same_size, "is_same_size(input, other)", arguments);
  if (named !== null) return named.result;
  const [x, y] = [tensorArgument("is_same_size", "input", input), tensorArgument("is_same_size", "other", other)];
  return sameShape(x.shape, y.shape);
}

/** Another name of `nonzero`. https://docs.pytorch.org/docs/stable/generated/torch.argwhere.html */
export function argwhere(input: Tensor): Tensor {
  const named = byName(argwhere, "argwhere(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("argwhere", "input", input);
  return overSlices([x], ([slice]) => nonzero(slice!)) ?? nonzero(x);
}

/**
 * A view with the last two dimensions exchanged: of real numbers, that is all. Throws for vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.adjoint.html
 */
export function adjoint(input: Tensor): Tensor {
  const named = byName(adjoint, "adjoint(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("adjoint", "input", input);
  if (x.ndim === 1) throw errors.adjointOfVector("adjoint()");
  return x.ndim === 0 ? x : x.transpose(-2, -1);
}

/** The tensor itself: its numbers are real. https://docs.pytorch.org/docs/stable/generated/torch.conj.html */
export function conj(input: Tensor): Tensor {
  const named = byName(conj, "conj(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("conj", "input", input);
}

/** The tensor itself: its numbers are real. https://docs.pytorch.org/docs/stable/generated/torch.resolve_conj.html */
export function resolve_conj(input: Tensor): Tensor {
  const named = byName(resolve_conj, "resolve_conj(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("resolve_conj", "input", input);
}

/** The number of elements. https://docs.pytorch.org/docs/stable/generated/torch.numel.html */
export function numel(input: Tensor): number {
  const named = byName(numel, "numel(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("numel", "input", input).numel();
}

/** Whether the dtype is complex, which none is here. https://docs.pytorch.org/docs/stable/generated/torch.is_complex.html */
export function is_complex(input: Tensor): boolean {
  const named = byName(is_complex, "is_complex(input)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("is_complex", "input", input).is_complex();
}

/**
 * The shape that shapes are broadcast to. Throws where they do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.broadcast_shapes.html
 */
export function broadcast_shapes(...shapes: readonly (number | Shape)[]): Shape {
  const given = shapes.map((shape) => {
    const sizes = typeof shape === "number" ? [shape] : shape;
    if (!Array.isArray(sizes) || !sizes.every(Number.isInteger)) throw errors.broadcastOfNoShape(shape);
    return sizes;
  });
  const rank = Math.max(0, ...given.map(({ length }) => length));
  const result = new Array<number>(rank).fill(1);
  given.forEach((shape, index) => {
    shape.forEach((size, i) => {
      const dim = i - shape.length;
      if (size < 0) throw errors.negativeBroadcast();
      const seen = result.at(dim)!;
      if (size === 1 || size === seen) return;
      if (seen !== 1) throw errors.broadcastShapesMismatch(size, dim, index, shape, result);
      result[rank + dim] = size;
    });
  });
  return result;
}
