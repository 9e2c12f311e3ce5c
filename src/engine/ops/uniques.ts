import { flagArgument, integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { elementCount, wrapDimension } from "../shape.js";
import { emptyTensor, newTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { orderOf } from "./choosing.js";
import { callMany } from "./dispatch.js";
import { positionTensor } from "./indexPositions.js";
import type { Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { withoutDerivative } from "./undifferentiable.js";

export interface UniqueOptions {
  /** The result is sorted in any case, but by `unique_consecutive`. */
  readonly sorted?: boolean;
  /** Whether the result says where each element of the input is among the unique ones; false unless given. */
  readonly return_inverse?: boolean;
  /** Whether the result says how often each one occurs; false unless given. */
  readonly return_counts?: boolean;
  /** Compares slices along a dimension rather than elements. */
  readonly dim?: number | null;
}

/** Nothing is asked for beside the elements. */
interface Alone {
  /** Not asked for. */
  readonly return_inverse?: false;
  /** Not asked for. */
  readonly return_counts?: false;
}

/** Something is, so that there are several results. */
type Several = { readonly return_inverse: true } | { readonly return_counts: true };

type ConsecutiveOptions = Omit<UniqueOptions, "sorted">;

/**
 * The different elements, or slices along a dimension, in ascending order; with the place of each in them and their counts where
 * these are asked for.
 * https://docs.pytorch.org/docs/stable/generated/torch.unique.html
 */
export function unique(input: Tensor, options?: UniqueOptions & Alone): Tensor;
export function unique(input: Tensor, options: UniqueOptions & Several): Tensor[];
export function unique(input: Tensor, options?: UniqueOptions): Tensor | readonly Tensor[];
export function unique(input: Tensor, ...args: unknown[]): Tensor | readonly Tensor[] {
  const named = byName(unique, "unique(input, sorted, return_inverse, return_counts, dim)", arguments);
  if (named !== null) return named.result;
  return uniqueOf("unique", input, ["sorted", "return_inverse", "return_counts", "dim"], args);
}

/**
 * The elements, or slices along a dimension, without those that equal the one before them; with the place of each in them and the
 * lengths of the runs where these are asked for.
 * https://docs.pytorch.org/docs/stable/generated/torch.unique_consecutive.html
 */
export function unique_consecutive(input: Tensor, options?: ConsecutiveOptions & Alone): Tensor;
export function unique_consecutive(input: Tensor, options: ConsecutiveOptions & Several): Tensor[];
export function unique_consecutive(input: Tensor, options?: ConsecutiveOptions): Tensor | readonly Tensor[];
export function unique_consecutive(input: Tensor, ...args: unknown[]): Tensor | readonly Tensor[] {
  const named = byName(unique_consecutive, "unique_consecutive(input, return_inverse, return_counts, dim)", arguments);
  if (named !== null) return named.result;
  return uniqueOf("unique_consecutive", input, ["return_inverse", "return_counts", "dim"], args);
}

/** Tensor methods and ops of this family. */
export default class UniqueMethods {
  /** @internal */
  static get ops() {
    return { unique: uniqueOp };
  }

  /**
   * The different elements, or slices along a dimension, in ascending order; with the place of each in them and their
   * counts where these are asked for.
   * https://docs.pytorch.org/docs/stable/generated/torch.unique.html
   */
  unique(this: Tensor, options?: UniqueOptions & Alone): Tensor;
  unique(this: Tensor, options: UniqueOptions & Several): Tensor[];
  unique(this: Tensor, ...args: AfterInput<typeof unique>): Tensor | readonly Tensor[];
  unique(this: Tensor, ...args: AfterInput<typeof unique>): Tensor | readonly Tensor[] {
    return unique(this, ...args);
  }

  /**
   * The elements, or slices along a dimension, without those that equal the one before them; with the place of each in
   * them and the lengths of the runs where these are asked for.
   * https://docs.pytorch.org/docs/stable/generated/torch.unique_consecutive.html
   */
  unique_consecutive(this: Tensor, options?: ConsecutiveOptions & Alone): Tensor;
  unique_consecutive(this: Tensor, options: ConsecutiveOptions & Several): Tensor[];
  unique_consecutive(this: Tensor, ...args: AfterInput<typeof unique_consecutive>): Tensor | readonly Tensor[];
  unique_consecutive(this: Tensor, ...args: AfterInput<typeof unique_consecutive>): Tensor | readonly Tensor[] {
    return unique_consecutive(this, ...args);
  }
}

/** PyTorch's name of the op behind the function. */
function uniqueName(op: "unique" | "unique_consecutive", dim: number | null): string {
  if (op === "unique_consecutive") return op;
  return dim === null ? "_unique2" : "unique_dim";
}

function uniqueOf(
  op: "unique" | "unique_consecutive",
  input: unknown,
  names: readonly (keyof UniqueOptions)[],
  args: readonly unknown[],
): Tensor | readonly Tensor[] {
  const x = tensorArgument(op, "input", input);
  const given = readArguments<UniqueOptions>(op, names, args);
  const name = uniqueName(op, given.dim ?? null);
  flagArgument(name, "sorted", given.sorted, true);
  const dim = (given.dim ?? null) === null ? null : integerArgument(name, "dim", given.dim);
  const [withInverse, withCounts] = [
    flagArgument(name, "return_inverse", given.return_inverse, false),
    flagArgument(name, "return_counts", given.return_counts, false),
  ];
  if (x.ndim === 0 && dim !== null) throw errors.dimensionOfScalar(dim);
  const along = dim === null ? null : wrapDimension(dim, x.ndim);
  if (along !== null && x.numel() === 0 && x.shape[along]! > 0) throw errors.uniqueOfNothing();
  if (along !== null && x.shape.filter((size) => size === 0).length > 1) throw errors.uniqueOfLess();
  if (isMapped(x)) throw errors.dynamicShape(`aten::${name}`);
  const [values, inverse, counts] = callMany(uniqueOp, [x], { dim: along, sorts: op === "unique" }) as readonly [
    Tensor,
    Tensor,
    Tensor,
  ];
  const results = [values];
  if (withInverse) results.push(inverse);
  if (withCounts) results.push(counts);
  return results.length === 1 ? values : results;
}

type Unique = { readonly dim: number | null; readonly sorts: boolean };

/** What PyTorch calls the function that does it. */
function kernelOf({ dim, sorts }: Unique): string {
  if (!sorts) return "unique_consecutive";
  return dim === null ? "_unique2" : "unique_dim";
}

/** Gives the different slices, the place of each slice in them, and how many there are of each. */
const uniqueOp: Op<Unique> = {
  ...withoutDerivative<Unique>({
    name: "unique",
    gradFn: ({ dim, sorts }) => `Unique${!sorts ? "Consecutive" : dim === null ? "2" : "Dim"}Backward0`,
    refuse: (attributes) => errors.operandWithoutDerivative(kernelOf(attributes)),
    forward([operand], { dim, sorts }) {
      const x = operand!;
      const size = dim === null || x.ndim === 0 ? x.numel() : x.shape[dim]!;
      const slices = slicesOf(x, dim, size);
      const order = sorts ? sortedSlices(slices, dim === null) : slices.map((_, i) => i);
      const chosen: number[] = [];
      const counts: number[] = [];
      const inverse = new Float64Array(size);
      order.forEach((which, i) => {
        const previous = i === 0 ? null : slices[order[i - 1]!]!;
        if (previous === null || slices[which]!.some((value, k) => value !== previous[k])) {
          chosen.push(which);
          counts.push(0);
        }
        counts[counts.length - 1]!++;
        inverse[which] = chosen.length - 1;
      });
      const values = dim === null || x.ndim === 0 ? vectorOf(x, chosen) : slicesAt(x, dim, chosen);
      const places = dim === null ? positionTensor(x.shape, inverse) : positionTensor([size], inverse);
      return [values, places, positionTensor([counts.length], counts)];
    },
  }),
  arity: 1,
  jvp(_tangents, _saved, { attributes }) {
    throw errors.forwardModeUnsupported(kernelOf(attributes));
  },
  formulas: ["not implemented"],
};

/** Slices along a dimension, of which each lies together. */
function slicesAt(x: Tensor, dim: number, chosen: readonly number[]): Tensor {
  const { storage, shape, strides } = x
    .detach()
    .movedim(dim, 0)
    .index_select(0, positionTensor([chosen.length], chosen));
  const back = <T>([first, ...rest]: readonly T[]): T[] => rest.toSpliced(dim, 0, first!);
  return newTensor(storage, { offset: 0, shape: back(shape), strides: back(strides) }, x.dtype);
}

function vectorOf(x: Tensor, chosen: readonly number[]): Tensor {
  const numbers = denseNumbers(x);
  const out = emptyTensor([chosen.length], x.dtype);
  chosen.forEach((place, i) => {
    out.storage.write(i, numbers[place]!);
  });
  return out;
}

/** The numbers of each slice along a dimension, or each element alone. */
function slicesOf(x: Tensor, dim: number | null, size: number): readonly (readonly number[])[] {
  const numbers = denseNumbers(x);
  if (dim === null || x.ndim === 0) return Array.from(numbers, (value) => [value]);
  const inner = elementCount(x.shape.slice(dim + 1));
  const outer = elementCount(x.shape.slice(0, dim));
  return Array.from({ length: size }, (_, k) => {
    const slice: number[] = [];
    for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) slice.push(numbers[(o * size + k) * inner + i]!);
    return slice;
  });
}

function sortedSlices(slices: readonly (readonly number[])[], isAlone: boolean): readonly number[] {
  if (isAlone)
    return Array.from(
      orderOf(
        slices.map(([value]) => value!),
        false,
      ),
    );
  return slices
    .map((_, i) => i)
    .sort((i, j) => {
      // NaN is neither before nor after, as PyTorch compares slices.
      const at = slices[i]!.findIndex((value, k) => value < slices[j]![k]! || value > slices[j]![k]!);
      return at < 0 ? 0 : slices[i]![at]! - slices[j]![at]!;
    });
}
