import { warnWrittenRepeatedly } from "../autograd/warnings.js";
import { contiguousZeros, zeroOf } from "../tensorFactory.js";
import type { AfterInput } from "./afterInput.js";
import { sizeArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool } from "../dtype.js";
import { maskNotBool, maskedFillRank, outputShapeMismatch, triangleRank } from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { inRows } from "../layout.js";
import { broadcastShapes, sameShape } from "../shape.js";
import { checkNumber } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { inPlace } from "./inPlace.js";
import { isRepeated } from "./folded.js";
import { linear } from "./linear.js";
import { noAttributes, sample, type Op, type Operand, type Value } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";
import { aside, checkRun, type Run } from "./writing.js";

/** Which diagonal a triangle ends at: 0 is the main one, above it they are positive. */
export type Diagonal = number | { readonly diagonal?: number };

/**
 * The lower triangle of the last two dimensions, with 0 above the diagonal. Throws for fewer dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.tril.html
 */
export function tril(input: Tensor, diagonal: Diagonal = 0): Tensor {
  const named = byName(tril, "tril(input, diagonal)", arguments);
  if (named !== null) return named.result;
  return triangle(aside, trilOp, "tril", input, diagonal);
}

/**
 * The upper triangle of the last two dimensions, with 0 below the diagonal. Throws for fewer dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.triu.html
 */
export function triu(input: Tensor, diagonal: Diagonal = 0): Tensor {
  const named = byName(triu, "triu(input, diagonal)", arguments);
  if (named !== null) return named.result;
  return triangle(aside, triuOp, "triu", input, diagonal);
}

/**
 * value where the mask holds, else input; the mask is broadcast. Throws for a mask that is not bool.
 * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill.html
 */
export function masked_fill(input: Tensor, mask: Tensor, value: Value): Tensor {
  const named = byName(masked_fill, "masked_fill(input, mask, value)", arguments);
  if (named !== null) return named.result;
  return tensorArgument("masked_fill", "input", input).masked_fill(mask, value);
}

/** Tensor methods and ops of this family. */
export default class MaskMethods {
  /** @internal */
  static get ops() {
    return { masked_fill: maskedFillOp, masked_fill_tensor: maskedFillTensorOp, tril: trilOp, triu: triuOp };
  }

  /**
   * value where the mask holds, else this tensor's element; the mask is broadcast. Throws for a mask that is not bool.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill.html
   */
  masked_fill(this: Tensor, mask: Tensor, value: Value): Tensor {
    const named = methodByName(this, "masked_fill(mask, value)", arguments);
    if (named !== null) return named.result;
    const [where, filling] = maskArguments(aside, this, "masked_fill", [mask, value]);
    if (typeof filling === "number") return apply(maskedFillOp, this, where, filling);
    return apply(maskedFillTensorOp, this, filling, where);
  }

  /**
   * Writes value where the mask holds, in place. Throws as `masked_fill` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html
   */
  masked_fill_(this: Tensor, mask: Tensor, value: Value): Tensor {
    const named = methodByName(this, "masked_fill_(mask, value)", arguments);
    if (named !== null) return named.result;
    const [chosen, filling] = maskArguments(inPlace, this, "masked_fill_", [mask, value]);
    if (isRepeated(this)) warnWrittenRepeatedly("masked_fill_");
    if (typeof filling === "number") return inPlace(maskedFillOp, this, [chosen, filling], noAttributes);
    return inPlace(maskedFillTensorOp, this, [filling, chosen], noAttributes);
  }

  /** The lower triangle of the last two dimensions. https://docs.pytorch.org/docs/stable/generated/torch.tril.html */
  tril(this: Tensor, ...rest: AfterInput<typeof tril>): Tensor {
    return tril(this, ...rest);
  }

  /** The upper triangle of the last two dimensions. https://docs.pytorch.org/docs/stable/generated/torch.triu.html */
  triu(this: Tensor, ...rest: AfterInput<typeof triu>): Tensor {
    return triu(this, ...rest);
  }

  /** `tril` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tril_.html */
  tril_(this: Tensor, diagonal: Diagonal = 0): Tensor {
    const named = methodByName(this, "tril_(diagonal)", arguments);
    if (named !== null) return named.result;
    return triangle(inPlace, trilOp, "tril_", this, diagonal);
  }

