import type { Block, ElementFunction } from "./kernels.js";

/** Gives a function of numbers a loop of its own that says the same. */
export function withBlock<F extends (x: number, y: number, z: number) => number>(
  of: F,
  block: Block,
): F & { readonly block: Block } {
  return Object.assign(of, { block });
}

export const plus = withBlock(
  (x, y) => x + y,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! + y[i]!;
  },
);

export const minus = withBlock(
  (x, y) => x - y,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! - y[i]!;
  },
);

export const subtractedFrom = withBlock(
  (x, y) => y - x,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = y[i]! - x[i]!;
  },
);

export const times = withBlock(
  (x, y) => x * y,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! * y[i]!;
  },
);

export const over = withBlock(
  (x, y) => x / y,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! / y[i]!;
  },
);

export const negated = withBlock(
  (x) => -x,
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = -x[i]!;
  },
);

export const squared = withBlock(
  (x) => x * x,
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! * x[i]!;
  },
);

export const inverse = withBlock(
  (x) => 1 / x,
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = 1 / x[i]!;
  },
);

export const logarithm = withBlock(
  (x) => Math.log(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = Math.log(x[i]!);
  },
);

export const absolute = withBlock(
  (x) => Math.abs(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = Math.abs(x[i]!);
  },
);

export const squareRoot = withBlock(
  (x) => Math.sqrt(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = Math.sqrt(x[i]!);
  },
);

export const exponential = withBlock(
  (x) => Math.exp(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]!);
  },
);

export const hyperbolicTangent = withBlock(
  (x) => Math.tanh(x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = Math.tanh(x[i]!);
  },
);

/** y is the hyperbolic tangent. */
export const tangentSlope = withBlock(
  (x, y) => x * (1 - y * y),
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! * (1 - y[i]! * y[i]!);
  },
);

export const logistic = withBlock(
  (x) => 1 / (1 + Math.exp(-x)),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = 1 / (1 + Math.exp(-x[i]!));
  },
);

/** y is the logistic function. */
export const logisticSlope = withBlock(
  (x, y) => x * (1 - y) * y,
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! * (1 - y[i]!) * y[i]!;
  },
);

/** The greater of x and 0, written so that NaN passes, as PyTorch does it. */
export const rectified = withBlock(
  (x) => (x <= 0 ? 0 : x),
  (count, out, x) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! <= 0 ? 0 : x[i]!;
  },
);

/** y where z is 0, else x. */
export const chosen = withBlock(
  (x, y, z) => (z === 0 ? y : x),
  (count, out, x, y, z) => {
    for (let i = 0; i < count; i++) out[i] = z[i] === 0 ? y[i]! : x[i]!;
  },
);

/** From x to y, by the part z of the way; from the nearer end, so that both ends are exact. */
export const between = withBlock(
  (x, y, z) => (Math.abs(z) < 0.5 ? x + z * (y - x) : y - (y - x) * (1 - z)),
  (count, out, x, y, z) => {
    for (let i = 0; i < count; i++) {
      const [start, end, part] = [x[i]!, y[i]!, z[i]!];
      out[i] = Math.abs(part) < 0.5 ? start + part * (end - start) : end - (end - start) * (1 - part);
    }
  },
);

/** (x − y)·z: how far x is from the mean, in standard deviations, if z is the inverse of one. */
export const standardScore = withBlock(
  (x, y, z) => (x - y) * z,
  (count, out, x, y, z) => {
    for (let i = 0; i < count; i++) out[i] = (x[i]! - y[i]!) * z[i]!;
  },
);

export const squaredDistance = withBlock(
  (x, y) => (x - y) * (x - y),
  (count, out, x, y) => {
    for (let i = 0; i < count; i++) out[i] = (x[i]! - y[i]!) * (x[i]! - y[i]!);
  },
);

export const scaledAndShifted = withBlock(
  (x, y, z) => x * y + z,
  (count, out, x, y, z) => {
    for (let i = 0; i < count; i++) out[i] = x[i]! * y[i]! + z[i]!;
  },
);

/** x + factor·y */
export function plusTimes(factor: number): ((x: number, y: number) => number) & { readonly block: Block } {
  return withBlock(
    (x, y) => x + factor * y,
    (count, out, x, y) => {
      for (let i = 0; i < count; i++) out[i] = x[i]! + factor * y[i]!;
    },
  );
}

/** x + factor·y·z */
export function plusProduct(factor: number): ElementFunction {
  return withBlock(
    (x, y, z) => x + factor * y * z,
    (count, out, x, y, z) => {
      for (let i = 0; i < count; i++) out[i] = x[i]! + factor * y[i]! * z[i]!;
    },
  );
}

/** x + factor·y / z */
export function plusQuotient(factor: number): ElementFunction {
  return withBlock(
    (x, y, z) => x + (factor * y) / z,
    (count, out, x, y, z) => {
      for (let i = 0; i < count; i++) out[i] = x[i]! + (factor * y[i]!) / z[i]!;
    },
  );
}

/** x where y is above the threshold, else 0. */
export function whereAbove(threshold: number): ElementFunction {
  return withBlock(
    (x, y) => (y <= threshold ? 0 : x),
    (count, out, x, y) => {
      for (let i = 0; i < count; i++) out[i] = y[i]! <= threshold ? 0 : x[i]!;
    },
  );
}
