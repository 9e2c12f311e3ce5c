import { overSlices } from "../func/batchedOps.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import type { Shape } from "../shape.js";
import { contiguousZeros, emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Reduction } from "./classLosses.js";
import { where } from "./comparisons.js";
import { call } from "./dispatch.js";
import { hangingOn } from "./hanging.js";
import { constantly, sample, type Op, type Operand, type Saved } from "./op.js";
import { reduced } from "./reducedLoss.js";

/** Σ max(0, margin − x[c] + x[j])^p over all classes j but c, the target's, by the number of classes, times weight[c]. */
export function multiMargin(
  x: Tensor,
  target: Tensor,
  weight: Tensor | null,
  attributes: { readonly p: number; readonly margin: number; readonly reduction: Reduction },
): Tensor {
  return call(multiMarginOp, weight === null ? [x, target] : [x, target, weight], attributes);
}

/** Σ max(0, 1 − x[c] + x[j]) over the target's classes c, up to −1, and all others j, by the number of classes. */
export function multilabelMargin(x: Tensor, target: Tensor, reduction: Reduction): Tensor {
  return call(multilabelMarginOp, [x, target], { reduction });
}

/** The ops of this family. */
export default class ClassMarginOps {
  /** @internal */
  static get ops() {
    return { multi_margin_loss: multiMarginOp, multilabel_margin_loss: multilabelMarginOp };
  }
}

/** PyTorch refuses the second derivatives of these, which are right here: the node has its name. */
const notImplemented = "torch::autograd::NotImplemented";

type MultiMargin = { readonly p: number; readonly margin: number; readonly reduction: Reduction };

