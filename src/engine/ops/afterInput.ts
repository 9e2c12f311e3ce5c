import type { Tensor } from "../tensor.js";

/** The arguments of a function after its tensor: what the method of the same name takes. */
export type AfterInput<F> = F extends (input: Tensor, ...args: infer Args) => unknown ? Args : never;
