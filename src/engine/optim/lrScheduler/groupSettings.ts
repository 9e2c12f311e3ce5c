import { inGradMode } from "../../autograd/gradMode.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import { rateOf } from "../learningRate.js";
import type { AnyOptimizer } from "./readers.js";

/** The settings of a group that schedulers read and write, of whatever optimizer it is. */
export interface ScheduledGroup {
  lr: unknown;
  initial_lr?: number;
  max_lr?: number;
  min_lr?: number;
  swa_lr?: number;
  momentum?: number;
  betas?: readonly [number, number];
  max_momentum?: number;
  base_momentum?: number;
}

export function groupsOf(optimizer: AnyOptimizer): readonly ScheduledGroup[] {
  return optimizer.param_groups as readonly ScheduledGroup[];
}

/** The learning rates as they are, one for each group. */
export function ratesOf(optimizer: AnyOptimizer): number[] {
  return groupsOf(optimizer).map(({ lr }) => rateOf(lr).value);
}

/** Sets a group's rate; one that is a tensor is written. */
export function setRate(group: ScheduledGroup, rate: number): void {
  const { lr } = group;
  if (isTensor(lr)) inGradMode(false, () => lr.fill_(rate));
  else group.lr = rate;
}

/** Sets the rates of all groups. Throws where a group came or went in the meantime. */
export function setRates(optimizer: AnyOptimizer, rates: readonly number[]): void {
  const groups = groupsOf(optimizer);
  if (rates.length !== groups.length) throw errors.groupsChanged(rates.length < groups.length);
  groups.forEach((group, i) => {
    setRate(group, rates[i]!);
  });
}

/** One number for each group. */
export function forEachGroup(name: string, optimizer: AnyOptimizer, value: number | readonly number[]): number[] {
  const { length } = optimizer.param_groups;
  if (typeof value === "number") return Array.from({ length }, () => value);
  if (value.length !== length) throw errors.valuesOfGroups(name, value.length, length);
  return [...value];
}

/** How momentum is set: as `momentum`, or as the first of the betas. Throws for an optimizer that has neither. */
export function usesBeta(optimizer: AnyOptimizer): boolean {
  if (!("momentum" in optimizer.defaults) && !("betas" in optimizer.defaults)) throw errors.noMomentumToCycle();
  return "betas" in optimizer.defaults;
}

export function setMomentum(group: ScheduledGroup, momentum: number, isBeta: boolean): void {
  if (isBeta) group.betas = [momentum, group.betas![1]];
  else group.momentum = momentum;
}

/** Notes between which bounds the momentum goes, and starts at the upper one. */
export function beginMomentum(
  optimizer: AnyOptimizer,
  bounds: { readonly base: readonly number[]; readonly max: readonly number[] },
  isBeta: boolean,
): void {
  groupsOf(optimizer).forEach((group, i) => {
    setMomentum(group, bounds.max[i]!, isBeta);
    group.max_momentum = bounds.max[i]!;
    group.base_momentum = bounds.base[i]!;
  });
}

/** a / b. Throws for b = 0, as Python does. */
export function quotient(a: number, b: number): number {
  if (b === 0) throw errors.zeroDivision("float division by zero");
  return a / b;
}
