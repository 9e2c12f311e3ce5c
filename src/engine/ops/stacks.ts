import { flagArgument, integerArgument, isOptions, readArguments, stringArgument } from "../arguments.js";
import { byName } from "../callByName.js";
import { bool, defaultDtype } from "../dtype.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import type { Shape } from "../shape.js";
import { checkCount } from "../storage.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { stack } from "./indexing.js";
import { cat, joined } from "./join.js";
import { constantly, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { atLeast1d, atLeast2d, atLeast3d } from "./reshaping.js";
import { tensorList, tensorsArgument, type Tensors } from "./tensorLists.js";

/**
 * Another name of `cat`.
 * https://docs.pytorch.org/docs/stable/generated/torch.concat.html
 */
export function concat(tensors: readonly Tensor[], dim = 0): Tensor {
  const named = byName(concat, "concat(tensors, dim)", arguments);
  if (named !== null) return named.result;
  return joined("concat", tensors, dim);
}

/**
 * Another name of `cat`.
 * https://docs.pytorch.org/docs/stable/generated/torch.concatenate.html
 */
export function concatenate(tensors: readonly Tensor[], dim = 0): Tensor {
  const named = byName(concatenate, "concatenate(tensors, dim)", arguments);
  if (named !== null) return named.result;
  return joined("concatenate", tensors, dim);
}

/**
 * Tensors joined along the second dimension; vectors along their only one. Throws for none.
 * https://docs.pytorch.org/docs/stable/generated/torch.hstack.html
 */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const named = byName(hstack, "hstack(tensors)", arguments);
  if (named !== null) return named.result;
  const list = notEmpty("hstack", tensors).map(atLeast1d);
  return cat(list, list[0]!.ndim === 1 ? 0 : 1);
}

/**
 * Tensors joined along the first dimension; vectors are rows. Throws for none.
 * https://docs.pytorch.org/docs/stable/generated/torch.vstack.html
 */
export function vstack(tensors: readonly Tensor[]): Tensor {
  const named = byName(vstack, "vstack(tensors)", arguments);
  if (named !== null) return named.result;
  return cat(notEmpty("vstack", tensors).map(atLeast2d), 0);
}

/**
 * Another name of `vstack`.
 * https://docs.pytorch.org/docs/stable/generated/torch.row_stack.html
 */
export function row_stack(tensors: readonly Tensor[]): Tensor {
  const named = byName(row_stack, "row_stack(tensors)", arguments);
  if (named !== null) return named.result;
  return vstack(tensorList("row_stack", tensors));
}

/**
 * Tensors joined along the third dimension, which is added to those that have none. Throws for none.
 * https://docs.pytorch.org/docs/stable/generated/torch.dstack.html
 */
export function dstack(tensors: readonly Tensor[]): Tensor {
  const named = byName(dstack, "dstack(tensors)", arguments);
  if (named !== null) return named.result;
  return cat(notEmpty("dstack", tensors).map(atLeast3d), 2);
}

/**
 * Tensors joined along the second dimension; vectors are columns. Throws for none.
 * https://docs.pytorch.org/docs/stable/generated/torch.column_stack.html
 */
export function column_stack(tensors: readonly Tensor[]): Tensor {
  const named = byName(column_stack, "column_stack(tensors)", arguments);
  if (named !== null) return named.result;
  const list = notEmpty("column_stack", tensors);
  return hstack(list.map((tensor) => (tensor.ndim <= 1 ? tensor.reshape([tensor.numel(), 1]) : tensor)));
}

/**
 * A matrix with the given ones along its diagonal and 0 elsewhere; vectors are rows. Throws for more than two dimensions.
 * https://docs.pytorch.org/docs/stable/generated/torch.block_diag.html
 */
export function block_diag(...tensors: Tensors): Tensor {
  const list = tensorsArgument("block_diag", tensors);
  list.forEach(({ ndim }, entry) => {
    if (ndim > 2) throw errors.blockDiagRank(entry, ndim);
  });
  return list.length === 0
    ? emptyTensor([1, 0], defaultDtype())
    : call(blockDiagOp, list, { sizes: list.map(({ shape }) => asMatrix(shape)) });
}

