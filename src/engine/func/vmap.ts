import { functionArgument } from "../autograd/removableHandle.js";
import { byName } from "../callByName.js";
import { readArguments, isOptions } from "../arguments.js";
import * as errors from "../errors.js";
import { callUserCode, withoutObserver } from "../observer.js";
import { cat } from "../ops/join.js";
import { default_generator } from "../random/generator.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { atBatchLevel, batchLevel, BatchLevel, sliceOf, wholeAt, type Randomness } from "./batchLevel.js";
import type { AnyFunction } from "./grad.js";
import { spread, treeOf, type Tree } from "./trees.js";

/** Which dimension is mapped over: one for all, or arrays and plain objects of them; null where none is. */
export type Dims = number | null | readonly Dims[] | { readonly [key: string]: Dims };

export interface VmapOptions {
  /** Which dimension of each argument is mapped over; null for those that all calls share. */
  readonly in_dims?: Dims;
  /** Where the mapped dimension appears in the results; null for results that all calls share. */
  readonly out_dims?: Dims;
  /** What random numbers do: they are refused, differ from slice to slice, or are the same for all. */
  readonly randomness?: Randomness;
  /** How many slices are computed at once. */
  readonly chunk_size?: number | null;
}

/**
 * A function that maps a function over a dimension of its arguments: written for one sample, it takes a batch. The
 * function is called once. It can be nested, and combined with derivatives on either side. Throws, when called, if nothing
 * is mapped over, if sizes differ, for results that are no tensors, and in the function for what hangs on a tensor's
 * numbers (`item`).
 * https://docs.pytorch.org/docs/stable/generated/torch.vmap.html
 */
export function vmap<Arguments extends readonly unknown[], Result>(
  func: (...args: Arguments) => Result,
  in_dims?: Dims | VmapOptions,
  out_dims?: Dims | VmapOptions,
  randomness?: Randomness | VmapOptions,
  options?: VmapOptions,
): (...args: Arguments) => Result;
export function vmap(func: AnyFunction, ...args: unknown[]): AnyFunction {
  const signature = "vmap(func, in_dims, out_dims, randomness, *, chunk_size)";
  const named = isOptions(func) ? byName(vmap, signature, arguments) : null;
  if (named !== null) return named.result;
  functionArgument("vmap", func, "func");
  const names = ["in_dims", "out_dims", "randomness", "chunk_size"] as const;
  const options = readArguments<VmapOptions>("vmap", names, args);
  const { in_dims = 0, out_dims = 0, randomness = "error", chunk_size = null } = options;
  if (!["error", "different", "same"].includes(randomness)) throw errors.unknownRandomness(randomness);
  if (chunk_size !== null && !(Number.isInteger(chunk_size) && chunk_size > 0)) throw errors.vmapChunkSize(chunk_size);
  const call = {
    name: func.name === "" ? "<lambda>" : func.name,
    inDims: printed(in_dims),
    outDims: printed(out_dims),
  };
  return (...inputs: readonly unknown[]) => {
    const leaves = treeOf(out_dims).leaves;
    if (!leaves.every((dim) => dim === null || Number.isInteger(dim))) throw errors.outDimsOfWrongKind(call);
    const given = mapped(call, in_dims, inputs);
    const run = (part: Mapped): Results => mapOver(func, call, part, out_dims, randomness);
    const results = chunk_size === null ? run(given) : inChunks(given, chunk_size, randomness, run);
    return results.tree.rebuild(results.leaves);
  };
}

/** Arguments with the dimension that is mapped over in front. */
interface Mapped {
  readonly tree: Tree;
  readonly size: number;
  readonly leaves: readonly { readonly value: unknown; readonly isMapped: boolean }[];
}

interface Results {
  readonly tree: Tree;
  readonly leaves: readonly unknown[];
  readonly dims: readonly (number | null)[];
}

