import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as torch from "../../../src/engine/index.js";
import { observed } from "../support/observed.js";
import { readOracle } from "../support/oracle.js";
import { makeOptimizer } from "../support/trainingRuns.js";
import { leaf } from "../support/tensors.js";

const { Adam, AdamW, SGD } = torch.optim;

function withGradient(...gradient: number[]): torch.Tensor {
  const x = torch.zeros(gradient.length, { requires_grad: true });
  x.grad = torch.tensor(gradient);
  return x;
}

describe("an optimizer", () => {
  it("takes settings by name or in PyTorch's order", () => {
    const byName = new SGD([leaf(1)], { lr: 0.5, momentum: 0.9, nesterov: true });
    const inOrder = new SGD([leaf(1)], 0.5, 0.9, 0, 0, true);
    const mixed = new SGD([leaf(1)], 0.5, { momentum: 0.9, nesterov: true });
    const allByName = new SGD({ params: [leaf(1)], lr: 0.5, momentum: 0.9, nesterov: true });
    for (const { defaults } of [inOrder, mixed, allByName]) assert.deepEqual(defaults, byName.defaults);
    assert.deepEqual(new Adam([leaf(1)], 0.1, [0.5, 0.9]).defaults.betas, [0.5, 0.9]);
    assert.deepEqual([new SGD([leaf(1)]).defaults.lr, new AdamW([leaf(1)]).defaults.weight_decay], [1e-3, 1e-2]);
  });

  it("takes tensors, named parameters, or groups whose settings can be changed", () => {
    const model = new torch.nn.Module();
    model.register_parameter("w", new torch.nn.Parameter(torch.ones(1)));
    assert.equal(new SGD(model.parameters()).param_groups[0]!.params[0], model.parameters()[0]);
    assert.equal(new SGD(model.named_parameters()).param_groups[0]!.params[0], model.parameters()[0]);
    const x = withGradient(1);
    const optimizer = new SGD([{ params: x, lr: 1 }], { lr: 0.1, momentum: 0.5 });
    assert.deepEqual([optimizer.param_groups[0]!.lr, optimizer.param_groups[0]!.momentum], [1, 0.5]);
    optimizer.param_groups[0]!.lr = 4;
    optimizer.step();
    assert.deepEqual(x.tolist(), [-4]);
    const y = withGradient(1);
    optimizer.add_param_group({ params: [y], lr: 2 });
    optimizer.step();
    assert.deepEqual(y.tolist(), [-2]);
  });

  it("calls a closure with recording on, and gives its loss", () => {
    const x = leaf(3);
    const optimizer = new SGD([x], { lr: 0.5 });
    const loss = torch.no_grad(() =>
      optimizer.step(() => {
        optimizer.zero_grad();
        const value = x.mul(2).sum();
        value.backward();
        return value;
      }),
    );
    assert.deepEqual([loss.item(), x.tolist()], [6, [2]]);
    assert.equal(optimizer.step(), null);
  });

  it("clears gradients to null, or to zeros that momentum and weight decay still move", () => {
    // What PyTorch prints for the same: test/oracle/seeds/seed_002.json, zero_grad_vs_none_with_weight_decay.
    const rows = (["set_to_none", "zeros"] as const).map((mode) => {
      const w = leaf(1);
      const optimizer = new SGD([w], { lr: 0.1, momentum: 0.9, weight_decay: 0.1 });
      w.mul(2).sum().backward();
      optimizer.step();
      const first = w.item();
      optimizer.zero_grad({ set_to_none: mode === "set_to_none" });
      optimizer.step();
      return [first, w.item(), w.grad?.tolist() ?? null];
    });
    const { zero_grad_vs_none_with_weight_decay: expected } = readOracle<{
      zero_grad_vs_none_with_weight_decay: readonly {
        after_first: number;
        after_second_without_backward: number;
        grad: readonly number[] | null;
      }[];
    }>("seeds/seed_002.json");
    assert.deepEqual(
      rows,
      expected.map((row) => [row.after_first, row.after_second_without_backward, row.grad]),
    );
  });

  it("goes on where another one stopped, from its state_dict", () => {
    const [x, y] = [leaf(1, 2), leaf(1, 2)];
    const first = new Adam([x], { lr: 0.1 });
    const train = (optimizer: torch.optim.Adam, p: torch.Tensor, steps: number): void => {
      for (let i = 0; i < steps; i++) {
        optimizer.zero_grad();
        p.mul(p).sum().backward();
        optimizer.step();
      }
    };
    train(first, x, 3);
    const saved = first.state_dict();
    assert.deepEqual(Object.keys(saved.state["0"]!), ["step", "exp_avg", "exp_avg_sq"]);
    assert.deepEqual(saved.param_groups[0]!.params, [0]);
    torch.no_grad(() => y.copy_(x));
    const second = new Adam([y], { lr: 0.7 });
    second.load_state_dict(torch.no_grad(() => ({ ...saved, state: { "0": cloned(saved.state["0"]!) } })));
    train(first, x, 2);
    train(second, y, 2);
    assert.deepEqual(y.tolist(), x.tolist());
    assert.equal(second.param_groups[0]!.lr, 0.1);
    assert.throws(
      () => new Adam([leaf(1), leaf(2)]).load_state_dict(saved),
      /^ValueError: loaded state dict contains a parameter group that doesn't match the size of optimizer's group$/,
    );
    assert.throws(
      () => new Adam([{ params: leaf(1) }, { params: leaf(2) }]).load_state_dict(saved),
      /^ValueError: loaded state dict has a different number of parameter groups$/,
    );
  });

  it("announces its writes to the observer, and none of its arithmetic", () => {
    const x = withGradient(1);
    const optimizer = new AdamW([x]);
    assert.deepEqual(
      observed(() => optimizer.step()),
      [],
    );
    assert.equal(x._version, 2);
  });

  const mistakes: readonly (readonly [string, () => unknown, RegExp])[] = [
    ["no parameters", () => new SGD([]), /^ValueError: optimizer got an empty parameter list$/],
    [
      "a tensor for a list",
      () => new SGD(leaf(1) as never),
      /^TypeError: params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor$/,
    ],
    [
      "something else among them",
      () => new SGD([3 as never]),
      /^TypeError: optimizer can only optimize Tensors, but one of the params is int$/,
    ],
    ["the result of an op", () => new SGD([leaf(1).mul(2)]), /^ValueError: can't optimize a non-leaf Tensor$/],
    [
      "a parameter in two groups",
      () => {
        const x = leaf(1);
        return new SGD([{ params: x }, { params: [x] }]);
      },
      /^ValueError: some parameters appear in more than one parameter group$/,
    ],
    ["a negative learning rate", () => new SGD([leaf(1)], { lr: -1 }), /^ValueError: Invalid learning rate: -1$/],
    ["a negative momentum", () => new SGD([leaf(1)], { momentum: -1 }), /^ValueError: Invalid momentum value: -1$/],
    [
      "nesterov alone",
      () => new SGD([leaf(1)], { nesterov: true }),
      /^ValueError: Nesterov momentum requires a momentum and zero dampening$/,
    ],
    ["beta 1", () => new Adam([leaf(1)], { betas: [0.9, 1] }), /^ValueError: Invalid beta parameter at index 1: 1\.0$/],
    [
      "a negative weight decay",
      () => new AdamW([leaf(1)], { weight_decay: -1 }),
      /^ValueError: Invalid weight_decay value: -1$/,
    ],
    [
      "an unknown setting",
      () => new SGD([leaf(1)], { momemtum: 0.9 } as object),
      /^TypeError: SGD\.__init__\(\) got an unexpected keyword argument 'momemtum' \(did you mean 'momentum'\?\)$/,
    ],
    [
      "a misspelt setting of a group",
      () => new SGD([{ params: leaf(1), momemtum: 1 } as never]),
      /^TypeError: param_group\(\) got an unexpected keyword argument 'momemtum' \(did you mean 'momentum'\?\)$/,
    ],
    [
      "a step to be differentiated",
      () => new SGD([leaf(1)], { differentiable: true }),
      /^ValueError: differentiable=True is not supported/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(`refuses ${name}`, () => assert.throws(run, text));
});

describe("an optimizer's printed form is PyTorch's", () => {
  const { forms } = readOracle<{ forms: Readonly<Record<string, string>> }>("answers/optimizerForms.json");
  for (const [name, form] of Object.entries(forms)) {
    it(name, () => {
      assert.equal(inspect(makeOptimizer(name, [torch.ones(2, 2, { requires_grad: true })], {})), form);
    });
  }

  const { cases } = readOracle<{ cases: readonly { name: string; repr: string }[] }>("semantics/reprModules.json");
  const printed: Readonly<Record<string, () => unknown>> = {
    "optim SGD": () => new SGD([leaf(1)], { lr: 0.1, momentum: 0.9 }),
    "optim Adam": () => new Adam([leaf(1)]),
    "optim AdamW": () => new AdamW([leaf(1)]),
    "optim RMSprop": () => new torch.optim.RMSprop([{ params: [leaf(1)] }, { params: [leaf(2)], lr: 0.5 }]),
  };
  for (const [name, make] of Object.entries(printed)) {
    it(name, () => {
      assert.equal(inspect(make()), cases.find((one) => one.name === name)!.repr);
    });
  }

  it("with the names of the parameters, and a rate that is a tensor", () => {
    const lr = torch.tensor(0.5);
    const text = String(new SGD([["w", leaf(1)]], { lr }));
    assert.match(text, /\n {4}lr: 0\.5\n/);
    assert.match(text, /\n {4}param_names: \['w'\]\n/);
  });
});

function cloned<State extends object>(entry: State): State {
  return Object.fromEntries(
    Object.entries(entry).map(([name, tensor]) => [name, (tensor as torch.Tensor).clone()]),
  ) as State;
}
