import { undefinedOperand } from "../errors.js";
import { int64 } from "../dtype.js";
import { inserted } from "../kernels/inserted.js";
import { minus } from "../kernels/elementFunctions.js";
import { hangingOn } from "./hanging.js";
import { kernels } from "../kernels/kernels.js";
import { promote } from "../promotion.js";
import { broadcastShapes, broadcastStrides } from "../shape.js";
import { contiguousZeros, emptyTensor, zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { normGradient, normTangent } from "./normRules.js";
import { constantly, sample, type Op } from "./op.js";
import {
  distancesShape,
  orderOf,
  rowDistances,
  separationByProducts,
  timesSlope,
  type Order,
  type Reading,
} from "./rowDistances.js";
import { everything } from "./reducing.js";
import { plainNorm } from "./statistics.js";

/** The p-distances of each row of one tensor to each of another. */
export function cdistOf(x1: Tensor, x2: Tensor, p: number): Tensor {
  return call(cdistOp, [x1, x2], { p: orderOf(p) });
}

/** The same for p = 2 where PyTorch takes a matrix product, which has a backward node, and derivatives, of its own. */
export function euclideanDistances(x1: Tensor, x2: Tensor): Tensor {
  return call(euclideanOp, [x1, x2], {});
}

/** The p-distances of each row of a matrix to each later one. */
export function pdistOf(x: Tensor, p: number): Tensor {
  return call(pdistOp, [x], { p: orderOf(p) });
}

/** The p-norm of the difference of two tensors. */
export function distOf(x: Tensor, y: Tensor, p: number): Tensor {
  return call(distOp, [x, y], { p: Math.abs(p) !== Infinity ? p : p > 0 ? "inf" : "-inf" });
}

/** The ops of this family. */
export default class DistanceOps {
  /** @internal */
  static get ops() {
    return { cdist: cdistOp, euclidean_dist: euclideanOp, pdist: pdistOp, dist: distOp };
  }
}

type Distance = { readonly p: Order };

const smooth: readonly Order[] = [1, 1.5, 2, 3];
/** Orders that have kinks, or steep slopes, where two differences are near each other or near 0. */
const steep: readonly Order[] = [0, 0.5, "inf"];
const rows = [
  [2, 3],
  [3, 3],
];
const row = [
  [1, 3],
  [1, 3],
];

const cdistOp: Op<Distance> = {
  name: "cdist",
  gradFn: constantly("CdistBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["sum(g*slope, -2)", "-sum(g*slope, -3)"],
  samples: [
    ...smooth.map((p) => sample(rows, { distinct: true, attributes: { p } })),
    ...steep.map((p) => sample(row, { distinct: true, attributes: { p } })),
    sample(
      [
        [2, 1, 2, 3],
        [3, 2, 3],
      ],
      { distinct: true, attributes: { p: 2 } },
    ),
  ],
  shape: ([x, y]) => [distancesShape(x!, y!)],
  forward(operands, { p }) {
    return [distancesOf(operands as readonly [Tensor, Tensor], p)];
  },
  saves: () => ["x", "y", "out"],
  vjp([g], { x, y, out }, { attributes: { p } }, [ofX, ofY]) {
    if (out.numel() === 0 || p === 0) {
      const nothing = (operand: Tensor): Tensor => hangingOn(zerosLike(operand), [x, y], "CdistBackwardBackward0");
      return [ofX ? nothing(x) : null, ofY ? nothing(y as Tensor) : null];
    }
    const terms = timesSlope(g!.unsqueeze(-1), differences(x, y as Tensor), out.unsqueeze(-1), p);
    // PyTorch's kernel writes into rows.
    return [ofX ? terms.sum(-2).contiguous() : null, ofY ? terms.sum(-3).neg().contiguous() : null];
  },
  jvp([ofX, ofY], { x, y, out }, { attributes: { p } }) {
    const [a, b] = [ofX?.unsqueeze(-2), ofY?.unsqueeze(-3)];
    const tangent = a !== undefined && b !== undefined ? a.sub(b) : (a ?? b!.neg());
    return [timesSlope(tangent, differences(x, y as Tensor), out.unsqueeze(-1), p).sum(-1)];
  },
};

function distancesOf([x, y]: readonly [Tensor, Tensor], p: Order, reading?: Reading): Tensor {
  const out = emptyTensor(distancesShape(x.shape, y.shape), x.dtype);
  rowDistances(inserted(x, x.ndim - 1), inserted(y, y.ndim - 2), p, out, reading);
  return out;
}

function differences(x: Tensor, y: Tensor): Tensor {
  return x.unsqueeze(-2).sub(y.unsqueeze(-3));
}

const euclideanOp: Op = {
  name: "euclidean_dist",
  gradFn: constantly("EuclideanDistBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["x*sum(g/out, -1) - (g/out) @ y", "y*sum(g/out, -2) - (g/out).T @ x"],
  samples: [
    sample(rows, { distinct: true }),
    sample(
      [
        [2, 2, 3],
        [2, 3, 3],
      ],
      { distinct: true },
    ),
  ],
  shape: ([x, y]) => [distancesShape(x!, y!)],
  forward: (operands) => [distancesOf(operands as readonly [Tensor, Tensor], 2, { apart: separationByProducts })],
  saves: () => ["x", "y", "out"],
  vjp([g], { x, y, out }, _info, [ofX, ofY]) {
    const ratio = ratioOf(g!, out);
    return [
      ofX ? x.mul(ratio.sum(-1, true)).sub(ratio.matmul(y as Tensor)) : null,
      ofY ? (y as Tensor).mul(ratio.sum(-2).unsqueeze(-1)).sub(ratio.mT.matmul(x)) : null,
    ];
  },
  jvp: ([ofX, ofY], saved, { attributes, ...info }, outputs) =>
    cdistOp.jvp([ofX ?? null, ofY ?? null], saved, { ...info, attributes: { ...attributes, p: 2 } }, outputs),
};

function ratioOf(g: Tensor, out: Tensor): Tensor {
  return g.div(out).masked_fill(out.eq(0), 0);
}

const pdistOp: Op<Distance> = {
  name: "pdist",
  gradFn: constantly("PdistBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["sum of g*slope over the pairs that have the row first, less those that have it second"],
  samples: [...smooth, ...steep].map((p) => sample([p === 3 ? [3, 2] : [2, 3]], { distinct: true, attributes: { p } })),
  shape: ([shape]) => [[(shape![0]! * Math.max(shape![0]! - 1, 0)) / 2]],
  forward([operand], { p }) {
    const x = operand as Tensor;
    const [first, second] = pairsOf(x.shape[0]!);
    const out = emptyTensor([first.numel()], x.dtype);
    // Here NaN is the greatest distance.
    rowDistances(rowsAt(x, first), rowsAt(x, second), p, out, { greater: Math.max });
    return [out];
  },
  saves: () => ["x", "out"],
  vjp([g], { x, out }, { attributes: { p } }) {
    const [first, second] = pairsOf(x.shape[0]!);
    const terms = timesSlope(g!.unsqueeze(1), pairDifferences(x), out.unsqueeze(1), p);
    const zeros = contiguousZeros(x);
    return [zeros.index_add(0, first, terms).index_add(0, second, terms.neg())];
  },
  jvp: ([tangent], { x, out }, { attributes: { p } }) => [
    timesSlope(pairDifferences(tangent!), pairDifferences(x), out.unsqueeze(1), p).sum(1),
  ],
};

function pairDifferences(x: Tensor): Tensor {
  const [first, second] = pairsOf(x.shape[0]!);
  return x.index_select(0, first).sub(x.index_select(0, second));
}

/** The rows at indices, without history. */
function rowsAt(x: Tensor, indices: Tensor): Tensor {
  const rows = emptyTensor([indices.numel(), x.shape[1]!], x.dtype);
  const width = x.shape[1]!;
  for (let i = 0; i < indices.numel(); i++)
    for (let k = 0; k < width; k++) {
      const from = x.offset + indices.storage.read(i) * x.strides[0]! + k * x.strides[1]!;
      rows.storage.write(i * width + k, x.storage.read(from));
    }
  return rows;
}

/** The indices of each pair of different rows, the earlier first. */
function pairsOf(rows: number): readonly [Tensor, Tensor] {
  const pairs = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: rows - i - 1 }, (_, k) => [i, i + 1 + k] as const),
  ).flat();
  const [first, second] = [emptyTensor([pairs.length], int64), emptyTensor([pairs.length], int64)];
  pairs.forEach(([i, j], place) => {
    first.storage.write(place, i);
    second.storage.write(place, j);
  });
  return [first, second];
}

type Norm = { readonly p: number | "inf" | "-inf" };

const distOp: Op<Norm> = {
  name: "dist",
  gradFn: constantly("DistBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["g*slope", "-g*slope"],
  samples: [
    ...smooth.map((p) => sample([[2, 1], [3]], { distinct: true, attributes: { p } })),
    // The number of elements that differ has no gradient: PyTorch negates what is none, and fails.
    ...steep.filter((p) => p !== 0).map((p) => sample(row, { distinct: true, attributes: { p } })),
    sample([[2], [2]], { distinct: true, attributes: { p: "-inf" } }),
  ],
  shape: () => [[]],
  forward(operands, { p }) {
    const [x, y] = operands as readonly [Tensor, Tensor];
    const shape = broadcastShapes(x.shape, y.shape);
    const views = [x, y].map(({ storage, offset, ...rest }) => {
      return { storage, offset, shape, strides: broadcastStrides({ ...rest, offset }, shape) };
    });
    const difference = emptyTensor(shape, promote([x, y]));
    kernels.map({ name: "sub", of: minus }, views, difference);
    return [plainNorm(difference, everything, numberOf(p))];
  },
  saves: () => ["x", "y", "out"],
  vjp([g], { x, y, out }, { attributes: { p } }, [ofX, ofY]) {
    const gradient = normGradient(g!, x.sub(y), out, { ...everything, p });
    if (ofY && gradient === null) throw undefinedOperand();
    return [ofX ? gradient : null, (ofY && gradient?.neg()) || null];
  },
  jvp([ofX, ofY], { x, y, out }, { attributes: { p } }) {
    const tangent = ofX && ofY ? ofX.sub(ofY) : (ofX ?? ofY!.neg());
    return [normTangent(tangent, x.sub(y), out, { ...everything, p })];
  },
};

function numberOf(p: Norm["p"]): number {
  if (typeof p === "number") return p;
  return p === "inf" ? Infinity : -Infinity;
}
