import { isOptions } from "../arguments.js";
import * as errors from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { alignedOperands, type Aligned } from "./einsumOperands.js";
import { equationOf, parseEquation } from "./einsumEquation.js";
import { tensorList } from "./tensorLists.js";

/** The numbers of an operand's dimensions, with "..." for those that have none. */
export type Subscripts = readonly (number | "...")[];

/**
 * Sums of products in Einstein's notation: `einsum("ij,jk->ik", a, b)` is the matrix product. A letter names a dimension; one
 * that the right side lacks is summed over, one that an operand has twice is its diagonal, "..." stands for any number of
 * dimensions, which are broadcast. Without "->" the result has the letters that appear once, in alphabetical order. Instead of
 * an equation, each operand can be followed by numbers for its dimensions. Throws where sizes do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
 */
export function einsum(equation: string, ...operands: readonly Tensor[] | readonly [readonly Tensor[]]): Tensor;
export function einsum(operand: Tensor, ...rest: readonly (Tensor | Subscripts)[]): Tensor;
export function einsum(...args: readonly unknown[]): Tensor {
  const last = args.at(-1);
  if (isOptions(last)) throw errors.unknownOption("einsum", Object.keys(last)[0] ?? "", "", []);
  if (args.length < 2) throw errors.einsumArguments();
  const { equation, operands } = spelled(args);
  return contractedAll(alignedOperands(parseEquation(equation, operands.length), operands));
}

function spelled(args: readonly unknown[]): { readonly equation: string; readonly operands: readonly Tensor[] } {
  const [first, ...rest] = args;
  if (typeof first === "string") {
    const operands = tensorList("einsum", rest.length === 1 && Array.isArray(rest[0]) ? rest[0] : rest, 1);
    if (operands.length === 0) throw errors.einsumArguments();
    return { equation: first, operands };
  }
  if (!isTensor(first)) throw errors.wrongArgument("einsum", "equation", "str", first);
  const hasOutput = args.length % 2 === 1;
  const pairs = hasOutput ? args.slice(0, -1) : args;
  const lists = [...pairs.filter((_, i) => i % 2 === 1), ...(hasOutput ? [args.at(-1)] : [])];
  for (const list of lists)
    if (!Array.isArray(list)) throw errors.wrongArgument("einsum", "subscripts", "list of ints", list);
  const subscripts = lists as readonly (readonly unknown[])[];
  const equation = hasOutput ? equationOf(subscripts.slice(0, -1), subscripts.at(-1)!) : equationOf(subscripts, null);
  return {
    equation,
    operands: tensorList(
      "einsum",
      pairs.filter((_, i) => i % 2 === 0),
    ),
  };
}

/** Multiplies from left to right, and sums over a dimension as soon as no other operand has it. */
function contractedAll({ operands, counts, kept }: Aligned): Tensor {
  const rank = counts.length;
  const summed = Array.from({ length: rank - kept }, (_, i) => kept + i);
  const [first, ...rest] = operands;
  if (rest.length === 0) return summed.length === 0 ? first! : first!.sum(summed);
  const left = [...counts];
  const result = rest.reduce((total, operand) => contractedPair(total, operand, left, summed), first!);
  return summed.length === 0 ? result : result.view(result.shape.slice(0, kept));
}

/** `left` counts for each dimension the operands that have it and are still to come, these two among them. */
function contractedPair(x: Tensor, y: Tensor, left: number[], candidates: readonly number[]): Tensor {
  const together: number[] = [];
  const [ofX, ofY]: [number[], number[]] = [[], []];
  for (const dim of candidates) {
    const [hasX, hasY] = [x.shape[dim] !== 1, y.shape[dim] !== 1];
    if (hasX && hasY) {
      left[dim]!--;
      if (left[dim] !== 1) continue;
      together.push(dim);
    } else if (left[dim] === 1 && (hasX || hasY)) {
      (hasX ? ofX : ofY).push(dim);
    } else {
      continue;
    }
    left[dim] = 0;
  }
  return pairProduct(ofX.length > 0 ? x.sum(ofX, true) : x, ofY.length > 0 ? y.sum(ofY, true) : y, together);
}

/** (x·y) summed over dimensions that stay with size 1, as a batch of matrix products. */
function pairProduct(x: Tensor, y: Tensor, summed: readonly number[]): Tensor {
  if (summed.length === 0) return x.mul(y);
  const rest = x.shape.map((_, dim) => dim).filter((dim) => !summed.includes(dim));
  const both = rest.filter((dim) => x.shape[dim] !== 1 && y.shape[dim] !== 1);
  const onlyX = rest.filter((dim) => x.shape[dim] !== 1 && y.shape[dim] === 1);
  const onlyY = rest.filter((dim) => x.shape[dim] === 1);
  // PyTorch takes them the other way round rather than permute what comes of it.
  if (onlyX.length > 0 && onlyY.length > 0 && onlyY.at(-1)! < onlyX[0]!) return pairProduct(y, x, summed);
  const sizeOf = (tensor: Tensor, dims: readonly number[]): number =>
    dims.reduce((size, dim) => size * tensor.shape[dim]!, 1);
  const rows = x
    .permute([...both, ...onlyX, ...summed, ...onlyY])
    .reshape([sizeOf(x, both), sizeOf(x, onlyX), sizeOf(x, summed)]);
  const columns = y
    .permute([...both, ...summed, ...onlyY, ...onlyX])
    .reshape([sizeOf(x, both), sizeOf(x, summed), sizeOf(y, onlyY)]);
  const order = [...both, ...onlyX, ...summed, ...onlyY];
  const sizes = order.map((dim) => (summed.includes(dim) ? 1 : onlyY.includes(dim) ? y.shape[dim]! : x.shape[dim]!));
  return rows
    .bmm(columns)
    .view(sizes)
    .permute(x.shape.map((_, dim) => order.indexOf(dim)));
}
