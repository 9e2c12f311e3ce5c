import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { tensorList } from "../tensorLists.js";

/**
 * The product of two or more matrices, in the order that takes the fewest multiplications. The first and the last may be
 * vectors: a row and a column. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html
 */
export function multi_dot(tensors: readonly Tensor[]): Tensor {
  const named = byName(multi_dot, "linalg_multi_dot(tensors)", arguments);
  if (named !== null) return named.result;
  const all = tensorList("linalg_multi_dot", tensors);
  if (all.length < 2) throw errors.tooFewFactors(all.length);
  checkRanks(all);
  const matrices = all.map((tensor, i) => (tensor.ndim === 1 ? tensor.unsqueeze(i === 0 ? 0 : -1) : tensor));
  matrices.forEach(({ dtype, shape }, i) => {
    const [first, before] = [matrices[0]!, matrices[i - 1]];
    if (dtype !== first.dtype) throw errors.factorDtypes(first.dtype.name, i, dtype.name);
    if (before !== undefined && before.shape[1] !== shape[0])
      throw errors.factorShapes(i - 1, all[i - 1]!.shape, all[i]!.shape);
  });
  const shape = [...(all[0]!.ndim === 1 ? [] : [matrices[0]!.shape[0]!])];
  if (all.at(-1)!.ndim === 2) shape.push(matrices.at(-1)!.shape[1]!);
  return productOf(matrices).view(shape);
}

/**
 * The product of several matrices, in the order of multiplication that costs least. Throws for other than matrices, and where
 * inner sizes differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.chain_matmul.html
 */
export function chain_matmul(...matrices: readonly Tensor[]): Tensor {
  const all = tensorList("chain_matmul", matrices);
  for (const matrix of all) if (matrix.ndim !== 2) throw errors.chainFactorRank(matrix.ndim);
  if (all.length === 0) throw errors.emptyChain();
  return all.length === 1 ? all[0]!.clone() : multi_dot(all);
}

/** Only the first and the last may be vectors; they are looked at before the others. */
function checkRanks(factors: readonly Tensor[]): void {
  const isEnd = ({ ndim }: Tensor): boolean => ndim === 1 || ndim === 2;
  const [first, last] = [factors[0]!, factors.at(-1)!];
  if (!isEnd(first)) throw errors.endFactorRank("first", first.ndim);
  if (!isEnd(last)) throw errors.endFactorRank("last", last.ndim);
  const place = factors.findIndex(({ ndim }, i) => i > 0 && i < factors.length - 1 && ndim !== 2);
  if (place > 0) throw errors.factorRank(place, factors[place]!.ndim);
}

/** The table of which factor each partial product is best split after, by its first and its last factor. */
type Splits = readonly (readonly number[])[];

function productOf(matrices: readonly Tensor[]): Tensor {
  if (matrices.length === 2) return matrices[0]!.mm(matrices[1]!);
  const splits = bestSplits([...matrices.map(({ shape }) => shape[0]!), matrices.at(-1)!.shape[1]!]);
  const product = (first: number, last: number): Tensor => {
    if (first === last) return matrices[first]!;
    const split = splits[first]![last]!;
    return product(first, split).mm(product(split + 1, last));
  };
  return product(0, matrices.length - 1);
}

/** Cormen et al., "Introduction to Algorithms", the order of a chain of matrices; `sizes` are rows and columns in a row. */
function bestSplits(sizes: readonly number[]): Splits {
  const count = sizes.length - 1;
  const costs = Array.from({ length: count }, () => new Float64Array(count));
  const splits = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let span = 1; span < count; span++) {
    for (let first = 0; first + span < count; first++) {
      const last = first + span;
      costs[first]![last] = Infinity;
      for (let split = first; split < last; split++) {
        const own = sizes[first]! * sizes[split + 1]! * sizes[last + 1]!;
        const cost = costs[first]![split]! + costs[split + 1]![last]! + own;
        // Of three factors PyTorch takes the first two together where it makes no difference.
        if (count === 3 ? cost > costs[first]![last]! : cost >= costs[first]![last]!) continue;
        costs[first]![last] = cost;
        splits[first]![last] = split;
      }
    }
  }
  return splits;
}
