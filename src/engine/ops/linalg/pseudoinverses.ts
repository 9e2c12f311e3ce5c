import type { AfterInput } from "../afterInput.js";
import { flagArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { broadcastStrides, type Shape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { checkUndifferentiated } from "../../nn/functional/undifferentiated.js";
import { isTensor, newTensor } from "../../tensorFactory.js";
import { call } from "../dispatch.js";
import { sample, type Op, type Operand } from "../op.js";
import { asTensor, floatArgument, tensorArgument } from "../operands.js";
import { batchOf, matrixOf, tensorOf } from "./matrices.js";
import { matrixOp } from "./matrixOp.js";
import { spectraOf } from "./spectra.js";
import { checkTolerances, countingOf, shapeForTolerances, tolerancesOf, type ToleranceOptions } from "./tolerances.js";

export interface PinvOptions extends ToleranceOptions {
  /** rtol by its older name. */
  readonly rcond?: Tensor | number | null;
}

/**
 * Moore and Penrose's pseudoinverses [*, n, m] of matrices [*, m, n]; singular values that are no greater than the tolerance
 * count as 0. Throws for integers, NaN and infinities.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.pinv.html
 */
export function pinv(A: Tensor, rcond?: Tensor | number | PinvOptions, hermitian?: boolean | PinvOptions): Tensor;
export function pinv(A: Tensor, ...args: unknown[]): Tensor {
  const named = byName(
    pinv,
    "linalg_pinv(input, rcond, hermitian) | linalg_pinv(input, *, atol, rtol, hermitian)",
    arguments,
  );
  if (named !== null) return named.result;
  const op = "linalg_pinv";
  const a = tensorArgument(op, "A", A);
  const given = readArguments<PinvOptions>(op, ["rcond", "hermitian", "atol", "rtol"], args);
  const hermitian = flagArgument(op, "hermitian", given.hermitian, false);
  return inverted(a, { ...given, rtol: given.rtol ?? given.rcond ?? null }, hermitian);
}

/**
 * `torch.linalg.pinv` by its older name, with a tolerance of 1e-15 times the greatest singular value.
 * https://docs.pytorch.org/docs/stable/generated/torch.pinverse.html
 */
export function pinverse(input: Tensor, rcond?: number | { readonly rcond?: number }): Tensor;
export function pinverse(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(pinverse, "pinverse(input, rcond)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("pinverse", "input", input);
  const given = readArguments<{ rcond: number }>("pinverse", ["rcond"], args);
  return inverted(x, { rtol: floatArgument("pinverse", "rcond", given.rcond, 1e-15) }, false);
}

function inverted(a: Tensor, tolerance: ToleranceOptions, hermitian: boolean): Tensor {
  checkTolerances("linalg_pinv", tolerance);
  const { atol = null, rtol = null } = tolerance;
  checkUndifferentiated("linalg_pinv", {
    atol: isTensor(atol) ? atol : null,
    rtol: isTensor(rtol) ? rtol : null,
  });
  // PyTorch reads the number of rows for the usual rtol before it looks at the rank.
  if (typeof atol === "number" && rtol === null) a.size(-2);
  if (a.ndim < 2 || !a.dtype.is_floating_point) throw errors.pinvInput(a.dtype.label, a.shape);
  if (hermitian && a.numel() > 0 && a.shape.at(-1) !== a.shape.at(-2))
    throw errors.notSquare("linalg.eigh", ...matrixOf(a.shape));
  return call(pinvOp, [a, ...tolerancesOf("linalg_pinv", a, tolerance)], { hermitian });
}

/** The pseudoinverse with the usual tolerance, for rules. */
export function pseudoinverse(a: Tensor): Tensor {
  return inverted(a, {}, false);
}

/** Tensor methods and ops of this family. */
export default class PseudoinverseMethods {
  /** @internal */
  static get ops() {
    return { linalg_pinv: pinvOp };
  }

  /** The pseudoinverses of matrices. https://docs.pytorch.org/docs/stable/generated/torch.pinverse.html */
  pinverse(this: Tensor, ...rest: AfterInput<typeof pinverse>): Tensor {
    return pinverse(this, ...rest);
  }
}

type Symmetry = { readonly hermitian: boolean };

const pinvOp: Op<Symmetry> = matrixOp<Symmetry>({
  name: "linalg_pinv",
  gradFn: "LinalgPinvBackward0",
  formulas: ["-P.mT @ g @ P.mT + (I - x @ P) @ g.mT @ P @ P.mT + P.mT @ P @ g.mT @ (I - P @ x), P being out"],
  samples: [
    sample([[3, 2]], { distinct: true, low: -1, scalars: [0, 1e-15], attributes: { hermitian: false } }),
    sample([[2, 2, 3]], { distinct: true, low: -1, scalars: [0, 1e-15], attributes: { hermitian: false } }),
  ],
  shape: ([a, atol = [], rtol = []]) => [invertedShape(shapeForTolerances(a!, atol, rtol))],
  forward([x, ...given], { hermitian }) {
    const [rows, columns] = matrixOf(x!.shape);
    // The sweep gives numbers.
    const tolerances = given.map((tolerance: Operand) => asTensor(tolerance));
    const a = repeated(x!, tolerances[0]!.shape, tolerances[1]!.shape);
    const counting = countingOf(a, tolerances);
    const results = spectraOf(a, hermitian).map(({ values, left, right }, place) => {
      const counts = counting(place, values);
      const result = new Float64Array(columns * rows);
      values.forEach((value, k) => {
        if (!counts[k]) return;
        for (let i = 0; i < columns; i++) {
          const factor = right[k]![i]! / value;
          for (let j = 0; j < rows; j++) result[i * rows + j]! += factor * left[k]![j]!;
        }
      });
      return result;
    });
    return [tensorOf(results, invertedShape(a.shape), a.dtype)];
  },
  saves: ["x", "out"],
  vjp: ([g], { x, out }) => [pinvGradient(g!, x, out)],
  jvp: ([tangent], { x, out }) => [tangent ? movedPinv(tangent, x, out) : null],
});

/**
 * With P = A⁺, from the gradient g of P: −Pᵀ·g·Pᵀ + (I − A·P)·gᵀ·P·Pᵀ + Pᵀ·P·gᵀ·(I − P·A), in the order in which the matrices
 * that are made on the way are the smallest.
 */
export function pinvGradient(g: Tensor, a: Tensor, p: Tensor): Tensor {
  const [m, n] = matrixOf(a.shape);
  const [turned, pt] = [g.mT, p.mT];
  if (m <= n) {
    const k = turned.matmul(p);
    const byRows = k.matmul(pt);
    return p
      .matmul(k)
      .mT.neg()
      .add(byRows)
      .sub(a.matmul(p).matmul(byRows))
      .add(pt.matmul(p).matmul(turned.sub(k.matmul(a))));
  }
  const k = p.matmul(turned);
  const byColumns = pt.matmul(k);
  return k
    .matmul(p)
    .mT.neg()
    .add(turned.sub(a.matmul(k)).matmul(p).matmul(pt))
    .add(byColumns)
    .sub(byColumns.matmul(p).matmul(a));
}

/** dP = −P·dA·P + P·Pᵀ·dAᵀ·(I − A·P) + (I − P·A)·dAᵀ·Pᵀ·P. */
export function movedPinv(tangent: Tensor, a: Tensor, p: Tensor): Tensor {
  const [m, n] = matrixOf(a.shape);
  const [turned, pt] = [tangent.mT, p.mT];
  if (m <= n) {
    const k = pt.matmul(turned);
    const inside = k.sub(k.mT).sub(k.matmul(a.matmul(p)));
    return p.matmul(inside).add(turned.sub(p.matmul(a.matmul(turned))).matmul(pt.matmul(p)));
  }
  const k = p.matmul(tangent);
  const inside = k.mT.sub(k).sub(p.matmul(a.matmul(k.mT)));
  return inside.matmul(p).add(p.matmul(pt).matmul(turned.sub(turned.matmul(a.matmul(p)))));
}

/** The matrices once for each tolerance. */
function repeated(x: Tensor, atol: Shape, rtol: Shape): Tensor {
  const shape = shapeForTolerances(x.shape, atol, rtol);
  return newTensor(x.storage, { offset: x.offset, shape, strides: broadcastStrides(x, shape) }, x.dtype);
}

function invertedShape(a: Shape): Shape {
  const [rows, columns] = matrixOf(a);
  return [...batchOf(a), columns, rows];
}