function mapped(call: errors.VmapCall, in_dims: Dims, inputs: readonly unknown[]): Mapped {
  if (!Number.isInteger(in_dims) && !Array.isArray(in_dims)) throw errors.inDimsOfWrongKind(call, in_dims);
  if (inputs.length === 0) throw errors.nothingGivenToVmap(call);
  const tree = treeOf(inputs);
  const dims = spread(in_dims, inputs);
  if (dims === null) throw errors.inDimsStructure(call, treeOf(in_dims).spec(), tree.spec());
  const sizes: number[] = [];
  const leaves = tree.leaves.map((value, i) => {
    const dim = dims[i];
    if (dim === null) return { value, isMapped: false };
    if (typeof dim !== "number" || !Number.isInteger(dim)) throw errors.inDimNotInteger(call, dim);
    if (!isTensor(value)) throw errors.inDimOfNoTensor(call, dim, value);
    if (dim < -value.ndim || dim >= value.ndim) throw errors.inDimOutOfRange(call, dim, value.ndim);
    sizes.push(value.size(dim));
    return { value: moved(value, dim, 0), isMapped: true };
  });
  if (sizes.length === 0) throw errors.nothingMapped();
  if (sizes.some((size) => size !== sizes[0])) throw errors.mappedSizesDiffer(sizes);
  return { tree, size: sizes[0]!, leaves };
}

function mapOver(
  func: AnyFunction,
  call: errors.VmapCall,
  { tree, size, leaves }: Mapped,
  out_dims: Dims,
  randomness: Randomness,
): Results {
  const level = new BatchLevel(batchLevel, size, randomness);
  const inputs = leaves.map(({ value, isMapped }) => (isMapped ? sliceOf(level, value as Tensor) : value));
  // What is mapped over has no numbers to show.
  const outputs: unknown = withoutObserver(() =>
    atBatchLevel(level, () => callUserCode(() => func(...(tree.rebuild(inputs) as never[])))),
  );
  const results = treeOf(outputs);
  const dims = spread(
    Array.isArray(out_dims) && isTensor(outputs) && out_dims.length === 1 ? (out_dims[0] as Dims) : out_dims,
    outputs,
  );
  if (dims === null) throw errors.outDimsStructure(call, treeOf(out_dims).spec(), results.spec());
  return {
    tree: results,
    dims: dims as readonly (number | null)[],
    leaves: results.leaves.map((leaf, i) => outside(level, call, leaf, dims[i] as number | null)),
  };
}

/** A result with the mapped dimension where it is wanted. What does not depend on the slices is the same for all. */
function outside(level: BatchLevel, call: errors.VmapCall, leaf: unknown, dim: number | null): unknown {
  const whole = isTensor(leaf) ? wholeAt(level, leaf) : null;
  if (dim === null) {
    if (whole !== null) throw errors.batchWithoutDim(call);
    return leaf;
  }
  if (!isTensor(leaf)) throw errors.mappedNoTensor(call, leaf);
  return moved(whole ?? leaf.expand([level.size, ...leaf.shape]), 0, dim);
}

/** A dimension that is where it shall be makes no view. */
function moved(tensor: Tensor, from: number, to: number): Tensor {
  const place = (dim: number): number => (dim < 0 ? dim + tensor.ndim : dim);
  return place(from) === place(to) ? tensor : tensor.movedim(from, to);
}

function inChunks(given: Mapped, chunk: number, randomness: Randomness, run: (part: Mapped) => Results): Results {
  const state = randomness === "same" ? default_generator.get_state() : null;
  const parts: Results[] = [];
  for (let start = 0; start === 0 || start < given.size; start += chunk) {
    const size = Math.min(chunk, given.size - start);
    if (state !== null) default_generator.set_state(state);
    const leaves = given.leaves.map(({ value, isMapped }) =>
      isMapped ? { value: (value as Tensor).narrow(0, start, size), isMapped } : { value, isMapped },
    );
    parts.push(run({ ...given, size, leaves }));
  }
  const [first] = parts as [Results, ...Results[]];
  const leaves = first.leaves.map((leaf, i) => {
    const dim = first.dims[i] ?? null;
    return dim === null
      ? leaf
      : cat(
          parts.map((part) => part.leaves[i] as Tensor),
          dim,
        );
  });
  return { ...first, leaves };
}

function printed(dims: unknown): string {
  if (dims === null) return "None";
  if (Array.isArray(dims)) return `(${dims.map(printed).join(", ")}${dims.length === 1 ? "," : ""})`;
  if (typeof dims !== "object") return String(dims);
  return `{${Object.entries(dims)
    .map(([key, dim]) => `'${key}': ${printed(dim)}`)
    .join(", ")}}`;
}
