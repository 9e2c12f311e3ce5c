import { bool, int64, type DType } from "../dtype.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { contiguousZeros, emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { callMany } from "./dispatch.js";
import { constantly, sample, type CallInfo, type Op, type Operand, type Saved } from "./op.js";

export type BagMode = "sum" | "mean" | "max";

export type EmbeddingBag = {
  readonly mode: BagMode;
  /** The row that counts for nothing; null if all count. */
  readonly padding_idx: number | null;
  readonly scale_grad_by_freq: boolean;
  /** Whether the last offset ends the last bag and begins none. */
  readonly include_last_offset: boolean;
};

/**
 * The sums, means or maxima of the rows of weight [n, d] in bags: those that indices [k] names from one offset on to the
 * next, each times its weight [k].
 */
export function rowsInBags(
  weight: Tensor,
  sampleWeights: Tensor | null,
  indices: Tensor,
  offsets: Tensor,
  attributes: EmbeddingBag,
): Tensor {
  const factors = sampleWeights ?? filledTensor(indices.shape, 1, weight.dtype);
  const op = attributes.mode === "max" ? greatestInBagsOp : embeddingBagOp;
  return callMany(op, [weight, factors, indices, offsets], attributes)[0]!;
}

/** The ops of this family. */
export default class EmbeddingBagOps {
  /** @internal */
  static get ops() {
    return { embedding_bag: embeddingBagOp, embedding_bag_max: greatestInBagsOp };
  }
}

const plain = { padding_idx: null, scale_grad_by_freq: false, include_last_offset: false };

