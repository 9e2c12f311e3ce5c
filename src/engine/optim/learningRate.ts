import { roundTo } from "../storage.js";
import { isTensor } from "../tensorFactory.js";

/** A learning rate to compute with. PyTorch rounds what it computes from one that is a tensor to that tensor's dtype. */
export interface Rate {
  readonly value: number;
  round(value: number): number;
}

/** The rate that a group has: a number, or a tensor with one element that the script may change in place. */
export function rateOf(lr: unknown): Rate {
  if (!isTensor(lr)) return { value: lr as number, round: (value) => value };
  const { dtype } = lr;
  return { value: lr.item(), round: (value) => roundTo(dtype, value) };
}

/** What decoupled weight decay leaves of a weight in one step. */
export function keptWeight({ value, round }: Rate, weight_decay: number): number {
  return round(1 - round(value * round(weight_decay)));
}
