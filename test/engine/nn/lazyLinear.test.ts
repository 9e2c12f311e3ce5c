import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
const unknownShape =
  /^RuntimeError: Can't access the shape of an uninitialized parameter or buffer\. This error usually/;

describe("LazyLinear", () => {
  it("becomes a Linear at its first call, whose weights are those of a Linear", () => {
    const lazy = new nn.LazyLinear(3);
    const { weight } = lazy;
    assert.equal(String(lazy), "LazyLinear(in_features=0, out_features=3, bias=True)");
    assert.equal(String(weight), "<UninitializedParameter>");
    torch.manual_seed(4);
    const y = lazy(torch.ones(2, 5));
    assert.deepEqual(y.shape, [2, 3]);
    assert.equal(String(lazy), "Linear(in_features=5, out_features=3, bias=True)");
    assert.deepEqual([lazy.constructor, lazy instanceof nn.LazyLinear], [nn.Linear, false]);
    assert.equal(lazy.weight, weight);
    assert.equal(weight.constructor, nn.Parameter);
    torch.manual_seed(4);
    const linear = new nn.Linear(5, 3);
    assert.deepEqual([weight.tolist(), lazy.bias!.tolist()], [linear.weight.tolist(), linear.bias!.tolist()]);
  });

  it("trains with an optimizer that it was given to before", () => {
    const lazy = new nn.LazyLinear(1, { bias: false, dtype: torch.float64 });
    const optimizer = new torch.optim.SGD(lazy.parameters(), { lr: 1 });
    lazy(torch.ones(2, 2, { dtype: torch.float64 }))
      .sum()
      .backward();
    const before = lazy.weight.detach().clone();
    optimizer.step();
    assert.deepEqual(lazy.weight.tolist(), before.sub(2).tolist());
  });

  it("is copied, changes its dtype and is told apart before", () => {
    const lazy = torch.deepcopy(new nn.LazyLinear(2)).double();
    assert.deepEqual(lazy(torch.ones(1, 3, { dtype: torch.float64 })).dtype, torch.float64);
    assert.equal(lazy.constructor, nn.Linear);
  });

  it("keeps what it has no shape for in its state, and loads what has one", () => {
    const source = new nn.Linear(2, 3);
    const lazy = new nn.LazyLinear(3);
    assert.equal(lazy.state_dict()["weight"], lazy.weight);
    assert.equal(lazy.load_state_dict(new nn.LazyLinear(3).state_dict()).missing_keys.length, 0);
    lazy.load_state_dict(source.state_dict());
    assert.equal(String(lazy), "LazyLinear(in_features=0, out_features=3, bias=True)");
    const x = torch.randn(4, 2);
    assert.deepEqual(lazy(x).tolist(), source(x).tolist());
    assert.equal(String(lazy), String(source));
  });

  const loaded = new nn.LazyLinear(3);
  loaded.load_state_dict(new nn.Linear(2, 3).state_dict());
  const mistakes: readonly (readonly [name: string, run: () => unknown, text: RegExp])[] = [
    ["to tell its shape", () => new nn.LazyLinear(3).weight.shape, unknownShape],
    [
      "to be loaded into a Linear",
      () => new nn.Linear(2, 3).load_state_dict(new nn.LazyLinear(3).state_dict()),
      unknownShape,
    ],
    [
      "a state without its names",
      () => new nn.LazyLinear(3).load_state_dict({}),
      /^RuntimeError: Error\(s\) in loading state_dict for LazyLinear:\n\tMissing key\(s\) in state_dict: "weight", "bias"\. $/,
    ],
    [
      "an input that does not go with what was loaded",
      () => loaded(torch.ones(1, 4)),
      /^AssertionError: The in_features inferred from input: 4 is not equal to in_features from self\.weight: 2$/,
    ],
    [
      "an input without features",
      () => new nn.LazyLinear(3)(torch.tensor(1)),
      /^IndexError: tuple index out of range$/,
    ],
    ["weight norm", () => nn.utils.parametrizations.weight_norm(new nn.LazyLinear(3)), unknownShape],
    [
      "the older spectral norm",
      () => nn.utils.spectral_norm(new nn.LazyLinear(3)),
      /^ValueError: The module passed to `SpectralNorm` can't have uninitialized parameters\. Make sure to run/,
    ],
    [
      "no number of features",
      () => new nn.LazyLinear(undefined as never),
      /^TypeError: LazyLinear\.__init__\(\) missing .*'?out_features'?/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(`refuses ${name}`, () => assert.throws(run, text));
});
