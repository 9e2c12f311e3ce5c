import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { checkMistakes, wrong } from "../support/checkMistakes.js";
import { checkClose } from "../support/trainingRuns.js";

const { lr_scheduler } = torch.optim;

function sgd(...rates: number[]): torch.optim.SGD {
  const groups = (rates.length === 0 ? [0.1] : rates).map((lr) => ({ params: [torch.zeros(1)], lr }));
  return new torch.optim.SGD(groups, { lr: 0.1, momentum: 0.9 });
}

const ratesOf = (optimizer: torch.optim.SGD): number[] => optimizer.param_groups.map(({ lr }) => lr);

describe("a learning rate scheduler", () => {
  it("takes its settings in PyTorch's order, by name, or both", () => {
    const { StepLR } = lr_scheduler;
    for (const scheduler of [
      new StepLR(sgd(), 3, 0.5),
      new StepLR(sgd(), { step_size: 3, gamma: 0.5 }),
      new StepLR(sgd(), 3, { gamma: 0.5 }),
    ])
      assert.deepEqual([scheduler.step_size, scheduler.gamma, scheduler.last_epoch], [3, 0.5, 0]);
  });

  it("refuses settings of another kind where they stand, not at a later step", () => {
    const optimizer = sgd();
    const parts = [new lr_scheduler.ConstantLR(optimizer), new lr_scheduler.ConstantLR(optimizer)];
    const refused: readonly (readonly [RegExp, () => unknown])[] = [
      [
        /'scale_fn' must be a function, not number/,
        () => new lr_scheduler.CyclicLR(sgd(), 0.1, 1, { scale_fn: 3 as never }),
      ],
      [
        /'scale_mode' must be "cycle" or "iterations"/,
        () => new lr_scheduler.CyclicLR(sgd(), 0.1, 1, { scale_mode: "x" as never }),
      ],
      [/'milestones' must be list of ints/, () => new lr_scheduler.MultiStepLR(sgd(), 3 as never)],
      [/'milestones' must be list of ints/, () => new lr_scheduler.MultiStepLR(sgd(), [NaN])],
      [/'milestones' must be list of ints/, () => new lr_scheduler.SequentialLR(optimizer, parts, ["a"] as never)],
    ];
    for (const [message, call] of refused) assert.throws(call, message);
    assert.deepEqual(new lr_scheduler.MultiStepLR(sgd(), new Set([2, 4])).milestones, { 2: 1, 4: 1 });
  });

  it("warns, once a place, if it is stepped before the optimizer", () => {
    const optimizer = sgd();
    const scheduler = new lr_scheduler.ExponentialLR(optimizer, 0.5);
    const early = captureWarnings(() => {
      scheduler.step();
    }).warnings;
    assert.equal(early.length, 1);
    assert.match(
      early[0]!,
      /^Detected call of `lr_scheduler\.step\(\)` before `optimizer\.step\(\)`\. In PyTorch 1\.1\.0/,
    );
    const other = sgd();
    const late = new lr_scheduler.ExponentialLR(other, 0.5);
    const none = captureWarnings(() => {
      other.step();
      late.step();
      late.step();
    }).warnings;
    assert.deepEqual(none, []);
  });

  it("warns if nobody can tell whether the optimizer stepped", () => {
    const optimizer = sgd();
    const scheduler = new lr_scheduler.ExponentialLR(optimizer, 0.5);
    Object.assign(optimizer, { step: () => null });
    const { warnings } = captureWarnings(() => {
      scheduler.step();
    });
    assert.match(warnings[0]!, /^Seems like `optimizer\.step\(\)` has been overridden after learning rate scheduler/);
  });

  it("warns where get_lr is called for get_last_lr, and where an epoch is given", () => {
    const optimizer = sgd();
    const scheduler = new lr_scheduler.ExponentialLR(optimizer, 0.5);
    optimizer.step();
    const { warnings } = captureWarnings(() => {
      scheduler.get_lr();
      scheduler.step(3);
    });
    assert.equal(warnings[0], "To get the last learning rate computed by the scheduler, please use `get_last_lr()`.");
    assert.match(
      warnings[1]!,
      /^The epoch parameter in `scheduler\.step\(\)` was not necessary and is being deprecated/,
    );
    checkClose(ratesOf(optimizer), [0.0125], 1e-15);
  });

  it("goes on from its state_dict, inner schedulers too", () => {
    const make = (optimizer: torch.optim.SGD): torch.optim.lr_scheduler.SequentialLR =>
      new lr_scheduler.SequentialLR(
        optimizer,
        [new lr_scheduler.LinearLR(optimizer, 0.1, 1, 3), new lr_scheduler.CosineAnnealingLR(optimizer, 5)],
        [3],
      );
    const [optimizer, resumed] = [sgd(0.1, 1), sgd(0.1, 1)];
    const [scheduler, second] = [make(optimizer), make(resumed)];
    const step = (which: torch.optim.SGD, by: torch.optim.lr_scheduler.LRScheduler, times: number): void => {
      for (let i = 0; i < times; i++) {
        which.step();
        by.step();
      }
    };
    step(optimizer, scheduler, 4);
    second.load_state_dict(structuredClone(scheduler.state_dict()));
    resumed.load_state_dict(optimizer.state_dict());
    step(optimizer, scheduler, 3);
    step(resumed, second, 3);
    assert.deepEqual(ratesOf(resumed), ratesOf(optimizer));
    assert.deepEqual(second.state_dict(), scheduler.state_dict());
  });

  it("goes on from a last_epoch where the groups know their first rates", () => {
    const optimizer = sgd();
    for (const group of optimizer.param_groups) group.initial_lr = 0.1;
    const scheduler = new lr_scheduler.StepLR(optimizer, 3, { last_epoch: 4 });
    assert.deepEqual([scheduler.last_epoch, scheduler.base_lrs], [5, [0.1]]);
  });

  it("writes a rate that is a tensor", () => {
    const lr = torch.tensor(0.5);
    const optimizer = new torch.optim.SGD([torch.zeros(1)], { lr });
    const scheduler = new lr_scheduler.ExponentialLR(optimizer, 0.5);
    optimizer.step();
    scheduler.step();
    assert.deepEqual([lr.item(), scheduler.get_last_lr()], [0.25, [0.25]]);
  });

  it("can be one of the script's own, which says what the rates are", () => {
    class Warmup extends lr_scheduler.LRScheduler {
      declare steps: number;

      constructor(optimizer: torch.optim.SGD, steps: number) {
        super(optimizer, -1, { steps });
      }

      override get_lr(): number[] {
        return this.base_lrs.map((rate) => rate * Math.min(1, (this.last_epoch + 1) / this.steps));
      }
    }
    const optimizer = sgd(1);
    const scheduler = new Warmup(optimizer, 4);
    const rates = [0, 1, 2, 3].map(() => {
      const before = ratesOf(optimizer)[0];
      optimizer.step();
      scheduler.step();
      return before;
    });
    assert.deepEqual(rates, [0.25, 0.5, 0.75, 1]);
  });
});

