import type { DType } from "../dtype.js";
import { denseNumbers, writeNumbers } from "../kernels/dense.js";
import type { Shape } from "../shape.js";
import { emptyTensor, filledTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { where } from "./comparisons.js";
import { productIn, sumIn } from "./integerArithmetic.js";
import { accumulatedAt, takeAt } from "./takes.js";
import type { Named } from "./taking.js";

/** How the elements that go to one place become one. */
export type How = "sum" | "prod" | "mean" | "amax" | "amin";

export type Reducing = { readonly dim: number; readonly reduce: How; readonly include_self: boolean };

const ways: {
  readonly [H in How]: {
    readonly start: number;
    readonly nextIn: (dtype: DType) => (total: number, value: number) => number;
  };
} = {
  sum: { start: 0, nextIn: sumIn },
  prod: { start: 1, nextIn: productIn },
  mean: { start: 0, nextIn: sumIn },
  amax: { start: -Infinity, nextIn: () => Math.max },
  amin: { start: Infinity, nextIn: () => Math.min },
};

/** Writes the reduced elements; places to which nothing goes keep theirs. */
export function reduced(
  x: Tensor,
  source: Tensor,
  region: Shape,
  positions: ArrayLike<number>,
  { reduce, include_self }: Reducing,
): Tensor {
  const numbers = Float64Array.from(denseNumbers(x));
  const counts = new Float64Array(numbers.length);
  const written = denseNumbers({
    storage: source.storage,
    offset: source.offset,
    shape: region,
    strides: source.strides,
  });
  const { start, nextIn } = ways[reduce];
  const next = nextIn(x.dtype);
  for (let i = 0; i < positions.length; i++) {
    const place = positions[i]!;
    if (counts[place]!++ === 0 && !include_self) numbers[place] = start;
    numbers[place] = next(numbers[place]!, written[i]!);
  }
  if (reduce === "mean") {
    counts.forEach((count, place) => {
      const divisor = count + (include_self ? 1 : 0);
      if (count === 0) return;
      const mean = numbers[place]! / divisor;
      numbers[place] = x.dtype.is_floating_point ? mean : Math.floor(mean);
    });
  }
  const out = emptyTensor(x.shape, x.dtype);
  writeNumbers(out, numbers);
  return out;
}

interface Written {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly out: Tensor;
  /** Where each element that is written of the source goes. */
  readonly places: Tensor;
  /** The part of what is like the source that is written. */
  readonly written: (values: Tensor) => Tensor;
  /** Which of a tensor's own elements that are the extreme share it with those that went to them. */
  readonly sharing: (hits: Tensor) => Tensor;
  /** PyTorch's nodes where what lies at the places is read. */
  readonly named: Named;
}

/** How each result depends on its own element, and on those that went to it. */
export interface Slopes {
  /** The derivatives as factors; null for 1. */
  readonly factors: readonly [own: Tensor | null, others: Tensor | null];
  /** The gradient of the own elements, in PyTorch's order of operations. */
  ofSelf(g: Tensor): Tensor;
  /** That of those that went to them. */
  ofSource(g: Tensor): Tensor;
}

/**
 * By PyTorch's formulas. Where a result's own element does not count, what is made of it is to be cleared. As in PyTorch a source that
 * is greater than what is written of it is broadcast with that, or refused.
 */
export function slopesOf(
  { x, y, out, places, written, sharing, named }: Written,
  again: (x: Tensor, y: Tensor) => Tensor,
  attributes: Reducing,
): Slopes {
  const { reduce, include_self } = attributes;
  const at = (values: Tensor): Tensor => takeAt(values.contiguous(), places, named);
  const counted = (hits: Tensor): Tensor => accumulatedAt(written(hits), places, x.shape);
  switch (reduce) {
    case "sum":
      return { factors: [null, null], ofSelf: (g) => g, ofSource: at };
    case "mean": {
      const hits = accumulatedAt(filledTensor(places.shape, 1, y.dtype), places, x.shape);
      const divisor = (include_self ? hits.add(1) : hits).clamp({ min: 1 });
      const ofSource = (g: Tensor): Tensor => at(g).div(at(divisor));
      return {
        factors: [divisor.reciprocal(), at(divisor).reciprocal()],
        ofSelf: (g) => g.div(divisor),
        ofSource,
      };
    }
    case "prod": {
      // Without its own zero an element's product is that of the others.
      const whole = x.masked_fill(x.eq(0), 1);
      const product = again(whole, y);
      const isZero = y.eq(0);
      const zeros = counted(isZero.to(y.dtype));
      const isOnlyZero = isZero.to(y.dtype).mul(at(zeros).eq(1)).bool();
      const others = again(x, y.masked_fill(isOnlyZero, 1));
      const divisor = y.masked_fill(isZero, 1);
      return {
        factors: [product.div(whole), where(isOnlyZero, at(others), at(out).div(divisor))],
        ofSelf: (g) => g.mul(product).div(whole),
        ofSource: (g) => where(isOnlyZero, at(g.mul(others)), at(g.mul(out)).div(divisor)),
      };
    }
    default: {
      const [ownHit, hit] = [x.eq(out).to(x.dtype), y.eq(at(out)).to(y.dtype)];
      const hits = counted(hit).add(sharing(ownHit));
      const shared = (g: Tensor): Tensor => g.div(hits);
      return {
        factors: [ownHit.div(hits), hit.div(at(hits))],
        ofSelf: (g) => ownHit.mul(shared(g)),
        ofSource: (g) => hit.mul(at(shared(g))),
      };
    }
  }
}
