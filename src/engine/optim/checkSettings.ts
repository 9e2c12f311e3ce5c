import * as errors from "../errors.js";
import { rateOf } from "./learningRate.js";

/** Throws for a number below 0 and for NaN, in PyTorch's words: `Invalid momentum value: -1`. */
export function checkNotNegative(what: string, value: number): void {
  if (!(value >= 0)) throw errors.invalidSetting(what, value);
}

/** Throws for a learning rate below 0 and for NaN. */
export function checkRate(lr: unknown): void {
  checkNotNegative("learning rate", rateOf(lr).value);
}

/** What Adam and its relatives want of the settings that they share. */
export function checkMeans({
  lr,
  betas,
  eps,
  weight_decay,
}: {
  readonly lr: unknown;
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly weight_decay: number;
}): void {
  checkRate(lr);
  checkNotNegative("epsilon value", eps);
  betas.forEach((beta, i) => {
    if (!(beta >= 0 && beta < 1)) throw errors.invalidFloatSetting(`beta parameter at index ${i}`, beta);
  });
  checkNotNegative("weight_decay value", weight_decay);
}
