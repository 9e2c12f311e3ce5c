import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { functional_call, stack_module_state } = torch.func;
const { nn } = torch;
const x = torch.ones(3, 2);

class Tied extends nn.Module {
  a = new nn.Linear(2, 2, false);
  b = new nn.Linear(2, 2, false);
  declare n: torch.Tensor;

  constructor() {
    super();
    this.b.weight = this.a.weight;
    this.register_buffer("n", torch.zeros(1));
  }

  override forward(input: torch.Tensor): torch.Tensor {
    this.n = this.n.add(1);
    return this.b(this.a(input));
  }
}

const net = new nn.Sequential(new nn.Linear(2, 1, false), new nn.Tanh());
const ones = { "0.weight": torch.ones(1, 2) };

/** What a script can get wrong. */
const wrong = <T>(value: unknown): T => value as T;

describe("functional_call", () => {
  it("calls a module with other parameters, which it has again afterwards", () => {
    const own = [...net.parameters()];
    const expected = torch.tensor([[2], [2], [2]]).tanh();
    assert.ok(functional_call(net, ones, [x]).equal(expected));
    assert.ok(functional_call(net, [ones], x).equal(expected));
    assert.deepEqual([...net.parameters()], own);
  });

  it("gives the module its own parameters again when the call fails", () => {
    const own = [...net.parameters()];
    assert.throws(() => functional_call(net, ones, [torch.ones(3)]));
    assert.deepEqual([...net.parameters()], own);
  });

  it("differentiates by what it was given", () => {
    const w = torch.ones(1, 2).requires_grad_();
    functional_call(net, { "0.weight": w }, x).sum().backward();
    assert.equal(w.grad?.shape.join(), "1,2");
    assert.equal([...net.parameters()][0]!.grad, null);
  });

  it("takes one tensor for all names of a tied one, and notes what became of a buffer", () => {
    const tied = new Tied();
    const given: Record<string, torch.Tensor> = { "a.weight": torch.eye(2).mul(2), n: torch.tensor([5]) };
    assert.deepEqual(functional_call(tied, given, [x]).tolist(), [
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
    assert.deepEqual([given["n"]!.tolist(), tied.n.tolist()], [[6], [0]]);
  });

  it("maps over an ensemble", () => {
    const models = [1, 2, 3].map(() => new nn.Linear(2, 1));
    const [params, buffers] = stack_module_state(models);
    assert.deepEqual(buffers, {});
    assert.deepEqual(
      Object.entries(params).map(([name, { shape, requires_grad, is_leaf }]) => [
        name,
        [...shape],
        requires_grad,
        is_leaf,
      ]),
      [
        ["weight", [3, 1, 2], true, true],
        ["bias", [3, 1], true, true],
      ],
    );
    const all = torch.vmap(
      (p: Record<string, torch.Tensor>, input: torch.Tensor) => functional_call(models[0]!, p, [input]),
      {
        in_dims: [0, null],
      },
    )(params, x);
    assert.ok(all.allclose(torch.stack(models.map((model) => model(x)))));
  });

  const refusals: Readonly<Record<string, readonly [() => unknown, string]>> = {
    "a module that is not there": [() => functional_call(net, { "5.weight": x }, x), "Sequential has no attribute `5`"],
    "another name in strict mode": [
      () => functional_call(net, { nope: x }, x, null, { strict: true }),
      "Error(s) in reparametrizing for Sequential:\n\tUnexpected key(s): 'nope'.\n\tMissing key(s): '0.weight'.",
    ],
    "a name twice": [
      () => functional_call(net, [ones, ones], x),
      "['0.weight'] appeared in multiple dictionaries; behavior of functional call is ambiguous",
    ],
    "no dictionary": [
      () => functional_call(net, wrong(3), x),
      "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got <class 'int'>",
    ],
    "no dictionaries": [
      () => functional_call(net, wrong([3]), x),
      "Expected all elements of parameter_and_buffer_dicts to be dictionaries",
    ],
    "two tensors for what is tied": [
      () => functional_call(new Tied(), { "a.weight": torch.eye(2), "b.weight": torch.eye(2) }, x),
      "functional_call got multiple values for keys ['a.weight', 'b.weight'], which are tied. Consider using tie_weights=False",
    ],
    "an empty name": [() => functional_call(net, { "": x }, x), 'tensor name can\'t be empty string ""'],
    "no models": [() => stack_module_state([]), "stack_module_state: Expected at least one model, got 0."],
    "models of several classes": [
      () => stack_module_state([new nn.Linear(2, 1), new nn.Tanh()]),
      "stack_module_state: Expected all models to be of the same class.",
    ],
    "models of several modes": [
      () => stack_module_state([new nn.Linear(2, 1), new nn.Linear(2, 1).eval()]),
      "stack_module_state: Expected all models to have the same training/eval mode.",
    ],
  };
  for (const [what, [call, message]] of Object.entries(refusals)) {
    it(`refuses ${what}`, () => {
      assert.throws(call, { message });
    });
  }
});