const embeddingBagOp: Op<EmbeddingBag> = {
  name: "embedding_bag",
  gradFn: constantly("EmbeddingBagBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["g of the bag, times y", "sum of g of the bag times the row"],
  samples: (["sum", "mean"] as const).map((mode) =>
    sample([[3, 2], [4], [4], [1]], { indices: { 2: 3, 3: 1 }, attributes: { ...plain, mode } }),
  ),
  shape: ([weight, , , offsets], attributes) => [[bagCount(offsets![0]!, attributes), weight![1]!]],
  forward([weight, factors, indices, offsets], attributes) {
    const table = weight as Tensor;
    const bags = bagsOf(indices as Tensor, offsets as Tensor, attributes);
    const rows = denseNumbers(table);
    const width = table.shape[1]!;
    const results = new Float64Array(bags.count * width);
    const shares = denseNumbers(factors as Tensor);
    bags.rows.forEach((row, i) => {
      const bag = bags.bags[i]!;
      for (let d = 0; bag >= 0 && d < width; d++) {
        results[bag * width + d]! += (rows[row * width + d]! * shares[i]!) / bags.divisors[i]!;
      }
    });
    const out = emptyTensor([bags.count, width], table.dtype);
    writeNumbers(out, results);
    return [out];
  },
  saves: ([, ofFactors]) => (ofFactors ? ["x", "y", "z", "w"] : ["y", "z", "w"]),
  vjp([g], saved, info, [ofWeight, ofFactors]) {
    const { attributes } = info;
    const { rows, bags, shares, spare } = placesOf(saved, g!, attributes);
    const each = g!.index_select(0, bags).mul(shares.unsqueeze(1));
    const counted = (gradient: Tensor): Tensor => without(spare, gradient);
    return [
      ofWeight ? toRows(counted(each.mul((saved.y as Tensor).unsqueeze(1))), saved, rows, info) : null,
      ofFactors ? counted(each.mul(saved.x.index_select(0, rows))).sum(1) : null,
    ];
  },
  jvp([ofWeight, ofFactors], saved, { attributes }, [out]) {
    const { rows, bags, shares, spare } = placesOf(saved, out!, attributes);
    const inBags = (table: Tensor, factors: Operand): Tensor => {
      const each = table
        .index_select(0, rows)
        .mul((factors as Tensor).unsqueeze(1))
        .mul(shares.unsqueeze(1));
      return contiguousZeros(out!).index_add(0, bags, without(spare, each));
    };
    const terms = [ofWeight ? inBags(ofWeight, saved.y) : null, ofFactors ? inBags(saved.x, ofFactors) : null];
    const given = terms.filter((term) => term !== null);
    return [given.length === 0 ? null : given.reduce((total, term) => total.add(term))];
  },
};

/** The maxima, and the rows of the table that they are from: PyTorch keeps these and not the table. */
const greatestInBagsOp: Op<EmbeddingBag> = {
  name: "embedding_bag_max",
  gradFn: constantly("EmbeddingBagBackward0"),
  arity: 2,
  kind: "irregular",
  differentiable: true,
  formulas: ["g at the greatest of each bag, else 0", "0"],
  samples: [
    sample([[3, 2], [4], [4], [1]], {
      indices: { 2: 3, 3: 1 },
      distinct: true,
      attributes: { ...plain, mode: "max" },
    }),
  ],
  shape(shapes, attributes) {
    const [shape] = embeddingBagOp.shape(shapes, attributes);
    return [shape!, shape!];
  },
  forward([weight, , indices, offsets], attributes) {
    const table = weight as Tensor;
    const bags = bagsOf(indices as Tensor, offsets as Tensor, attributes);
    const rows = denseNumbers(table);
    const shape = [bags.count, table.shape[1]!] as const;
    const chosen = greatestRows(rows, shape[1], bags);
    const [out, places] = [emptyTensor(shape, table.dtype), emptyTensor(shape, int64)];
    writeNumbers(
      out,
      Float64Array.from(chosen, (row, i) => (row < 0 ? 0 : rows[row * shape[1] + (i % shape[1])]!)),
    );
    writeNumbers(places, Float64Array.from(chosen));
    return [out, places];
  },
  saves: () => ["second"],
  vjp: ([g], { second }, info) => [
    contiguousZeros({ shape: info.shapeOf(0), dtype: g!.dtype }).scatter_add(
      0,
      second.clamp_min(0),
      g!.masked_fill(second.lt(0), 0),
    ),
    null,
  ],
  jvp: ([tangent], { second }) => [
    tangent ? tangent.gather(0, second.clamp_min(0)).masked_fill(second.lt(0), 0) : null,
    null,
  ],
};

/** For each index its row, its bag (−1 if it counts for nothing) and what its bag's sum is divided by. */
interface Bags {
  readonly count: number;
  readonly rows: Int32Array;
  readonly bags: Int32Array;
  readonly divisors: Float64Array;
}

function bagCount(offsets: number, { include_last_offset }: EmbeddingBag): number {
  return include_last_offset ? Math.max(offsets - 1, 0) : offsets;
}

function bagsOf(indices: Tensor, offsets: Tensor, attributes: EmbeddingBag): Bags {
  const rows = Int32Array.from(denseNumbers(indices));
  const starts = denseNumbers(offsets);
  const count = bagCount(starts.length, attributes);
  const bags = new Int32Array(rows.length).fill(-1);
  const sizes = new Float64Array(count);
  for (let bag = 0; bag < count; bag++) {
    for (let i = starts[bag]!; i < (starts[bag + 1] ?? rows.length); i++) {
      if (rows[i] === attributes.padding_idx) continue;
      bags[i] = bag;
      sizes[bag]!++;
    }
  }
  const isMean = attributes.mode === "mean";
  const divisors = Float64Array.from(bags, (bag) => (isMean && bag >= 0 ? sizes[bag]! : 1));
  return { count, rows, bags, divisors };
}

/** Which row of the table each element of the result is from, the first of equal ones; −1 where a bag is empty. */
function greatestRows(rows: ArrayLike<number>, width: number, { count, rows: named, bags }: Bags): Int32Array {
  const greatest = new Int32Array(count * width).fill(-1);
  bags.forEach((bag, i) => {
    for (let d = 0; bag >= 0 && d < width; d++) {
      const best = greatest[bag * width + d]!;
      if (best < 0 || rows[named[i]! * width + d]! > rows[best * width + d]!) greatest[bag * width + d] = named[i]!;
    }
  });
  return greatest;
}

/** Indices as a tensor; those of nothing stand at 0, where 0 is added. */
function numbered(numbers: Int32Array): Tensor {
  const tensor = emptyTensor([numbers.length], int64);
  numbers.forEach((value, i) => {
    tensor.storage.write(i, Math.max(value, 0));
  });
  return tensor;
}

/** Where an index is that of nothing. */
function areMissing(numbers: Int32Array): Tensor {
  const missing = emptyTensor([numbers.length], bool);
  numbers.forEach((value, i) => {
    missing.storage.write(i, value < 0 ? 1 : 0);
  });
  return missing;
}

function sharesOf({ bags, divisors }: Bags, dtype: DType): Tensor {
  const shares = emptyTensor([bags.length], dtype);
  writeNumbers(
    shares,
    divisors.map((divisor, i) => (bags[i]! < 0 ? 0 : 1 / divisor)),
  );
  return shares;
}

/** For each index its row, its bag and its share of the bag's result, as tensors, so that they can be mapped over. */
interface Places {
  readonly rows: Tensor;
  readonly bags: Tensor;
  readonly shares: Tensor;
  /** Which of them count for nothing; null where all count. */
  readonly spare: Tensor | null;
}

function placesOf({ z, w }: Saved, { dtype }: Tensor, attributes: EmbeddingBag): Places {
  const told = (of: (bags: Bags) => Tensor): Tensor =>
    toldBy([z as Tensor, w as Tensor], ([indices, offsets]) => of(bagsOf(indices!, offsets!, attributes)));
  return {
    rows: told(({ rows }) => numbered(rows)),
    bags: told(({ bags }) => numbered(bags)),
    shares: told((bags) => sharesOf(bags, dtype)),
    spare:
      attributes.padding_idx === null && !attributes.include_last_offset ? null : told(({ bags }) => areMissing(bags)),
  };
}

/** The rows of what counts, and 0 for what does not: times a share of 0 what is infinite would be NaN. */
function without(spare: Tensor | null, rows: Tensor): Tensor {
  return spare === null ? rows : rows.masked_fill(spare.unsqueeze(1), 0);
}

/** What the numbers of tensors tell, of each slice where they are mapped over. */
function toldBy(tensors: readonly Tensor[], tell: (tensors: readonly Tensor[]) => Tensor): Tensor {
  return overSlices(tensors, (slices) => toldBy(slices, tell)) ?? tell(tensors);
}

function toRows(each: Tensor, { z }: Saved, rows: Tensor, info: CallInfo<EmbeddingBag>): Tensor {
  const frequency = (): Tensor => toldBy([z as Tensor], ([indices]) => byFrequency(indices!, each.dtype));
  const scaled = info.attributes.scale_grad_by_freq ? each.mul(frequency().unsqueeze(1)) : each;
  return contiguousZeros({ shape: info.shapeOf(0), dtype: each.dtype }).index_add(0, rows, scaled);
}

/**
 * One over how often a row is named. PyTorch looks for the k-th of the different rows at place k of all the sorted ones
 * and so takes another one's frequency where a row before it is named twice; so does this.
 */
function byFrequency(indices: Tensor, dtype: DType): Tensor {
  const rows = Int32Array.from(denseNumbers(indices));
  const sorted = rows.toSorted();
  const frequency = (row: number): number => rows.reduce((count, other) => count + (other === row ? 1 : 0), 0);
  const different = [...new Set(sorted)];
  const factors = emptyTensor([rows.length], dtype);
  writeNumbers(
    factors,
    Float64Array.from(rows, (row) => 1 / frequency(sorted[different.indexOf(row)]!)),
  );
  return factors;
}
