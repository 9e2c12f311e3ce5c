import * as errors from "../errors.js";

/** Settings that PyTorch uses to choose between implementations of the same step; here they change nothing. */
export interface ImplementationOptions {
  readonly foreach?: boolean | null;
  readonly fused?: boolean | null;
  /** Whether the step itself can be differentiated. Not supported: must be false. */
  readonly differentiable?: boolean;
}

/** Throws unless the setting is a number of at least 0, in PyTorch's words: `Invalid learning rate: -1`. */
export function checkNotNegative(what: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0)) throw errors.invalidSetting(what, value);
}

export function checkImplementation({ differentiable }: ImplementationOptions): void {
  if (differentiable) throw errors.differentiableOptimizer();
}