const multiMarginOp: Op<MultiMargin> = {
  name: "multi_margin_loss",
  gradFn: constantly("MultiMarginLossBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["p*z^(p-1)/c where z = margin - x[target] + x is above 0"],
  samples: [
    sample([[3, 4], [3]], { indices: { 1: 4 }, attributes: { p: 1, margin: 0.5, reduction: "mean" } }),
    sample([[3, 4], [3], [4]], { indices: { 1: 4 }, attributes: { p: 2, margin: 0.5, reduction: "none" } }),
    sample([[4], []], { indices: { 1: 4 }, attributes: { p: 2, margin: 0.5, reduction: "sum" } }),
  ],
  shape: ([x, target], { reduction }) => [lossShape(x!, target!.length > 0, reduction)],
  forward([x, target, weight], { p, margin, reduction }) {
    const [input, labels] = [x as Tensor, denseNumbers(target as Tensor)];
    const [values, classes] = [denseNumbers(input), classesOf(input.shape)];
    const weights = weight === undefined ? null : denseNumbers(weight as Tensor);
    const losses = Float64Array.from(labels, (label, row) => {
      let total = 0;
      for (let j = 0; j < classes; j++) {
        const excess = margin - values[row * classes + label]! + values[row * classes + j]!;
        if (j !== label && excess > 0) total += excess ** p * (weights?.[label] ?? 1);
      }
      return total / classes;
    });
    return [lossOf(losses, input, (target as Tensor).ndim > 0, reduction)];
  },
  saves: () => ["x", "y", "z"],
  vjp([g], saved, { attributes }) {
    const gradient = slopes(saved, attributes).mul(perRow(g!, saved.x)).reshape(saved.x.shape);
    return [hangingOn(gradient, [saved.x], notImplemented)];
  },
  jvp: ([tangent], saved, { attributes }, [out]) => [
    tangent ? alongRows(slopes(saved, attributes), tangent, out!, attributes.reduction) : null,
  ],
};

/** The derivatives of the rows' losses, with the mean's divisor; [rows, classes]. */
function slopes({ x, y, z }: Saved, { p, margin, reduction }: MultiMargin): Tensor {
  const rows = rowsOf(x);
  const labels = (y as Tensor).reshape(-1, 1);
  const excess = rows.add(margin).sub(rows.gather(1, labels));
  const isLabel = contiguousZeros(rows).scatter(1, labels, 1);
  const counts = excess.gt(0).logical_and(isLabel.eq(0));
  const zeros = contiguousZeros(rows);
  const weights = z as Operand | undefined;
  const size = rows.shape[1]! * (reduction === "mean" ? rows.shape[0]! : 1);
  const each = where(counts, p === 1 ? zeros.add(1) : excess.mul(2), zeros).div(size);
  const weighted =
    typeof weights === "object" ? each.mul(weights.index_select(0, labels.flatten()).unsqueeze(1)) : each;
  return where(isLabel.ne(0), weighted.sum(1, true).neg(), weighted);
}

type Reduced = { readonly reduction: Reduction };

const multilabelMarginOp: Op<Reduced> = {
  name: "multilabel_margin_loss",
  gradFn: constantly("MultilabelMarginLossBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["(number of target's classes above x - 1) - (number of others above x - 1), by the classes"],
  samples: (["none", "mean", "sum"] as const).map((reduction) =>
    sample(
      [
        [2, 4],
        [2, 4],
      ],
      { indices: { 1: 4 }, attributes: { reduction } },
    ),
  ),
  shape: ([x, target], { reduction }) => [lossShape(x!, target!.length > 1, reduction)],
  forward([x, target], { reduction }) {
    const input = x as Tensor;
    const { losses } = multilabelOf(input, target as Tensor);
    return [lossOf(losses, input, (target as Tensor).ndim > 1, reduction)];
  },
  saves: () => ["x", "y"],
  vjp([g], { x, y }, { attributes }) {
    const gradient = countsOf(x, y as Tensor, attributes)
      .mul(perRow(g!, x))
      .reshape(x.shape);
    return [hangingOn(gradient, [x], notImplemented)];
  },
  jvp: ([tangent], { x, y }, { attributes }, [out]) => [
    tangent ? alongRows(countsOf(x, y as Tensor, attributes), tangent, out!, attributes.reduction) : null,
  ],
};

/** The losses of the rows, and their derivatives, which are constant between kinks. */
function multilabelOf(x: Tensor, target: Tensor): { readonly losses: Float64Array; readonly slopes: Float64Array } {
  const classes = classesOf(x.shape);
  const [values, labels] = [denseNumbers(x), denseNumbers(target)];
  const losses = new Float64Array(x.ndim === 2 ? x.shape[0]! : 1);
  const derivatives = new Float64Array(values.length);
  for (let row = 0; row < losses.length; row++) {
    const from = row * classes;
    const listed = Array.from(labels.slice(from, from + classes));
    const end = listed.indexOf(-1);
    const wanted = end < 0 ? listed : listed.slice(0, end);
    for (const label of wanted)
      for (let j = 0; j < classes; j++) {
        const excess = 1 - values[from + label]! + values[from + j]!;
        if (wanted.includes(j) || !(excess > 0)) continue;
        losses[row]! += excess / classes;
        derivatives[from + j]! += 1 / classes;
        derivatives[from + label]! -= 1 / classes;
      }
  }
  return { losses, slopes: derivatives };
}

function countsOf(x: Tensor, target: Tensor, reduced: Reduced): Tensor {
  return (
    overSlices([x, target], ([own, labels]) => countsOf(own!, labels!, reduced)) ?? countsOfRows(x, target, reduced)
  );
}

function countsOfRows(x: Tensor, target: Tensor, { reduction }: Reduced): Tensor {
  const counts = emptyTensor(rowsOf(x).shape, x.dtype);
  const { slopes: numbers } = multilabelOf(x, target);
  const rows = counts.shape[0]!;
  writeNumbers(counts, reduction === "mean" ? numbers.map((slope) => slope / rows) : numbers);
  return counts;
}

/** A vector, or a number, is one row of classes. */
function rowsOf(x: Tensor): Tensor {
  return x.ndim === 2 ? x : x.reshape(1, -1);
}

function classesOf(shape: Shape): number {
  return shape.length === 0 ? 1 : shape.at(-1)!;
}

function lossShape(x: Shape, isVector: boolean, reduction: Reduction): Shape {
  return reduction === "none" && isVector ? [x.length === 2 ? x[0]! : 1] : [];
}

function lossOf(losses: Float64Array, { shape, dtype }: Tensor, isVector: boolean, reduction: Reduction): Tensor {
  const rows = emptyTensor([losses.length], dtype);
  writeNumbers(rows, losses);
  if (reduction !== "none") return reduced(rows, reduction);
  const out = emptyTensor(lossShape(shape, isVector, reduction), dtype);
  writeNumbers(out, losses);
  return out;
}

/** The gradient of each row's loss as a column. */
function perRow(g: Tensor, x: Tensor): Tensor {
  return g.ndim === 0 ? g : g.reshape(x.ndim === 2 ? x.shape[0]! : 1, 1);
}

function alongRows(slope: Tensor, tangent: Tensor, out: Tensor, reduction: Reduction): Tensor {
  const products = slope.mul(rowsOf(tangent));
  return reduction === "none" ? products.sum(1).reshape(out.shape) : products.sum();
}
