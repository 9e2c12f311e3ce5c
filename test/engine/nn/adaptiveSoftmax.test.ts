import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type Numbers } from "../support/trainingRuns.js";

const { AdaptiveLogSoftmaxWithLoss } = torch.nn;

interface Case {
  readonly args: { readonly in_features: number; readonly n_classes: number; readonly cutoffs: readonly number[] };
  readonly rows: number;
  readonly target: number | readonly number[];
  readonly printed: string;
  readonly names: readonly string[];
  readonly first: Numbers;
  readonly output: Numbers;
  readonly loss: Numbers;
  readonly grad: Numbers;
  readonly head_grad: Numbers;
  readonly log_prob: Numbers;
  readonly predict: Numbers;
}

const recorded = readOracle<{
  readonly cases: Readonly<Record<string, Case>>;
  readonly errors: Readonly<Record<string, { readonly error: string; readonly message: string }>>;
}>("answers/adaptiveSoftmax.json");

function agree(actual: torch.Tensor, answer: Numbers): void {
  checkClose(actual.flatten().tolist() as number[], numbersOf(answer), 2e-6);
}

const classes = (...numbers: readonly number[]): torch.Tensor => torch.tensor(numbers, { dtype: torch.int64 });
const made = (...cutoffs: readonly number[]) => new AdaptiveLogSoftmaxWithLoss(8, 10, cutoffs);

describe("the softmax of very many classes is PyTorch's:", () => {
  for (const [name, expected] of Object.entries(recorded.cases))
    it(name, () => {
      torch.manual_seed(3);
      const module = new AdaptiveLogSoftmaxWithLoss(expected.args);
      assert.equal(String(module), expected.printed);
      assert.deepEqual(Object.keys(module.state_dict()), expected.names);
      assert.deepEqual(module.head.weight.flatten().tolist(), numbersOf(expected.first));
      const { rows, target } = expected;
      const features = expected.args.in_features;
      const numbers = torch
        .arange(1, 1 + Math.max(rows, 1) * features)
        .mul(1.3)
        .sin();
      const x = (rows > 0 ? numbers.reshape(rows, features) : numbers).requires_grad_();
      const [output, loss] = module(x, torch.tensor(target as number[], { dtype: torch.int64 }));
      loss!.backward();
      agree(output!, expected.output);
      agree(loss!, expected.loss);
      agree(x.grad!, expected.grad);
      agree(module.head.weight.grad!, expected.head_grad);
      const batch = rows > 0 ? x : x.unsqueeze(0);
      agree(module.log_prob(batch), expected.log_prob);
      agree(module.predict(batch), expected.predict);
    });

  const mistakes: Readonly<Record<string, () => unknown>> = {
    "no cutoffs": () => made(),
    "falling cutoffs": () => made(5, 3),
    "a cutoff beyond": () => made(10),
    "equal cutoffs": () => made(3, 3),
    "cutoff 0": () => made(0, 3),
    target: () => made(3)(torch.ones(2, 8), classes(0, 10)),
    batch: () => made(3)(torch.ones(2, 8), classes(0)),
    rank: () => made(3)(torch.ones(1, 1, 8), classes(0)),
    "scalar rank": () => made(3)(torch.ones(1, 8), classes(0).squeeze()),
    "target rank": () => made(3)(torch.ones(1, 8), classes(0).unsqueeze(0)),
  };
  for (const [name, { error, message }] of Object.entries(recorded.errors))
    it(`and refuses ${name} in its words`, () => {
      assert.throws(mistakes[name]!, { name: error, message });
    });
});
