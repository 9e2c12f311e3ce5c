import { readArguments, stringArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { namedTuple, type FourTensors } from "../../namedTuple.js";
import { broadcastShapes, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { callMany } from "../dispatch.js";
import { floatArgument, tensorArgument } from "../operands.js";
import { batchOf } from "./matrices.js";
import LeastSquaresOps, { drivers, type Driver } from "./leastSquaresOps.js";

export interface LstsqOptions {
  /** Singular values that are no greater than this times the greatest count as 0; max(m, n) times epsilon unless given. */
  readonly rcond?: number | null;
  /** LAPACK's algorithm, "gelsy" unless given: "gels" wants full rank, "gelsd" and "gelss" give singular values. */
  readonly driver?: Driver | null;
}

/** What `lstsq` gives; what the driver does not compute is empty. */
export interface LeastSquares extends FourTensors {
  /** The solution with the least residual. */
  readonly solution: Tensor;
  /** The sums of squares of what is left, where A has full rank and more rows than columns. */
  readonly residuals: Tensor;
  /** The rank of each matrix, as int64; empty where the driver does not find it. */
  readonly rank: Tensor;
  /** The singular values of each matrix; empty where the driver does not find them. */
  readonly singular_values: Tensor;
}

/**
 * The X of least norm that minimises ‖A·X − B‖ for A [*, m, n] and B [*, m, k] or, as vectors, [*, m]. Throws for integers,
 * shapes and dtypes that do not fit, and with driver "gels" for a matrix that has not full rank.
 * https://docs.pytorch.org/docs/stable/generated/torch.linalg.lstsq.html
 */
export function lstsq(A: Tensor, B: Tensor, rcond?: number | null | LstsqOptions, options?: LstsqOptions): LeastSquares;
export function lstsq(A: Tensor, B: Tensor, ...args: unknown[]): LeastSquares {
  const named = byName(lstsq, "linalg_lstsq(input, b, rcond, *, driver)", arguments);
  if (named !== null) return named.result;
  const op = "linalg_lstsq";
  const [a, sides] = [tensorArgument(op, "input", A), tensorArgument(op, "b", B)];
  const given = readArguments<LstsqOptions>(op, ["rcond", "driver"], args);
  const driver = given.driver ?? "gelsy";
  stringArgument(op, "driver", driver);
  const b = matched(a, sides);
  if (!drivers.includes(driver)) {
    throw errors.leastSquaresArgument(`parameter \`driver\` should be one of (${[...drivers].join(", ")})`);
  }
  const rcond = given.rcond === undefined || given.rcond === null ? null : floatArgument(op, "rcond", given.rcond);
  // PyTorch first looks for the least number that counts, unless it is given.
  if (!a.dtype.is_floating_point)
    throw rcond === null ? errors.notFloatOrDouble() : errors.notImplementedFor("linalg_lstsq_cpu", a.dtype.label);
  const { linalg_lstsq, linalg_lstsq_spectrum } = LeastSquaresOps.ops;
  const [rank, singular_values] = callMany(linalg_lstsq_spectrum, [a], { driver, rcond }) as readonly [Tensor, Tensor];
  const [solution, residuals] = callMany(linalg_lstsq, [a, b], { driver, rcond }) as readonly [Tensor, Tensor];
  return namedTuple(op, { solution, residuals, rank, singular_values });
}

/** B of a shape that goes with A's. Throws where there is none. */
function matched(a: Tensor, b: Tensor): Tensor {
  if (a.ndim < 2) throw errors.leastSquaresArgument("input must have at least 2 dimensions.");
  if (b.ndim < 1) throw errors.leastSquaresArgument("other must have at least 1 dimension.");
  if (a.dtype !== b.dtype) {
    throw errors.leastSquaresArgument(
      `Expected input and other to have the same dtype, but got input's dtype ${a.dtype.label} and other's dtype ${b.dtype.label}`,
    );
  }
  const fewer = a.ndim - b.ndim;
  if (fewer !== 0 && fewer !== 1) {
    throw errors.leastSquaresArgument(
      "input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= 1",
    );
  }
  const isVector = fewer === 1 && (b.ndim === 1 || sameShape(b.shape, a.shape.slice(0, -1)));
  const dim = isVector ? -1 : -2;
  if (a.shape.at(-2) !== b.shape.at(dim)) {
    throw errors.leastSquaresArgument(`input.size(-2) should match other.size(${dim})`);
  }
  // PyTorch finds the batch of what has one dimension less as of vectors, also where it holds matrices.
  const batch = broadcastShapes(batchOf(a.shape), fewer === 1 ? b.shape.slice(0, -1) : batchOf(b.shape));
  return fewer === 1 && !isVector ? b.expand([...batch, ...b.shape.slice(-2)]) : b;
}
