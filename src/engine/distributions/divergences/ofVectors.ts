import * as errors from "../../errors.js";
import * as linalg from "../../linalg.js";
import { broadcastShapes, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Distribution } from "../distribution.js";
import {
  LowRankMultivariateNormal,
  lowRankLogDeterminant,
  lowRankMahalanobis,
  overDiagonal,
} from "../lowRankMultivariateNormal.js";
import { logDeterminant, mahalanobis, traceOfSquare } from "../mahalanobis.js";
import { MultivariateNormal } from "../multivariateNormal.js";
import { pair, type Pair } from "./pair.js";

/** The divergences of normal distributions of vectors. */
export const ofVectors: readonly Pair[] = [
  pair(MultivariateNormal, MultivariateNormal, (p, q) => {
    if (!haveSameEvents(p, q)) throw errors.divergenceOfShapes("Multivariate Normals");
    const determinants = logDeterminant(q.factor).sub(logDeterminant(p.factor));
    const trace = traceOfSquare(solved(q.factor, p.factor));
    const distance = mahalanobis(q.factor, q.loc.sub(p.loc));
    return determinants.add(trace.add(distance).sub(p.event_shape[0]!).mul(0.5));
  }),
  pair(LowRankMultivariateNormal, LowRankMultivariateNormal, (p, q) => {
    if (!haveSameEvents(p, q)) throw errors.divergenceOfShapes("Low Rank Multivariate Normals");
    const determinants = lowRankLogDeterminant(q.parts).sub(lowRankLogDeterminant(p.parts));
    const projection = projectionOf(q);
    const trace = p.parts.diagonal
      .div(q.parts.diagonal)
      .sum(-1)
      .add(traceOfSquare(p.parts.factor.mul(q.parts.diagonal.rsqrt().unsqueeze(-1))))
      .sub(traceOfSquare(projection.mul(p.parts.diagonal.sqrt().unsqueeze(-2))))
      .sub(traceOfSquare(projection.matmul(p.parts.factor)));
    return fromLowRank(p, q, determinants, trace);
  }),
  pair(MultivariateNormal, LowRankMultivariateNormal, (p, q) => {
    if (!haveSameEvents(p, q)) throw errors.divergenceOfShapes("(Low Rank) Multivariate Normals");
    const determinants = lowRankLogDeterminant(q.parts).sub(logDeterminant(p.factor).mul(2));
    const scaled = p.factor.mul(q.parts.diagonal.rsqrt().unsqueeze(-1));
    const trace = traceOfSquare(scaled).sub(traceOfSquare(projectionOf(q).matmul(p.factor)));
    return fromLowRank(p, q, determinants, trace);
  }),
  pair(LowRankMultivariateNormal, MultivariateNormal, (p, q) => {
    if (!haveSameEvents(p, q)) throw errors.divergenceOfShapes("(Low Rank) Multivariate Normals");
    const determinants = logDeterminant(q.factor).mul(2).sub(lowRankLogDeterminant(p.parts));
    const distance = mahalanobis(q.factor, q.loc.sub(p.loc));
    const deviations = p.parts.diagonal.sqrt().diag_embed();
    const trace = traceOfSquare(solved(q.factor, p.parts.factor)).add(traceOfSquare(solved(q.factor, deviations)));
    return determinants.add(trace).add(distance).sub(p.event_shape[0]!).mul(0.5);
  }),
];

function haveSameEvents(p: Distribution, q: Distribution): boolean {
  return sameShape(p.event_shape, q.event_shape);
}

function fromLowRank(
  p: Distribution & { readonly loc: Tensor },
  q: LowRankMultivariateNormal,
  determinants: Tensor,
  trace: Tensor,
): Tensor {
  const distance = lowRankMahalanobis(q.parts, q.loc.sub(p.loc));
  return determinants.add(trace).add(distance).sub(p.event_shape[0]!).mul(0.5);
}

/** What of a covariance's inverse is not its diagonal. */
function projectionOf({ parts }: LowRankMultivariateNormal): Tensor {
  return linalg.solve_triangular(parts.capacitance, overDiagonal(parts.factor, parts.diagonal), { upper: false });
}

function solved(factor: Tensor, matrix: Tensor): Tensor {
  const batch = broadcastShapes(factor.shape.slice(0, -2), matrix.shape.slice(0, -2));
  const [left, right] = [factor, matrix].map((one) => one.expand([...batch, ...one.shape.slice(-2)]));
  return linalg.solve_triangular(left!, right!, { upper: false });
}
