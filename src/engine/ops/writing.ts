import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import type { Positions } from "../kernels/positions.js";
import { broadcastStrides, isContiguous, type Shape } from "../shape.js";
import { heldNumber } from "../storage.js";
import { emptyLike, emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { productByNumber } from "./byNumber.js";
import { call, refuseOutdated } from "./dispatch.js";
import { firstOfSame, isFolded } from "./folded.js";
import { checkApart, checkWritable } from "./inPlace.js";
import { fromIndex, positionTensor } from "./indexPositions.js";
import { sumTimes } from "./integerArithmetic.js";
import { constantly, type Attributes, type Op, type Operand, type Sample } from "./op.js";
import { clearedAt, takeAt } from "./takes.js";
import type { Named } from "./taking.js";

/** How an op that writes is run: aside, or over its first operand. */
export type Run = <A extends Attributes>(op: Op<A>, self: Tensor, others: readonly Operand[], attributes: A) => Tensor;

/** What autograd refuses before an op looks at its arguments: writing to a tensor, unless it is done aside, and outdated views. */
export function checkRun(run: Run, self: Tensor, ...others: readonly Operand[]): void {
  if (run !== aside) checkWritable(self, ...others);
  refuseOutdated([self, ...others]);
}

/** Refuses, unless it is done aside, to write to what is read at the same time. */
export function checkRead(run: Run, self: Tensor, ...others: readonly Operand[]): void {
  if (run !== aside) checkApart(self, ...others.filter((other) => typeof other !== "number"));
}

/** The function as a script called it. */
export function nameOf(run: Run, name: string): string {
  return run === aside ? name : `${name}_`;
}

export const aside: Run = (op, self, others, attributes) => call(op, [self, ...others], attributes);

interface WritingSpec<A extends Attributes> {
  readonly name: string;
  readonly gradFn: string;
  /** The name of PyTorch's node where the gradient of what is written to is made, which is cleared at the places. */
  readonly clears: string;
  /** Those where the gradient of the source is read, and where that is derived again. */
  readonly named?: Named;
  readonly samples: readonly Sample[];
  /** Row-major positions in self of what is written, one for each element of the region; −1 for none. */
  positions(self: Shape, attributes: A, index: Tensor, source: Shape): Positions;
  /** The part of the source that is written: that at the places of an index, unless it says otherwise. */
  region?(self: Shape, attributes: A, index: Shape, source: Shape): Shape;
  /** That the source is broadcast to the region; "once" a 0-d one whose gradient is the sum over distinct places. */
  readonly broadcasts?: "each" | "once";
  /** Whether what is written is added to what is there. */
  readonly adds?: true | ((attributes: A) => boolean);
  /** Room for the result, which is contiguous unless it says otherwise. */
  room?(self: Tensor): Tensor;
  readonly mayRepeat?: true;
  /** Whether the index was made of tensors that may follow the third operand, which PyTorch keeps. */
  readonly keepsIndices?: true;
  /** Whether PyTorch keeps the source for its gradient, though only its shape is needed. */
  readonly keepsSource?: true;
  /** Whether the gradient of what is written to lies in rows, and not as that of the result does. */
  readonly keepsInRows?: true;
  /** By what it is multiplied. */
  factor?(attributes: A): number;
}

/**
 * An op that copies its first operand and writes elements of the second into it, or adds them. The third, where there is one,
 * holds indices. As in PyTorch, each element of the source gets the gradient of its place, though another was written over it.
 */
export function writing<A extends Attributes>(spec: WritingSpec<A>): Op<A> {
  const { adds: addition = () => false } = spec;
  const adds = (attributes: A): boolean => addition === true || addition(attributes);
  const factorOf = (attributes: A): number => spec.factor?.(attributes) ?? 1;
  const regionOf = (self: Shape, attributes: A, index: Operand | undefined, source: Shape): Shape => {
    const indexShape = typeof index === "object" ? index.shape : source;
    return spec.region?.(self, attributes, indexShape, source) ?? indexShape;
  };
  const placesOf = (self: Shape, attributes: A, index: Operand | undefined, source: Shape, region?: Shape): Tensor => {
    const places = (slice: Tensor): Tensor => {
      const positions = spec.positions(self, attributes, slice, source);
      return positionTensor(region ?? [positions.length], positions);
    };
    return typeof index === "object" ? fromIndex(index, places) : places(index as unknown as Tensor);
  };
  const kept = (self: Tensor, attributes: A, index: Operand): Tensor => {
    if (adds(attributes)) return self;
    const places = placesOf(self.shape, attributes, index, self.shape);
    return clearedAt(spec.keepsInRows ? self.contiguous() : self, places, spec.clears);
  };
  const op: Op<A> = {
    name: spec.name,
    gradFn: constantly(spec.gradFn),
    arity: 2,
    kind: "irregular",
    differentiable: true,
    ...(spec.mayRepeat && { mayRepeat: true }),
    ...(spec.keepsIndices && { keptFrom: 3 }),
    formulas: ["1 where nothing is written over it", "1"],
    samples: spec.samples,
    shape: ([self]) => [self!],
    forward([self, source, index], attributes) {
      const [x, y] = [self as Tensor, source as Tensor];
      const positions = spec.positions(x.shape, attributes, index as Tensor, y.shape);
      const shape = regionOf(x.shape, attributes, index, y.shape);
      const strides = spec.broadcasts ? broadcastStrides(y, shape) : y.strides;
      const written = denseNumbers({ storage: y.storage, offset: y.offset, shape, strides });
      const out = spec.room?.(x) ?? emptyTensor(x.shape, x.dtype);
      const numbers = Float64Array.from(denseNumbers(x));
      const plus = sumTimes(x.dtype, heldNumber(x.dtype, factorOf(attributes)));
      const isAdding = adds(attributes);
      // What is its own source is read where it has been written already, as in PyTorch.
      const isOwnSource = "inplace" in attributes && y.storage === x.storage && isContiguous(x) && isContiguous(y);
      const ahead = isOwnSource ? y.offset - x.offset : NaN;
      // What is one in storage is written as one, again and again.
      const firsts = "inplace" in attributes && isFolded(x) ? firstOfSame(x) : null;
      positions.forEach((position, i) => {
        const value = numbers[i + ahead] ?? written[i]!;
        const at = firsts?.[position] ?? position;
        if (at >= 0) numbers[at] = plus(isAdding ? numbers[at]! : 0, value);
      });
      firsts?.forEach((first, i) => (numbers[i] = numbers[first]!));
      writeNumbers(out, numbers);
      return [out];
    },
    saves([, ofSource]) {
      if (!ofSource && addition === true) return [];
      return spec.keepsSource && ofSource ? ["y", "z"] : ["z"];
    },
    vjp([g], { z }, info, [ofSelf, ofSource]) {
      const { attributes } = info;
      const shape = g!.shape;
      const gradientOfSource = (): Tensor => {
        const source = info.shapeOf(1);
        if (spec.broadcasts === "once") {
          const others = clearedAt(
            filledTensor(shape, 1, g!.dtype),
            placesOf(shape, attributes, z, source),
            spec.clears,
          );
          return where(others.eq(0), g!, 0).sum();
        }
        const taken = takeAt(
          g!.contiguous(),
          placesOf(shape, attributes, z, source, regionOf(shape, attributes, z, source)),
          spec.named,
        );
        const scaled = factorOf(attributes) === 1 ? taken : productByNumber(taken, factorOf(attributes));
        return spec.broadcasts ? scaled.sum_to_size(source) : scaled;
      };
      return [ofSelf ? kept(g!, attributes, z) : null, ofSource ? gradientOfSource() : null];
    },
    jvp([ofSelf, ofSource], { z }, { attributes }, [out]) {
      if (!ofSource) return [kept(ofSelf!, attributes, z)];
      const self = ofSelf ?? emptyTensor(out!.shape, out!.dtype);
      return [call(op, typeof z === "object" ? [self, ofSource, z] : [self, ofSource], attributes)];
    },
  };
  return op;
}

/** Room that lies as a tensor does, but without gaps. */
export function likeSelf(self: Tensor): Tensor {
  return emptyLike(self, self.dtype);
}

/** The same with a number for the source, which comes behind the index. */
export function writingNumber<A extends Attributes>(
  spec: Omit<WritingSpec<A>, "region" | "broadcasts" | "adds" | "keepsSource" | "factor">,
): Op<A> {
  const positionsOf = (self: Shape, attributes: A, index: Operand): Positions =>
    spec.positions(self, attributes, index as Tensor, []);
  const clear = (g: Tensor, attributes: A, index: Operand): Tensor => {
    const places = fromIndex(index as Tensor, (slice) => {
      const positions = positionsOf(g.shape, attributes, slice);
      return positionTensor([positions.length], positions);
    });
    return clearedAt(spec.keepsInRows ? g.contiguous() : g, places, spec.clears);
  };
  return {
    name: spec.name,
    gradFn: constantly(spec.gradFn),
    arity: 1,
    kind: "irregular",
    differentiable: true,
    ...(spec.mayRepeat && { mayRepeat: true }),
    ...(spec.keepsIndices && { keptFrom: 3 }),
    formulas: ["1 where nothing is written over it"],
    samples: spec.samples,
    shape: ([self]) => [self!],
    forward([self, index, value], attributes) {
      const x = self as Tensor;
      const out = spec.room?.(x) ?? emptyTensor(x.shape, x.dtype);
      const numbers = Float64Array.from(denseNumbers(x));
      for (const position of positionsOf(x.shape, attributes, index!)) numbers[position] = value as number;
      writeNumbers(out, numbers);
      return [out];
    },
    saves: () => ["y"],
    vjp: ([g], { y }, { attributes }) => [clear(g!, attributes, y)],
    jvp: ([tangent], { y }, { attributes }) => [tangent ? clear(tangent, attributes, y) : null],
  };
}
