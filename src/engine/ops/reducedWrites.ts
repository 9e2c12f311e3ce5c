import { bool } from "../dtype.js";
import { flagArgument, integerArgument, readArguments, stringArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import { wrapDimension, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { AfterInput } from "./afterInput.js";
import { where } from "./comparisons.js";
import { call } from "./dispatch.js";
import { fromIndex, positionTensor, slicePositions } from "./indexPositions.js";
import { checkSlices } from "./indexWrites.js";
import { inPlace } from "./inPlace.js";
import { constantly, sample, type Op, type Saved } from "./op.js";
import { tensorArgument } from "./operands.js";
import { reduced, slopesOf, type How, type Reducing } from "./reducedSlopes.js";
import { checkScatter, scatterPositions } from "./scatters.js";
import { accumulatedAt, clearedAt } from "./takes.js";
import type { Named } from "./taking.js";
import { aside, checkRead, checkRun, nameOf, type Run } from "./writing.js";

export interface ScatterReduceOptions {
  /** The dimension along which the index counts. */
  readonly dim?: number;
  /** Where each element goes along the dimension, as int64. */
  readonly index?: Tensor;
  /** What is brought together; at least as large as the index. */
  readonly src?: Tensor;
  /** How elements that go to one place are brought together. */
  readonly reduce?: How;
  /** Whether what is there counts, too; it does unless this is false. */
  readonly include_self?: boolean;
}

export interface IndexReduceOptions {
  /** The dimension along which the index counts. */
  readonly dim?: number;
  /** Where each slice of the source goes, as int32 or int64. */
  readonly index?: Tensor;
  /** What is brought together: a slice for each index. */
  readonly source?: Tensor;
  /** How slices that go to one place are brought together. */
  readonly reduce?: Exclude<How, "sum">;
  /** Whether what the tensor holds takes part; true unless given. */
  readonly include_self?: boolean;
}

/**
 * A copy of input in which the elements of src that go to one place are reduced to one: their sum, prod, mean, amax or amin.
 * Throws for indices that are out of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.scatter_reduce.html
 */
export function scatter_reduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  src: Tensor,
  reduce: How,
  options?: Pick<ScatterReduceOptions, "include_self">,
): Tensor;
export function scatter_reduce(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(scatter_reduce, "scatter_reduce(input, dim, index, src, reduce, *, include_self)", arguments);
  if (named !== null) return named.result;
  return scatterReduced(tensorArgument("scatter_reduce", "input", input), args, aside);
}

/**
 * A copy of input in which the slices of source that go to one place are reduced to one: their prod, mean, amax or amin. Throws
 * for indices that are out of range, and for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.index_reduce.html
 */
export function index_reduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  reduce: Exclude<How, "sum">,
  options?: Pick<IndexReduceOptions, "include_self">,
): Tensor;
export function index_reduce(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(index_reduce, "index_reduce(input, dim, index, source, reduce, *, include_self)", arguments);
  if (named !== null) return named.result;
  return indexReduced(tensorArgument("index_reduce", "input", input), args, aside);
}

/** Tensor methods and ops of this family. */
export default class ReducedWriteMethods {
  /** @internal */
  static get ops() {
    return { scatter_reduce: scatterOp, index_reduce: indexOp };
  }

  /**
   * A copy of this tensor in which the elements of src that go to one place are reduced to one: their sum, prod, mean,
   * amax or amin. Throws for indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.scatter_reduce.html
   */
  scatter_reduce(this: Tensor, ...args: AfterInput<typeof scatter_reduce>): Tensor {
    return scatter_reduce(this, ...args);
  }

  /**
   * A copy of this tensor in which the slices of source that go to one place are reduced to one: their prod, mean,
   * amax or amin. Throws for indices that are out of range, and for shapes and dtypes that do not fit.
   * https://docs.pytorch.org/docs/stable/generated/torch.index_reduce.html
   */
  index_reduce(this: Tensor, ...args: AfterInput<typeof index_reduce>): Tensor {
    return index_reduce(this, ...args);
  }

  /**
   * Reduces src into this tensor in place. Throws as `scatter_reduce` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce_.html
   */
  scatter_reduce_(this: Tensor, ...args: AfterInput<typeof scatter_reduce>): Tensor {
    const named = methodByName(this, "scatter_reduce_(dim, index, src, reduce, *, include_self)", arguments);
    if (named !== null) return named.result;
    return scatterReduced(this, args, inPlace);
  }