/**
 * Each vector's elements along a dimension of its own, repeated along the others': `meshgrid([x, y], { indexing: "xy" })`. With
 * "ij" (unless given) the first vector goes along the first dimension, with "xy" along the second. Throws for other than
 * vectors and 0-d tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.meshgrid.html
 */
export function meshgrid(
  ...tensors: readonly [...Tensors, { readonly indexing?: "ij" | "xy" }] | Tensors
): readonly Tensor[];
export function meshgrid(...args: readonly unknown[]): readonly Tensor[] {
  const { given, indexing } = meshgridArguments(args);
  if (given.length === 0) throw errors.nothingToStack("meshgrid");
  if (given.some(({ dtype }) => dtype !== given[0]!.dtype)) throw errors.meshgridDtypes();
  if (indexing !== "ij" && indexing !== "xy") throw errors.meshgridIndexing(indexing);
  for (const { shape } of given) if (shape.length > 1) throw errors.meshgridRank(shape);
  const placeOf = (i: number): number => (indexing === "xy" && given.length > 1 && i < 2 ? 1 - i : i);
  const shape = given.map((_, place) => given[placeOf(place)]!.numel());
  return given.map((tensor, i) => tensor.view(shape.map((size, dim) => (dim === placeOf(i) ? size : 1))).expand(shape));
}

/**
 * All combinations of one element of each vector, as rows. Throws for other than vectors.
 * https://docs.pytorch.org/docs/stable/generated/torch.cartesian_prod.html
 */
export function cartesian_prod(...tensors: Tensors): Tensor {
  const list = tensorsArgument("cartesian_prod", tensors);
  const wrong = list.find(({ ndim }) => ndim !== 1);
  if (wrong !== undefined) throw errors.notAVector(wrong.shape);
  if (list.length === 1) return list[0]!;
  return stack(
    meshgrid(list).map((grid) => grid.flatten()),
    1,
  );
}

export interface CombinationOptions {
  /** How many elements are chosen; 2 unless given. */
  readonly r?: number;
  /** Whether an element can be chosen more than once; false unless given. */
  readonly with_replacement?: boolean;
}

/**
 * All combinations of r elements of a vector, in order, as rows. Throws for other than a vector.
 * https://docs.pytorch.org/docs/stable/generated/torch.combinations.html
 */
