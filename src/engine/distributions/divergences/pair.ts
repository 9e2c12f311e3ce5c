import { full_like } from "../../fills.js";
import type { Tensor } from "../../tensor.js";
import type { Distribution } from "../distribution.js";

export type DistributionClass<Kind extends Distribution = Distribution> = abstract new (...args: never) => Kind;

/** The divergence of the distributions of one class from those of another. */
export interface Pair {
  readonly p: DistributionClass;
  readonly q: DistributionClass;
  readonly divergence: (p: Distribution, q: Distribution) => Tensor;
}

export function pair<P extends Distribution, Q extends Distribution>(
  p: DistributionClass<P>,
  q: DistributionClass<Q>,
  divergence: (p: P, q: Q) => Tensor,
): Pair {
  return { p, q, divergence: divergence as Pair["divergence"] };
}

/** Those whose divergence is infinite, since one is where the other cannot be; in the shape of a parameter. */
export function infinite<P extends Distribution>(
  p: DistributionClass<P>,
  qs: readonly DistributionClass[],
  like: (p: P) => Tensor,
): readonly Pair[] {
  return qs.map((q) => pair(p, q, (of) => full_like(like(of as P), Infinity)));
}
