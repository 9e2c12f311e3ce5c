import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { checkMistakes } from "../support/checkMistakes.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type WrittenTensor } from "../support/trainingRuns.js";

const { nn, optim } = torch;
const { AveragedModel, get_ema_avg_fn, get_ema_multi_avg_fn, get_swa_multi_avg_fn, update_bn } = optim.swa_utils;

type State = Readonly<Record<string, WrittenTensor>>;

interface Average {
  readonly state: State;
  readonly "after update_bn": State;
  readonly momentum: number;
  readonly training: boolean;
  readonly output: WrittenTensor;
}

const { averages } = readOracle<{ averages: Readonly<Record<string, Average>> }>("answers/averages.json");

const options: Readonly<Record<string, torch.optim.swa_utils.AveragedModelOptions>> = {
  mean: {},
  ema: { avg_fn: get_ema_avg_fn(0.9) },
  ema_multi: { multi_avg_fn: get_ema_multi_avg_fn({ decay: 0.9 }) },
  swa_multi: { multi_avg_fn: get_swa_multi_avg_fn() },
  buffers: { use_buffers: true, avg_fn: get_ema_avg_fn(0.5) },
};

const inputs = [
  torch.tensor([
    [0.5, -1],
    [2, 0.25],
    [-0.75, 1.5],
  ]),
  torch.tensor([
    [1, 1],
    [0, -2],
    [0.3, 0.7],
  ]),
] as const;

function trained(
  settings: torch.optim.swa_utils.AveragedModelOptions,
): torch.optim.swa_utils.AveragedModel<torch.nn.Sequential> {
  const model = new nn.Sequential(new nn.Linear(2, 2), new nn.BatchNorm1d(2), new nn.Linear(2, 1));
  torch.no_grad(() => {
    model.parameters().forEach((parameter, i) => {
      const numbers = torch.arange(parameter.numel(), { dtype: torch.float32 }).view(parameter.shape);
      parameter.copy_(
        numbers
          .mul(0.25)
          .sub(0.3)
          .add(i * 0.1),
      );
    });
  });
  const averaged = new AveragedModel(model, settings);
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9 });
  for (let i = 0; i < 4; i++) {
    optimizer.zero_grad();
    model(inputs[(i % 2) as 0 | 1])
      .pow(2)
      .mean()
      .backward();
    optimizer.step();
    averaged.update_parameters(model);
  }
  return averaged;
}

function checkState(state: Readonly<Record<string, unknown>>, expected: State): void {
  assert.deepEqual(Object.keys(state), Object.keys(expected));
  for (const [name, { data, dtype }] of Object.entries(expected)) {
    const tensor = state[name] as torch.Tensor;
    assert.equal(tensor.dtype.name, dtype);
    checkClose(elements(tensor), numbersOf(data), 2e-6);
  }
}

describe("averaged models go PyTorch's way", () => {
  for (const [name, expected] of Object.entries(averages)) {
    it(name, () => {
      const averaged = trained(options[name]!);
      checkState(averaged.state_dict(), expected.state);
      update_bn(
        inputs.map((input) => [input, 0]),
        averaged,
      );
      checkState(averaged.state_dict(), expected["after update_bn"]);
      assert.deepEqual(
        [averaged.module.at<torch.nn.BatchNorm1d>(1).momentum, averaged.training],
        [expected.momentum, expected.training],
      );
      checkClose(elements(averaged.eval()(inputs[0])), numbersOf(expected.output.data), 1e-5);
    });
  }

  it("the model stays as it was, and the copy is one", () => {
    const model = new nn.Linear(1, 1);
    const averaged = new AveragedModel(model);
    averaged.update_parameters(model);
    const before = model.weight.item();
    torch.no_grad(() => averaged.module.weight.add_(1));
    assert.equal(model.weight.item(), before);
  });
});

checkMistakes("averaged models", [
  {
    does: "two functions",
    name: "AssertionError",
    message: "Only one of avg_fn and multi_avg_fn should be provided",
    code: () =>
      new AveragedModel(new nn.Linear(1, 1), { avg_fn: get_ema_avg_fn(), multi_avg_fn: get_ema_multi_avg_fn() }),
  },
  {
    does: "a decay above 1",
    name: "ValueError",
    message: "Invalid decay value 1.5 provided. Please provide a value in [0,1] range.",
    code: () => get_ema_avg_fn(1.5),
  },
]);