export function combinations(
  input: Tensor,
  r?: number | CombinationOptions,
  with_replacement?: boolean | CombinationOptions,
): Tensor;
export function combinations(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(combinations, "combinations(input, r, with_replacement)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("combinations", "input", input);
  const given = readArguments<CombinationOptions>("combinations", ["r", "with_replacement"], args);
  const r = integerArgument("combinations", "r", given.r, 2);
  const isRepeating = flagArgument("combinations", "with_replacement", given.with_replacement, false);
  if (x.ndim !== 1) throw errors.notAVector(x.shape);
  if (r < 0) throw errors.negativeChoice(r);
  checkCount(r);
  if (r === 0) return emptyTensor([0], x.dtype);
  const isAscending = ascending(x.numel(), r, isRepeating);
  const grids = meshgrid(...Array.from({ length: r }, () => x), { indexing: "ij" });
  return stack(
    grids.map((grid) => grid.masked_select(isAscending)),
    1,
  );
}

/** For all choices of r from so many places, whether the places ascend, or stay, from one to the next. */
function ascending(count: number, r: number, isRepeating: boolean): Tensor {
  const mask = emptyTensor(new Array<number>(r).fill(count), bool);
  for (let i = 0; i < mask.numel(); i++) {
    const places = Array.from({ length: r }, (_, k) => Math.floor(i / count ** (r - 1 - k)) % count);
    const ascends = (place: number, k: number): boolean =>
      k === 0 || place > places[k - 1]! || (isRepeating && place === places[k - 1]);
    mask.storage.write(i, places.every(ascends) ? 1 : 0);
  }
  return mask;
}

/** The ops of this family. */
export default class StackOps {
  /** @internal */
  static get ops() {
    return { block_diag: blockDiagOp };
  }
}

/** The shapes of the operands as matrices. */
type Blocks = { readonly sizes: readonly (readonly number[])[] };

const blockDiagOp: Op<Blocks> = {
  name: "block_diag",
  gradFn: constantly("BlockDiagBackward0"),
  givesAll: true,
  arity: Infinity,
  kind: "irregular",
  differentiable: true,
  formulas: ["1"],
  samples: [
    sample([[2, 3], [2], []], {
      attributes: {
        sizes: [
          [2, 3],
          [1, 2],
          [1, 1],
        ],
      },
    }),
  ],
  shape: (_, { sizes }) => [[0, 1].map((dim) => sizes.reduce((total, size) => total + size[dim]!, 0))],
  forward(operands, attributes) {
    const tensors = operands as readonly Tensor[];
    const dtype = tensors.reduce((highest, x) => (x.dtype.rank > highest.rank ? x.dtype : highest), tensors[0]!.dtype);
    const out = emptyTensor(blockDiagOp.shape([], attributes)[0]!, dtype);
    cornersOf(attributes).forEach(([row, column], i) => {
      const shape = attributes.sizes[i]!;
      const [rowStride, columnStride] = out.strides as readonly [number, number];
      const place = {
        storage: out.storage,
        offset: row * rowStride + column * columnStride,
        shape,
        strides: out.strides,
      };
      const lead = 2 - tensors[i]!.ndim;
      const strides = shape.map((_, dim) => (dim < lead ? 0 : tensors[i]!.strides[dim - lead]!));
      kernels.copy({ storage: tensors[i]!.storage, offset: tensors[i]!.offset, shape, strides }, place);
    });
    return [out];
  },
  saves: () => [],
  vjp: ([g], _saved, info, needed) =>
    cornersOf(info.attributes).map(([row, column], i) => {
      const [rows, columns] = info.attributes.sizes[i] as readonly [number, number];
      if (!needed[i]) return null;
      const block = g!.narrow(0, row, rows).narrow(1, column, columns);
      // A vector's first dimension is left to be summed away, as in PyTorch: so the strides are those of a sum.
      const rank = info.shapeOf(i).length;
      return rank === 2 ? block : rank === 1 ? block.squeeze(-1) : block.squeeze(-1).squeeze(-1);
    }),
  jvp: (tangents, _saved, { attributes: { sizes } }, [out]) => [
    block_diag(tangents.map((tangent, i) => tangent ?? emptyTensor(sizes[i]!, out!.dtype))),
  ],
};

function cornersOf({ sizes }: Blocks): readonly (readonly [number, number])[] {
  let [row, column] = [0, 0];
  return sizes.map(([rows, columns]) => {
    const corner = [row, column] as const;
    [row, column] = [row + rows!, column + columns!];
    return corner;
  });
}

function asMatrix(shape: Shape): readonly [number, number] {
  return [shape.length < 2 ? 1 : shape[0]!, shape.at(-1) ?? 1];
}

function notEmpty(op: string, tensors: unknown): readonly Tensor[] {
  const list = tensorList(op, tensors);
  if (list.length === 0) throw errors.nothingToStack(op);
  return list;
}

function meshgridArguments(args: readonly unknown[]): { readonly given: readonly Tensor[]; readonly indexing: string } {
  const last = args.at(-1);
  const isNamed = isOptions(last);
  const { indexing = "ij" } = readArguments<{ indexing: unknown }>("meshgrid", ["indexing"], isNamed ? [last] : []);
  return {
    given: tensorsArgument("meshgrid", isNamed ? args.slice(0, -1) : args),
    indexing: stringArgument("meshgrid", "indexing", indexing),
  };
}