const value = { name: "ValueError" };
checkMistakes("learning rate schedulers", [
  {
    does: "what is no optimizer",
    name: "TypeError",
    message: "int is not an Optimizer",
    code: () => new lr_scheduler.StepLR(wrong(3), 3),
  },
  {
    does: "a module",
    name: "TypeError",
    message: "Linear is not an Optimizer",
    code: () => new lr_scheduler.StepLR(wrong(new torch.nn.Linear(1, 1)), 3),
  },
  {
    does: "a missing setting",
    name: "TypeError",
    message: "StepLR.__init__() missing 1 required positional argument: 'step_size'",
    code: () => new lr_scheduler.StepLR(sgd(), wrong(undefined)),
  },
  {
    does: "a misspelt setting",
    name: "TypeError",
    message: "StepLR.__init__() got an unexpected keyword argument 'stepsize' (did you mean 'step_size'?)",
    code: () => new lr_scheduler.StepLR(sgd(), wrong({ stepsize: 3 })),
  },
  {
    does: "a last_epoch without first rates",
    name: "KeyError",
    message: /^param 'initial_lr' is not specified in param_groups\[0\] when resuming scheduler with last_epoch >= 0\./,
    code: () => new lr_scheduler.StepLR(sgd(), 3, { last_epoch: 2 }),
  },
  {
    does: "a step size of 0",
    name: "ZeroDivisionError",
    message: "integer modulo by zero",
    code: () => {
      const optimizer = sgd();
      const scheduler = new lr_scheduler.StepLR(optimizer, 0);
      optimizer.step();
      scheduler.step();
    },
  },
  {
    does: "a start factor of 0",
    ...value,
    message: "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.",
    code: () => new lr_scheduler.LinearLR(sgd(), 0),
  },
  {
    does: "an end factor above 1",
    ...value,
    message: "Ending multiplicative factor expected to be between 0 and 1.",
    code: () => new lr_scheduler.LinearLR(sgd(), 0.5, 2),
  },
  {
    does: "a constant factor above 1",
    ...value,
    message: "Constant multiplicative factor expected to be between 0 and 1.",
    code: () => new lr_scheduler.ConstantLR(sgd(), 2),
  },
  {
    does: "functions for another number of groups",
    ...value,
    message: "Expected 1 lr_lambdas, but got 2",
    code: () => new lr_scheduler.LambdaLR(sgd(), [() => 1, () => 2]),
  },
  {
    does: "a number for a function",
    name: "TypeError",
    message: "lr_lambda should be a function, but got int",
    code: () => new lr_scheduler.MultiplicativeLR(sgd(), wrong(3)),
  },
  {
    does: "rates for another number of groups",
    ...value,
    message: "max_lr must have the same length as optimizer.param_groups. max_lr has 2 values, param_groups has 1.",
    code: () => new lr_scheduler.CyclicLR(sgd(), 0.1, [0.2, 0.3]),
  },
  {
    does: "an unknown mode",
    ...value,
    message: "mode is invalid and scale_fn is None",
    code: () => new lr_scheduler.CyclicLR(sgd(), 0.1, 0.2, { mode: wrong("x") }),
  },
  {
    does: "an optimizer without momentum",
    ...value,
    message: "optimizer must support momentum or beta1 with `cycle_momentum` option enabled",
    code: () => new lr_scheduler.OneCycleLR(new torch.optim.Adagrad([torch.zeros(1)]), 0.1, { total_steps: 4 }),
  },
  {
    does: "an unknown number of steps",
    ...value,
    message: "You must define either total_steps OR (epochs AND steps_per_epoch)",
    code: () => new lr_scheduler.OneCycleLR(sgd(), 0.1),
  },
  {
    does: "a negative number of steps",
    ...value,
    message: "Expected positive integer total_steps, but got -1",
    code: () => new lr_scheduler.OneCycleLR(sgd(), 0.1, -1),
  },
  {
    does: "a share above 1",
    ...value,
    message: "Expected float between 0 and 1 pct_start, but got 1.5",
    code: () => new lr_scheduler.OneCycleLR(sgd(), 0.1, 4, { pct_start: 1.5 }),
  },
  {
    does: "an unknown strategy",
    ...value,
    message: "anneal_strategy must be one of 'cos' or 'linear', instead got x",
    code: () => new lr_scheduler.OneCycleLR(sgd(), 0.1, 4, { anneal_strategy: wrong("x") }),
  },
  {
    does: "more steps than the cycle has",
    ...value,
    message: "Tried to step 3 times. The specified number of total steps is 2",
    code: () => {
      const optimizer = sgd();
      const scheduler = new lr_scheduler.OneCycleLR(optimizer, 0.1, 2, { pct_start: 0.2 });
      optimizer.step();
      for (let i = 0; i < 3; i++) scheduler.step();
    },
  },
  {
    does: "a period of no epochs",
    ...value,
    message: "Expected positive integer T_0, but got 0",
    code: () => new lr_scheduler.CosineAnnealingWarmRestarts(sgd(), 0),
  },
  {
    does: "a period that shrinks",
    ...value,
    message: "Expected integer T_mult >= 1, but got 0.5",
    code: () => new lr_scheduler.CosineAnnealingWarmRestarts(sgd(), 2, 0.5),
  },
  {
    does: "a negative epoch",
    ...value,
    message: "Expected non-negative epoch, but got -1",
    code: () => new lr_scheduler.CosineAnnealingWarmRestarts(sgd(), 2).step(-1),
  },
  {
    does: "a factor of 1",
    ...value,
    message: "Factor should be < 1.0.",
    code: () => new lr_scheduler.ReduceLROnPlateau(sgd(), { factor: 1 }),
  },
  {
    does: "neither less nor more",
    ...value,
    message: "mode mi is unknown!",
    code: () => new lr_scheduler.ReduceLROnPlateau(sgd(), wrong("mi")),
  },
  {
    does: "least rates for another number of groups",
    ...value,
    message: "expected 1 min_lrs, got 2",
    code: () => new lr_scheduler.ReduceLROnPlateau(sgd(), { min_lr: [1, 2] }),
  },
  {
    does: "a step without the metric",
    name: "TypeError",
    message: "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'",
    code: () => new lr_scheduler.ReduceLROnPlateau(sgd()).step(wrong(undefined)),
  },
  {
    does: "schedulers of another optimizer",
    ...value,
    message:
      /^SequentialLR expects all schedulers to belong to the same optimizer, but got scheduler StepLR at index 0 has SGD \(\n/,
    code: () => new lr_scheduler.SequentialLR(sgd(), [new lr_scheduler.StepLR(sgd(), 1)], []),
  },
  {
    does: "no schedulers",
    ...value,
    message: "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.",
    code: () => new lr_scheduler.ChainedScheduler([]),
  },
  {
    does: "milestones that do not lie between the schedulers",
    ...value,
    message:
      /^Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points/,
    code: () => {
      const optimizer = sgd();
      return new lr_scheduler.SequentialLR(optimizer, [new lr_scheduler.StepLR(optimizer, 1)], [1]);
    },
  },
  {
    does: "a scheduler that says nothing",
    name: "NotImplementedError",
    message: /has no get_lr\(\)/,
    code: () => new lr_scheduler.LRScheduler(sgd()),
  },
  {
    does: "a group that came later",
    ...value,
    message: "zip() argument 2 is shorter than argument 1",
    code: () => {
      const optimizer = sgd();
      const scheduler = new lr_scheduler.LambdaLR(optimizer, () => 1);
      optimizer.add_param_group({ params: [torch.zeros(1)] });
      optimizer.step();
      scheduler.step();
    },
  },
]);