  /**
   * Reduces slices of source into this tensor in place. Throws as `index_reduce` does, and for a leaf that requires grad.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_reduce_.html
   */
  index_reduce_(this: Tensor, ...args: AfterInput<typeof index_reduce>): Tensor {
    const named = methodByName(this, "index_reduce_(dim, index, source, reduce, *, include_self)", arguments);
    if (named !== null) return named.result;
    return indexReduced(this, args, inPlace);
  }
}

const scatterWays: readonly unknown[] = ["sum", "prod", "mean", "amax", "amin"];

function scatterReduced(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const { along, index, source, reduce, include_self } = reductionArguments(nameOf(run, "scatter_reduce"), "src", args);
  checkRun(run, x, source);
  if (!scatterWays.includes(reduce)) throw errors.scatterReduction(reduce);
  const dim = wrapDimension(along, x.ndim);
  checkScatter(x, dim, index, source);
  checkRead(run, x, index, source);
  return run(scatterOp, x, [source, index], { dim, reduce, include_self });
}

function indexReduced(x: Tensor, args: readonly unknown[], run: Run): Tensor {
  const op = nameOf(run, "index_reduce");
  const { along, index, source, reduce, include_self } = reductionArguments(op, "source", args);
  checkRun(run, x, source);
  if (!scatterWays.slice(1).includes(reduce)) throw errors.indexReduction(reduce);
  const dim = wrapDimension(along, x.ndim);
  checkSlices("index_reduce", x, dim, index, source);
  if (x.dtype === bool && x.ndim > 0 && x.numel() > 0) throw errors.notImplementedFor("index_func_", x.dtype.label);
  checkRead(run, x, index, source);
  return run(indexOp, x, [source, index], { dim, reduce, include_self });
}

/** What both take, with the types looked at in PyTorch's order, but the values not yet. */
function reductionArguments(op: string, sourceName: "src" | "source", args: readonly unknown[]) {
  const given = readArguments<Record<string, unknown>>(
    op,
    ["dim", "index", sourceName, "reduce", "include_self"],
    args,
  );
  return {
    along: integerArgument(op, "dim", given["dim"]),
    index: tensorArgument(op, "index", given["index"]),
    source: tensorArgument(op, sourceName, given[sourceName]),
    reduce: stringArgument(op, "reduce", given["reduce"]) as Reducing["reduce"],
    include_self: flagArgument(op, "include_self", given["include_self"], true),
  };
}

/** `slope` is null for 1. */
function times(x: Tensor, slope: Tensor | null): Tensor {
  return slope === null ? x : x.mul(slope);
}

/** A source without dimensions, as the one element that the index has. */
function asIndex(source: Tensor, index: Tensor): Tensor {
  return source.ndim === 0 ? source.reshape(index.shape) : source;
}

interface Gradients {
  /** The name of PyTorch's node where a gradient is cleared at the places. */
  readonly clears: string;
  /** Whether the gradient lies in rows then, and not as that of the result does. */
  readonly isInRows: boolean;
  readonly named: Named;
}

