import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";
import { checkClose, numbersOf, type Numbers } from "../support/trainingRuns.js";

const { nn } = torch;
const { prune } = nn.utils;

interface Pruned {
  readonly names: readonly string[];
  readonly parameters: readonly string[];
  readonly values: Readonly<Record<string, Numbers>>;
  readonly pruned: boolean;
  readonly weight: Numbers;
  readonly y: Numbers;
  readonly grad: Numbers;
}

const recorded = readOracle<{
  readonly cases: Readonly<Record<string, Pruned>>;
  readonly errors: Readonly<Record<string, { readonly error: string; readonly message: string }>>;
}>("answers/pruning.json");

type Prunable = torch.nn.Linear | torch.nn.Conv2d;

const mask = (): torch.Tensor =>
  torch.tensor([
    [1, 0, 1, 1],
    [0, 0, 1, 1],
    [1, 1, 1, 0],
  ]);
const scores = (): torch.Tensor => torch.arange(12).reshape(3, 4).to(torch.float32);

const prunings: Readonly<Record<string, (m: Prunable) => unknown>> = {
  identity: (m) => prune.identity(m, "weight"),
  "l1 by a fraction": (m) => prune.l1_unstructured(m, "weight", 0.3),
  "l1 by a number": (m) => prune.l1_unstructured(m, "weight", 5),
  "l1 by half of an odd number": (m) => prune.l1_unstructured(m, "bias", 0.5),
  "l1 by scores": (m) => prune.l1_unstructured(m, "weight", 0.5, scores()),
  "random elements": (m) => prune.random_unstructured(m, "weight", 0.4),
  "random slices": (m) => prune.random_structured(m, "weight", 1, 1),
  ln: (m) => prune.ln_structured(m, "weight", 0.3, 2, 0),
  "ln of a conv": (m) => prune.ln_structured(m, "weight", 1, 1, 1),
  "ln of a conv at the last": (m) => prune.ln_structured(m, "weight", 0.5, Infinity, -1),
  mask: (m) => prune.custom_from_mask(m, "weight", mask()),
  "l1 upon ln": (m) => prune.l1_unstructured(prune.ln_structured(m, "weight", 1, 2, 0), "weight", 0.5),
  "ln upon ln upon random"(m) {
    prune.random_unstructured(m, "weight", 0.3);
    prune.ln_structured(m, "weight", 1, 2, 0);
    prune.ln_structured(m, "weight", 0.5, 1, 0);
  },
  "mask upon l1": (m) => prune.custom_from_mask(prune.l1_unstructured(m, "weight", 3), "weight", mask()),
  removed: (m) => prune.remove(prune.l1_unstructured(m, "weight", 0.5), "weight"),
  together(m) {
    const parameters = [
      [m, "weight"],
      [m, "bias"],
    ] as const;
    prune.global_unstructured(parameters, prune.L1Unstructured, { amount: 0.4 });
  },
  "together upon l1"(m) {
    const parameters = [
      [m, "weight"],
      [m, "bias"],
    ] as const;
    prune.l1_unstructured(m, "weight", 2);
    prune.global_unstructured({ parameters, pruning_method: prune.RandomUnstructured, amount: 4 });
  },
};

const mistakes: Readonly<Record<string, (m: torch.nn.Linear) => unknown>> = {
  amount: (m) => prune.l1_unstructured(m, "weight", -1),
  fraction: (m) => prune.l1_unstructured(m, "weight", 1.5),
  many: (m) => prune.l1_unstructured(m, "weight", 13),
  text: (m) => prune.l1_unstructured(m, "weight", "a" as never),
  vector: (m) => prune.ln_structured(m, "bias", 1, 2, 0),
  index: (m) => prune.ln_structured(m, "weight", 1, 2, 2),
  remove: (m) => prune.remove(m, "weight"),
  mask: (m) => prune.custom_from_mask(m, "weight", torch.ones(2)),
  scores: (m) => prune.l1_unstructured(m, "weight", 1, torch.ones(2)),
  "structured together": (m) => prune.global_unstructured([[m, "weight"]], prune.LnStructured, { amount: 1, n: 2 }),
};

function filled<Module extends Prunable>(module: Module): Module {
  for (const parameter of module.parameters()) {
    const numbers = torch
      .arange(1, 1 + parameter.numel())
      .mul(1.7)
      .sin();
    parameter.data = numbers.reshape(parameter.shape);
  }
  return module;
}

describe("pruning is PyTorch's:", () => {
  for (const [name, expected] of Object.entries(recorded.cases))
    it(name, () => {
      torch.manual_seed(7);
      const isConv = name.includes("conv");
      const module = filled(isConv ? new nn.Conv2d(2, 3, 2) : new nn.Linear(4, 3));
      prunings[name]!(module);
      const state = module.state_dict();
      assert.deepEqual(Object.keys(state), expected.names);
      assert.deepEqual(
        [...module.named_parameters()].map(([of]) => of),
        expected.parameters,
      );
      assert.equal(prune.is_pruned(new nn.Sequential(module)), expected.pruned);
      const agree = (actual: torch.Tensor, answer: Numbers): void => {
        checkClose(actual.flatten().tolist() as number[], numbersOf(answer), 1e-6);
      };
      for (const [key, numbers] of Object.entries(expected.values)) agree(state[key] as torch.Tensor, numbers);
      agree(module.weight, expected.weight);
      const x = isConv ? torch.arange(18).cos().reshape(1, 2, 3, 3) : torch.arange(8).cos().reshape(2, 4);
      const y = module(x);
      agree(y, expected.y);
      y.pow(2).sum().backward();
      const learned = Object.fromEntries(module.named_parameters());
      agree((learned["weight_orig"] ?? learned["weight"])!.grad!, expected.grad);
    });

  for (const [name, { error, message }] of Object.entries(recorded.errors))
    it(`and refuses ${name} in its words`, () => {
      const module = new nn.Linear(4, 3);
      assert.throws(() => mistakes[name]!(module), { name: error, message });
      assert.equal(prune.is_pruned(module), false);
      assert.deepEqual(Object.keys(module.state_dict()), ["weight", "bias"]);
    });

  it("and a method of one's own is applied as theirs are", () => {
    class EverySecond extends prune.BasePruningMethod {
      readonly PRUNING_TYPE = "unstructured";
      compute_mask(_t: torch.Tensor, default_mask: torch.Tensor): torch.Tensor {
        const kept = default_mask.clone();
        kept.view(-1).index_put_(["::2"], 0);
        return kept;
      }
    }
    const module = new nn.Linear(4, 1);
    EverySecond.apply(module, "weight");
    assert.deepEqual((Reflect.get(module, "weight_mask") as torch.Tensor).tolist(), [[0, 1, 0, 1]]);
    const { weight_orig } = Object.fromEntries(module.named_parameters());
    torch.no_grad(() => weight_orig!.fill_(2));
    module(torch.ones(1, 4));
    assert.deepEqual(module.weight.tolist(), [[0, 2, 0, 2]]);
  });
});
