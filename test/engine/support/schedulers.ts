import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { checkClose, makeOptimizer, type Numbers } from "./trainingRuns.js";

export type Settings = Readonly<Record<string, unknown>>;

type AnyOptimizer = torch.optim.lr_scheduler.AnyOptimizer;
type Scheduler = torch.optim.lr_scheduler.LRScheduler;

/** What the answers write as text. */
const functions: Readonly<Record<string, (x: number) => number>> = {
  "0.9 if epoch is odd else 0.5": (epoch) => (epoch % 2 === 1 ? 0.9 : 0.5),
  "0.5**epoch": (epoch) => 0.5 ** epoch,
  "1+epoch": (epoch) => 1 + epoch,
  "0.5**x": (x) => 0.5 ** x,
};

/** An optimizer from text such as "SGD lr=[0.1, 0.4] momentum=0.9": a group for each rate. */
export function withRates(text: string): AnyOptimizer {
  const [, name, rates, momentum] = /^(\w+) lr=(\[.*?\]|\S+)(?: momentum=(\S+))?$/.exec(text)!;
  const lrs = [JSON.parse(rates!) as number | number[]].flat();
  const groups = lrs.map((lr) => ({ params: [torch.zeros(1, { requires_grad: true })], lr }));
  return makeOptimizer(name!, groups as never, momentum === undefined ? {} : { momentum: Number(momentum) });
}

/** A scheduler by its name, where functions and inner schedulers are text. */
export function makeScheduler(name: string, optimizer: AnyOptimizer, kwargs: Settings): Scheduler {
  const settings = Object.fromEntries(Object.entries(kwargs).filter(([key]) => key !== "step"));
  if (typeof settings["scale_fn"] === "string") settings["scale_fn"] = functions[settings["scale_fn"]];
  if ("lr_lambda" in settings) {
    const lambdas = settings["lr_lambda"] as string | string[];
    settings["lr_lambda"] = Array.isArray(lambdas) ? lambdas.map((text) => functions[text]) : functions[lambdas];
  }
  if ("schedulers" in settings)
    settings["schedulers"] = (settings["schedulers"] as readonly string[]).map((text) => inner(text, optimizer));
  if (name === "ChainedScheduler") return construct(name, [settings]);
  return construct(name, [optimizer, settings]);
}

/** A scheduler from text such as "LinearLR(0.1,1.0,3)". */
function inner(text: string, optimizer: AnyOptimizer): Scheduler {
  const [, name, args] = /^(\w+)\((.*)\)$/.exec(text)!;
  return construct(name!, [optimizer, ...args!.split(",").map(Number)]);
}

function construct(name: string, args: readonly unknown[]): Scheduler {
  const { lr_scheduler, swa_utils } = torch.optim;
  const Class: unknown = name === "SWALR" ? swa_utils.SWALR : Reflect.get(lr_scheduler, name);
  return new (Class as new (...args: readonly unknown[]) => Scheduler)(...args);
}

/** What a scheduler did to an optimizer in some steps. */
export interface ScheduleAnswer {
  readonly scheduler: string;
  readonly kwargs: Settings;
  readonly optimizer: string;
  /** What `step` was given each time: an epoch, the metric, or nothing. */
  readonly epochs: readonly (number | null)[] | null;
  readonly metrics: readonly number[] | null;
  /** Of each group, at first and after each step. */
  readonly lr: readonly (readonly number[])[];
  readonly momentum: readonly (readonly number[])[];
  /** What `state_dict` has at the end, and its numbers, text and truths. */
  readonly keys: readonly string[];
  readonly state: Readonly<Record<string, Numbers | boolean>>;
  readonly group_keys: readonly string[];
}

export function checkSchedule(one: ScheduleAnswer): void {
  const optimizer = withRates(one.optimizer);
  const scheduler = makeScheduler(one.scheduler, optimizer, one.kwargs);
  one.lr.forEach((rates, i) => {
    const groups = optimizer.param_groups as unknown as readonly Readonly<Record<string, unknown>>[];
    const momenta = groups.map(({ betas, momentum }) => (betas as readonly number[] | undefined)?.[0] ?? momentum);
    checkClose(
      groups.map(({ lr }) => lr as number),
      rates,
      1e-12,
    );
    checkClose(momenta as number[], one.momentum[i]!, 1e-12);
    if (i === one.lr.length - 1) return;
    optimizer.step();
    scheduler.step(one.metrics?.[i] ?? one.epochs?.[i]);
  });
  const state = scheduler.state_dict();
  assert.deepEqual(Object.keys(state).sort(), one.keys);
  for (const [name, expected] of Object.entries(one.state)) {
    const actual = state[name];
    if (typeof expected === "number") checkClose([actual as number], [expected], 1e-12);
    else if (typeof actual === "number") assert.equal(String(actual).replace("Infinity", "inf"), expected);
    else assert.equal(actual, expected);
  }
  assert.deepEqual(Object.keys(optimizer.param_groups[0]!).sort(), one.group_keys);
}
