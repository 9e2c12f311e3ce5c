import * as errors from "../../../errors.js";

export interface AmountOption {
  /** How many are pruned: a whole number of them, or a fraction in [0, 1]. 1 is one of them, as PyTorch's int is. */
  readonly amount?: number;
}

/** Refuses what is no number of units and no fraction. */
export function checkAmount(amount: unknown): number {
  if (typeof amount !== "number") throw errors.pruningAmountKind(amount);
  if (!(amount >= 0 && (amount <= 1 || Number.isInteger(amount)))) throw errors.pruningAmount(amount);
  return amount;
}

/** How many of so many units are pruned. Throws for more than there are. */
export function unitsToPrune(amount: number, units: number): number {
  if (!Number.isInteger(amount)) return roundedToEven(amount * units);
  if (amount > units) throw errors.pruningTooMany(amount, units);
  return amount;
}

/** As Python rounds: a half goes to the even number. */
function roundedToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