function reducingOp(
  name: string,
  gradFn: string,
  samples: Op<Reducing>["samples"],
  positionsOf: (shape: Shape, attributes: Reducing, index: Tensor) => ArrayLike<number>,
  regionOf: (index: Shape, source: Shape) => Shape,
  { clears, isInRows, named }: Gradients,
): Op<Reducing> {
  const placesOf = ({ x, y, z }: Saved, attributes: Reducing): Tensor =>
    fromIndex(z as Tensor, (slice) =>
      positionTensor(regionOf(slice.shape, (y as Tensor).shape), positionsOf(x.shape, attributes, slice)),
    );
  // Of a source that is greater than the index only a part is written.
  const writtenOf = (source: Tensor, index: Tensor): Tensor =>
    regionOf(index.shape, source.shape).reduce((part, size, dim) => part.narrow(dim, 0, size), asIndex(source, index));
  const slopes = (
    { x, y: source, z: index, out }: Saved,
    places: Tensor,
    attributes: Reducing,
    sharing: (hits: Tensor) => Tensor,
  ): ReturnType<typeof slopesOf> => {
    const [y, z] = [source as Tensor, index as Tensor];
    const again = (self: Tensor, part: Tensor): Tensor => call(op, [self, part, z], attributes);
    const written = (values: Tensor): Tensor => writtenOf(values, z);
    return slopesOf({ x, y: asIndex(y, z), out, places, written, sharing, named }, again, attributes);
  };
  const op: Op<Reducing> = {
    name,
    gradFn: constantly(gradFn),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    formulas: ["that of the reduction", "that of the reduction"],
    samples,
    shape: ([shape]) => [shape!],
    forward([x, source, index], attributes) {
      const [self, y, z] = [x as Tensor, source as Tensor, index as Tensor];
      return [reduced(self, y, regionOf(z.shape, y.shape), positionsOf(self.shape, attributes, z), attributes)];
    },
    saves: () => ["x", "y", "z", "out"],
    vjp([g], saved, { attributes }, [ofSelf, ofSource]) {
      const places = placesOf(saved, attributes);
      const { ofSelf: ofOwn, ofSource: ofOthers } = slopes(saved, places, attributes, (hits) => hits);
      const kept = (): Tensor => {
        const gradient = ofOwn(g!);
        if (attributes.include_self) return gradient;
        return clearedAt(isInRows ? gradient.contiguous() : gradient, places.flatten(), clears);
      };
      return [
        ofSelf ? kept() : null,
        // PyTorch's gradient of a sum has the index's shape, and is refused where the source is greater.
        ofSource ? ofOthers(g!) : null,
      ];
    },
    jvp([ofSelf, ofSource], saved, { attributes }) {
      const places = placesOf(saved, attributes);
      const counting = (values: Tensor): Tensor =>
        attributes.include_self ? values : clearedAt(values.contiguous(), places.flatten(), clears);
      const [own, others] = slopes(saved, places, attributes, counting).factors;
      const { reduce } = attributes;
      const isExtreme = reduce === "amax" || reduce === "amin";
      // What is NaN is no extreme, and in PyTorch nothing over nothing, even where only the source has a tangent.
      const ofOwn = isExtreme && ofSelf ? where(saved.x.eq(saved.out), ofSelf, 0) : (ofSelf ?? null);
      const first = ofOwn && counting(times(ofOwn, own));
      // PyTorch reduces the tangents of a mean themselves; else a source that is greater than the index fits nothing.
      const read = (tangent: Tensor, index: Tensor): Tensor =>
        reduce === "mean" ? writtenOf(tangent, index) : asIndex(tangent, index);
      const moved = ofSource && times(read(ofSource, saved.z as Tensor), others);
      const second = moved && accumulatedAt(writtenOf(moved, saved.z as Tensor), places, saved.x.shape);
      return [first && second ? first.add(second) : (first ?? second ?? null)];
    },
  };
  return op;
}

const everyWay = ["sum", "prod", "mean", "amax", "amin"] as const;

const scatterOp: Op<Reducing> = reducingOp(
  "scatter_reduce",
  "ScatterReduceBackward0",
  everyWay.flatMap((reduce) => [
    sample(
      [
        [2, 3],
        [3, 3],
        [3, 3],
      ],
      { indices: { 2: 2 }, distinct: true, attributes: { dim: 0, reduce, include_self: true } },
    ),
    sample(
      [
        [4, 2],
        [3, 2],
        [3, 2],
      ],
      { indices: { 2: 2 }, distinct: true, attributes: { dim: 0, reduce, include_self: false } },
    ),
  ]),
  scatterPositions,
  (index) => index,
  {
    clears: "ScatterBackward1",
    isInRows: true,
    named: { reads: "GatherBackward0", writes: "ScatterAddBackward0" },
  },
);

const indexOp: Op<Reducing> = reducingOp(
  "index_reduce",
  "IndexReduceBackward0",
  everyWay.slice(1).map((reduce) =>
    sample([[2, 3], [4, 3], [4]], {
      indices: { 2: 2 },
      distinct: true,
      attributes: { dim: 0, reduce, include_self: true },
    }),
  ),
  // Without itself, a tensor is first filled where it is written to.
  (shape, { dim, include_self }, index) =>
    slicePositions(shape, dim, denseNumbers(index), (place, size) =>
      include_self || (place < 0 && place >= -size)
        ? errors.outOfRangeInSelf(place, size)
        : errors.indexOutOfBounds(place, dim, size),
    ),
  (_, source) => source,
  {
    clears: "IndexFillBackward0",
    isInRows: false,
    named: { reads: "IndexSelectBackward0", writes: "IndexAddBackward0" },
  },
);