  /** `triu` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.triu_.html */
  triu_(this: Tensor, diagonal: Diagonal = 0): Tensor {
    const named = methodByName(this, "triu_(diagonal)", arguments);
    if (named !== null) return named.result;
    return triangle(inPlace, triuOp, "triu_", this, diagonal);
  }
}

/** y is the mask, z the number. */
const maskedFillOp: Op = elementwise({
  name: "masked_fill",
  gradFn: "MaskedFillBackward0",
  of: (x, y, z) => (y === 0 ? x : z),
  mayRepeat: true,
  derivatives: [d("0 if y else 1", ["y"], (g, { y }) => g.masked_fill((y as Tensor).bool(), 0))],
  result: "first",
  layout: inRows,
  samples: [
    sample([[2, 3], [3]], { indices: { 1: 2 }, scalars: [0.7] }),
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { indices: { 1: 2 }, scalars: [0.7] },
    ),
  ],
});

/** y is what is filled in, 0-d; z the mask. */
const maskedFillTensorOp: Op = elementwise({
  name: "masked_fill_tensor",
  gradFn: "MaskedFillBackward1",
  of: (x, y, z) => (z === 0 ? x : y),
  mayRepeat: true,
  derivatives: [
    d("0 if z else 1", ["z"], (g, { z }) => g.masked_fill((z as Tensor).bool(), 0)),
    d("1 if z else 0", ["z"], (g, { z }) => where((z as Tensor).bool(), g, zeroOf(g))),
  ],
  result: "first",
  layout: inRows,
  samples: [sample([[2, 3], [], [3]], { indices: { 2: 2 } })],
});

type Triangle = { readonly diagonal: number };

const trilOp: Op<Triangle> = triangular("tril", "TrilBackward0", (row, column, diagonal) => column - row <= diagonal);
const triuOp: Op<Triangle> = triangular("triu", "TriuBackward0", (row, column, diagonal) => column - row >= diagonal);

function triangular(
  name: string,
  gradFn: string,
  inside: (row: number, column: number, diagonal: number) => boolean,
): Op<Triangle> {
  const op: Op<Triangle> = {
    mayRepeat: true,
    ...linear<Triangle>({
      name,
      gradFn,
      formula: "1 inside of the triangle, else 0",
      samples: [
        sample([[3, 3]], { attributes: { diagonal: 0 } }),
        sample([[2, 2, 3]], { attributes: { diagonal: 1 } }),
      ],
      shape: (shape) => shape,
      forward: (x, { diagonal }) => kept(x, (row, column) => inside(row, column, diagonal)),
      transpose: (g, { attributes }) => call(op, [g], attributes),
    }),
  };
  return op;
}

function kept(x: Tensor, keep: (row: number, column: number) => boolean): Tensor {
  const out = contiguousZeros(x);
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const numbers = denseNumbers(x);
  for (let i = 0; i < numbers.length; i++) {
    const place = i % (rows * columns);
    if (keep(Math.floor(place / columns), place % columns)) out.storage.write(i, numbers[i]!);
  }
  return out;
}

function triangle(run: Run, op: Op<Triangle>, name: string, input: unknown, diagonal: unknown): Tensor {
  const x = tensorArgument(name, "input", input);
  const attributes = { diagonal: sizeArgument(name, "diagonal", diagonal) };
  checkRun(run, x);
  if (x.ndim < 2) throw triangleRank(op.name);
  return run(op, x, [], attributes);
}

function maskArguments(
  run: Run,
  x: Tensor,
  name: string,
  [mask, value]: readonly unknown[],
): readonly [Tensor, Operand] {
  const where = tensorArgument(name, "mask", mask);
  const filling = operandArgument(name, "value", value, x);
  checkRun(run, x, filling);
  if (run === aside) broadcastShapes(where.shape, x.shape);
  if (typeof filling !== "number" && filling.ndim > 0) throw maskedFillRank(filling.ndim);
  if (where.dtype !== bool) throw maskNotBool(where.dtype.name);
  const shape = broadcastShapes(x.shape, where.shape);
  if (run !== aside && !sameShape(shape, x.shape)) throw outputShapeMismatch(x.shape, shape);
  if (typeof filling === "number") checkNumber(x.dtype, filling, false);
  return [where, filling];
}
