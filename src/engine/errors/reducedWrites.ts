import { RuntimeError } from "./kinds.js";

export function scatterReduction(reduce: unknown): Error {
  return new RuntimeError(`reduce argument must be either sum, prod, mean, amax or amin, got ${String(reduce)}`);
}

export function indexReduction(reduce: unknown): Error {
  return new RuntimeError(
    `index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got ${String(reduce)}.`,
  );
}
