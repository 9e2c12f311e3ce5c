import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { readOracle } from "../support/oracle.js";
import { checkSchedule, makeScheduler, withRates, type ScheduleAnswer, type Settings } from "../support/schedulers.js";
import { checkClose, numbersOf, type Numbers } from "../support/trainingRuns.js";

interface Schedule {
  readonly scheduler: string;
  readonly kwargs: Settings;
  /** As text, such as "SGD lr=[0.1, 0.4]"; SGD with 0.1 unless given. */
  readonly optimizer?: string;
  readonly metrics?: readonly number[];
  /** At first and after each step, of a single group or of each. */
  readonly lr: readonly Numbers[];
  readonly momentum?: readonly number[] | null;
  readonly get_last_lr?: readonly number[];
}

const { schedulers } = readOracle<{ schedulers: readonly Schedule[] }>("training/schedulers.json");

describe("schedulers go PyTorch's way", () => {
  for (const one of schedulers) {
    it(`${one.scheduler} ${JSON.stringify(one.kwargs)} of ${one.optimizer ?? "SGD"}`, () => {
      const optimizer = withRates(one.optimizer ?? "SGD lr=0.1");
      const scheduler = makeScheduler(one.scheduler, optimizer, one.kwargs);
      const rates = (): number[] => optimizer.param_groups.map(({ lr }) => lr);
      const momentum = (): number => {
        const group = optimizer.param_groups[0] as unknown as { betas?: readonly number[]; momentum: number };
        return group.betas?.[0] ?? group.momentum;
      };
      one.lr.forEach((expected, i) => {
        checkClose(rates(), numbersOf(expected), 1e-12);
        if (one.momentum) checkClose([momentum()], [one.momentum[i]!], 1e-12);
        if (i === one.lr.length - 1) return;
        optimizer.step();
        if (one.metrics !== undefined) (scheduler as torch.optim.lr_scheduler.ReduceLROnPlateau).step(one.metrics[i]!);
        else if (one.kwargs["step"] === "step(i/4)") scheduler.step(i / 4);
        else scheduler.step();
      });
      if (one.get_last_lr !== undefined) checkClose(scheduler.get_last_lr(), one.get_last_lr, 1e-12);
      assert.deepEqual(scheduler.get_last_lr(), rates());
    });
  }
});

describe("schedulers go PyTorch's way with any options and epochs", () => {
  const { schedules } = readOracle<{ schedules: readonly ScheduleAnswer[] }>("answers/schedulers.json");
  for (const one of schedules) {
    const epochs = one.epochs === null ? "" : `, epochs ${JSON.stringify(one.epochs)}`;
    it(`${one.scheduler} ${JSON.stringify(one.kwargs)} of ${one.optimizer}${epochs}`, () => {
      captureWarnings(() => {
        checkSchedule(one);
      });
    });
  }
});
