import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;

describe("nn.ModuleDict", () => {
  it("registers modules under names of one's own", () => {
    const dict = new nn.ModuleDict<torch.nn.Module>({ a: new nn.ReLU(), b: new nn.Linear(1, 1) });
    assert.equal(
      String(dict),
      "ModuleDict(\n  (a): ReLU()\n  (b): Linear(in_features=1, out_features=1, bias=True)\n)",
    );
    assert.deepEqual(dict.keys(), ["a", "b"]);
    assert.deepEqual(Object.keys(dict.state_dict()), ["b.weight", "b.bias"]);
    dict.update([["c", new nn.Tanh()]]);
    assert.equal(dict.length, 3);
    assert.ok(dict.pop("c") instanceof nn.Tanh && !dict.has("c"));
    assert.throws(() => dict.get("c"), { name: "KeyError" });
    dict.clear();
    assert.deepEqual([...dict], []);
    assert.equal(String(new nn.ModuleDict()), "ModuleDict()");
  });

  it("refuses what is no module, names that are taken, and to be called", () => {
    const dict = new nn.ModuleDict();
    assert.throws(() => {
      dict.set("a", 3 as never);
    }, /^TypeError: int is not a Module subclass$/);
    assert.throws(() => {
      dict.set("train", new nn.ReLU());
    }, /attribute 'train' already exists/);
    assert.throws(() => {
      dict.update(3 as never);
    }, /ModuleDict.update should be called with an iterable of key\/value pairs/);
    assert.throws(() => dict(), /Module \[ModuleDict\] is missing the required "forward" function/);
  });
});

describe("nn.ParameterList", () => {
  const make = (): torch.nn.ParameterList => new nn.ParameterList([new nn.Parameter(torch.ones(2, 3)), torch.zeros(1)]);

  it("registers parameters, which it makes of tensors", () => {
    const list = make();
    assert.deepEqual(
      list.named_parameters().map(([name]) => name),
      ["0", "1"],
    );
    assert.equal(
      String(list),
      "ParameterList(\n    (0): Parameter containing: [torch.float32 of size 2x3]\n    (1): Parameter containing: [torch.float32 of size 1]\n)",
    );
    assert.equal(list.append(3).length, 3);
    assert.equal(list.pop() as unknown, 3);
    assert.deepEqual(list.at(-1).tolist(), [0]);
    list.pop(0);
    assert.deepEqual(
      list.named_parameters().map(([name, { shape }]) => [name, [...shape]]),
      [["0", [1]]],
    );
    assert.equal([...make().slice(1)].length, 1);
  });

  it("refuses places beyond it, what cannot be gone through, and to be called", () => {
    assert.throws(() => make().at(2), /^IndexError: index 2 is out of range$/);
    assert.throws(() => make().extend(torch.ones(2)), /ParameterList.extend should be called with an iterable/);
    assert.throws(() => make()(), /ParameterList should not be called/);
  });
});

describe("nn.ParameterDict", () => {
  it("registers parameters under names, those of an object in their order", () => {
    const dict = new nn.ParameterDict({ b: torch.ones(2), a: 2 });
    assert.deepEqual(dict.keys(), ["a", "b"]);
    assert.equal(
      String(dict),
      "ParameterDict(\n    (a): Object of type: int\n    (b): Parameter containing: [torch.FloatTensor of size 2]\n)",
    );
    assert.deepEqual(
      dict.named_parameters().map(([name]) => name),
      ["b"],
    );
    assert.ok(dict.get("b") instanceof nn.Parameter);
    assert.equal(dict.get("c"), null);
    assert.deepEqual(dict.setdefault("c", torch.zeros(1)).tolist(), [0]);
    assert.equal(dict.copy().get("c"), dict.get("c"));
    assert.deepEqual(dict.popitem()[0], "c");
    assert.deepEqual(dict.fromkeys(["x", "y"], 1).keys(), ["x", "y"]);
    assert.throws(() => dict.pop("z"), { name: "KeyError" });
    assert.equal(torch.deepcopy(dict).length, 2);
  });
});
