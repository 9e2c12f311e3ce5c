import { bool, int64, type DType } from "../dtype.js";
import { overSlices } from "../func/batchedOps.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import { contiguousZeros, emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op, type Operand, type Saved } from "./op.js";

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
  return call(embeddingBagOp, [weight, factors, indices, offsets], attributes);
}

/** The ops of this family. */
export default class EmbeddingBagOps {
  /** @internal */
  static get ops() {
    return { embedding_bag: embeddingBagOp };
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
  samples: (["sum", "mean", "max"] as const).map((mode) =>
    sample([[3, 2], [4], [4], [1]], {
      indices: { 2: 3, 3: 1 },
      distinct: mode === "max",
      attributes: { ...plain, mode },
    }),
  ),
  shape: ([weight, , , offsets], attributes) => [[bagCount(offsets![0]!, attributes), weight![1]!]],
  forward([weight, factors, indices, offsets], attributes) {
    const table = weight as Tensor;
    const bags = bagsOf(indices as Tensor, offsets as Tensor, attributes);
    const rows = denseNumbers(table);
    const width = table.shape[1]!;
    const results = new Float64Array(bags.count * width);
    if (attributes.mode === "max") {
      greatestRows(rows, width, bags).forEach((row, i) => {
        if (row >= 0) results[i] = rows[row * width + (i % width)]!;
      });
    } else {
      const shares = denseNumbers(factors as Tensor);
      bags.rows.forEach((row, i) => {
        const bag = bags.bags[i]!;
        for (let d = 0; bag >= 0 && d < width; d++) {
          results[bag * width + d]! += (rows[row * width + d]! * shares[i]!) / bags.divisors[i]!;
        }
      });
    }
    const out = emptyTensor([bags.count, width], table.dtype);
    writeNumbers(out, results);
    return [out];
  },
  saves: () => ["x", "y", "z", "w"],
  vjp([g], saved, { attributes }, [ofWeight, ofFactors]) {
    const { x, y } = saved;
    if (attributes.mode === "max") return [ofWeight ? fromGreatest(g!, saved, attributes) : null, null];
    const { rows, bags, shares, spare } = placesOf(saved, g!, attributes);
    const each = g!.index_select(0, bags).mul(shares.unsqueeze(1));
    const counted = (gradient: Tensor): Tensor => without(spare, gradient);
    return [
      ofWeight ? toRows(counted(each.mul((y as Tensor).unsqueeze(1))), saved, rows, attributes) : null,
      ofFactors ? counted(each.mul(x.index_select(0, rows))).sum(1) : null,
    ];
  },
  jvp([ofWeight, ofFactors], saved, { attributes }, [out]) {
    if (attributes.mode === "max") return [ofWeight ? atGreatest(ofWeight, saved, out!, attributes) : null];
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
function numbered(numbers: Int32Array, shape: readonly number[] = [numbers.length]): Tensor {
  const tensor = emptyTensor(shape, int64);
  numbers.forEach((value, i) => {
    tensor.storage.write(i, Math.max(value, 0));
  });
  return tensor;
}

/** Where an index is that of nothing. */
function areMissing(numbers: Int32Array, shape: readonly number[] = [numbers.length]): Tensor {
  const missing = emptyTensor(shape, bool);
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

function toRows(each: Tensor, { x, z }: Saved, rows: Tensor, { scale_grad_by_freq }: EmbeddingBag): Tensor {
  const frequency = (): Tensor => toldBy([z as Tensor], ([indices]) => byFrequency(indices!, each.dtype));
  const scaled = scale_grad_by_freq ? each.mul(frequency().unsqueeze(1)) : each;
  return contiguousZeros(x).index_add(0, rows, scaled);
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

function fromGreatest(g: Tensor, saved: Saved, attributes: EmbeddingBag): Tensor {
  const { places, areEmpty } = greatestOf(saved, g, attributes);
  return contiguousZeros(saved.x).scatter_add(0, places, g.masked_fill(areEmpty, 0));
}

function atGreatest(tangent: Tensor, saved: Saved, out: Tensor, attributes: EmbeddingBag): Tensor {
  const { places, areEmpty } = greatestOf(saved, out, attributes);
  return tangent.gather(0, places).masked_fill(areEmpty, 0);
}

/** The rows of the greatest elements of bags, and which elements are of an empty bag. */
function greatestOf(
  { x, z, w }: Saved,
  { shape }: Tensor,
  attributes: EmbeddingBag,
): { readonly places: Tensor; readonly areEmpty: Tensor } {
  const told = (of: (greatest: Int32Array) => Tensor): Tensor =>
    toldBy([x, z as Tensor, w as Tensor], ([weight, indices, offsets]) =>
      of(greatestRows(denseNumbers(weight!), weight!.shape[1]!, bagsOf(indices!, offsets!, attributes))),
    );
  return {
    places: told((greatest) => numbered(greatest, shape)),
    areEmpty: told((greatest) => areMissing(greatest, shape)),
  };
}
