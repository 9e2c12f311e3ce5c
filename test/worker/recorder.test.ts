import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { recordHere, shown } from "./recordHere.js";

function weights(): torch.Tensor {
  return torch.tensor([1, 2, 3], { requires_grad: true });
}

/** Each line: `position = op(inputs) [shape]: value grad accumulated`. */
const graphs: [string, () => void, string[][]][] = [
  [
    "a chain, inputs before their users",
    () => weights().mul(2).sum().backward(),
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [2 2 2] [2 2 2]",
        "1 = MulBackward0(0) [3]: [2 4 6] [1 1 1] null",
        "2 = SumBackward0(1) []: [12] [1] null",
      ],
    ],
  ],
  [
    "a root that is a leaf",
    () => torch.tensor(3, { requires_grad: true }).backward(),
    [["0 = AccumulateGrad() []: [3] [1] [1]"]],
  ],
  [
    "a tensor that an op takes twice, as one node",
    () => {
      const w = weights();
      w.mul(w).sum().backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [2 4 6] [2 4 6]",
        "1 = MulBackward0(0 0) [3]: [1 4 9] [1 1 1] null",
        "2 = SumBackward0(1) []: [14] [1] null",
      ],
    ],
  ],
  [
    "inputs that need no gradient, of other dtypes too",
    () =>
      weights()
        .mul(torch.tensor([1, 0, 2], { dtype: torch.int64 }))
        .sum()
        .backward(),
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [1 0 2] [1 0 2]",
        "1 = input() [3]: [1 0 2] null null",
        "2 = MulBackward0(0 1) [3]: [1 0 6] [1 1 1] null",
        "3 = SumBackward0(2) []: [7] [1] null",
      ],
    ],
  ],
  [
    "an op with several results, as many nodes",
    () => {
      const [, b] = weights().unbind();
      b!.mul(3).backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [0 3 0] [0 3 0]",
        "1 = UnbindBackward0(0) []: [1] null null",
        "2 = UnbindBackward0(0) []: [2] [3] null",
        "3 = UnbindBackward0(0) []: [3] null null",
        "4 = MulBackward0(2) []: [6] [1] null",
      ],
    ],
  ],
  [
    "the indices beside what was found there",
    () => weights().max(0).values.backward(),
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [0 0 1] [0 0 1]",
        "1 = MaxBackward0(0) []: [3] [1] null",
        "2 = MaxBackward0(0) []: [2] null null",
      ],
    ],
  ],
  [
    "a graph whose tensors have been freed: shapes and gradients are still known",
    () => {
      const sum = weights().add(1).sum();
      sum.backward();
      sum.backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [1 1 1] [1 1 1]",
        "1 = AddBackward0(0) [3]: [2 3 4] [1 1 1] null",
        "2 = SumBackward0(1) []: [9] [1] null",
      ],
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [1 1 1] [2 2 2]",
        "1 = AddBackward0(0) [3]: null [1 1 1] null",
        "2 = SumBackward0(1) []: [9] [1] null",
      ],
    ],
  ],
  [
    "an op with several results whose graph has been freed",
    () => {
      const [, b] = torch.tensor([1, 2], { requires_grad: true }).unbind();
      b!.backward();
      b!.add(2).backward();
    },
    [
      [
        "0 = AccumulateGrad() [2]: [1 2] [0 1] [0 1]",
        "1 = UnbindBackward0(0) []: [1] null null",
        "2 = UnbindBackward0(0) []: [2] [1] null",
      ],
      [
        "0 = AccumulateGrad() [2]: [1 2] [0 1] [0 2]",
        "1 = UnbindBackward0(0) []: null null null",
        "2 = UnbindBackward0(0) []: [2] [1] null",
        "3 = AddBackward0(2) []: [4] [1] null",
      ],
    ],
  ],
  [
    "writes in place: what was written over has no value any more",
    () => {
      const y = weights().mul(2);
      y.mul_(3);
      y.sum().backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [6 6 6] [6 6 6]",
        "1 = MulBackward0(0) [3]: null [3 3 3] null",
        "2 = MulBackward0(1) [3]: [6 12 18] [1 1 1] null",
        "3 = SumBackward0(2) []: [36] [1] null",
      ],
    ],
  ],
  [
    "a write through a view, as a node of the whole tensor",
    () => {
      const y = weights().mul(2);
      y.select(0, 1).mul_(10);
      y.sum().backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [2 20 2] [2 20 2]",
        "1 = MulBackward0(0) [3]: null [1 10 1] null",
        "2 = CopySlices(1) [3]: [2 40 6] [1 1 1] null",
        "3 = SumBackward0(2) []: [48] [1] null",
      ],
    ],
  ],
  [
    "torch.autograd.grad, which leaves .grad alone",
    () => {
      const w = weights();
      torch.autograd.grad(w.mul(2).sum(), w);
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [2 2 2] null",
        "1 = MulBackward0(0) [3]: [2 4 6] [1 1 1] null",
        "2 = SumBackward0(1) []: [12] [1] null",
      ],
    ],
  ],
  [
    "a gradient that is differentiated again",
    () => {
      const w = torch.tensor(3, { requires_grad: true });
      const [g] = torch.autograd.grad(w.mul(5).pow(2), w, { create_graph: true });
      g!.backward();
    },
    [
      [
        "0 = AccumulateGrad() []: [3] [150] null",
        "1 = MulBackward0(0) []: [15] [30] null",
        "2 = PowBackward0(1) []: [225] [1] null",
      ],
      [
        "0 = input() []: [1] null null",
        "1 = AccumulateGrad() []: [3] [50] [50]",
        "2 = MulBackward0(1) []: [15] [10] null",
        "3 = PowBackward0(2) []: [15] [10] null",
        "4 = MulBackward0(3) []: [30] [5] null",
        "5 = MulBackward0(0 4) []: [30] [5] null",
        "6 = MulBackward0(5) []: [150] [1] null",
      ],
    ],
  ],
  [
    "several roots",
    () => {
      const w = torch.tensor(3, { requires_grad: true });
      torch.autograd.backward([w.mul(2), w.mul(3)]);
    },
    [
      [
        "0 = AccumulateGrad() []: [3] [5] [5]",
        "1 = MulBackward0(0) []: [6] [1] null",
        "2 = MulBackward0(0) []: [9] [1] null",
      ],
    ],
  ],
  [
    "a tensor without entries",
    () => torch.tensor([], { requires_grad: true }).sum().backward(),
    [["0 = AccumulateGrad() [0]: [] [] []", "1 = SumBackward0(0) []: [0] [1] null"]],
  ],
  [
    "a custom function, also with results that are no tensors",
    () => {
      class Split extends torch.autograd.Function {
        static forward(_: unknown, x: torch.Tensor): [number, torch.Tensor] {
          return [3, x.mul(2)];
        }
        static backward(_: unknown, __: unknown, g: torch.Tensor): torch.Tensor {
          return g.mul(2);
        }
      }
      const [, y] = Split.apply(weights());
      y.sum().backward();
    },
    [
      [
        "0 = AccumulateGrad() [3]: [1 2 3] [2 2 2] [2 2 2]",
        "1 = SplitBackward(0) []: null null null",
        "2 = SplitBackward(0) [3]: [2 4 6] [1 1 1] null",
        "3 = SumBackward0(2) []: [12] [1] null",
      ],
    ],
  ],
  [
    "a gradient that a non-leaf keeps",
    () => {
      const y = torch.tensor(3, { requires_grad: true }).mul(2);
      y.retain_grad();
      y.backward();
    },
    [["0 = AccumulateGrad() []: [3] [2] [2]", "1 = MulBackward0(0) []: [6] [1] [1]"]],
  ],
];

describe("the recorder sees", () => {
  for (const [what, script, expected] of graphs) {
    it(what, () => {
      const { passes } = recordHere(script);
      assert.deepEqual(
        passes.map((pass) => shown(pass)),
        expected,
      );
    });
  }

  it("what had happened when a hook or a rule threw", () => {
    const { passes } = recordHere(() => {
      const x = weights().mul(2);
      x.register_hook(() => {
        throw new Error("hook");
      });
      assert.throws(() => x.sum().backward(), /hook/);
      const y = weights()
        .mul(torch.tensor(2, { requires_grad: true }))
        .sum();
      y.backward();
      assert.throws(() => y.backward(), /second time/);
      const root = weights().sub(1).sqrt();
      torch.autograd.detect_anomaly(() => assert.throws(() => root.mul(0).sum().backward(), /returned nan values/));
    });
    assert.deepEqual(
      passes.map(({ failed, nodes }) => [failed, ...nodes.map(({ grad }) => grad?.data ?? null)]),
      [
        [true, null, null, [1]],
        [false, [2, 2, 2], [6], [1, 1, 1], [1]],
        [true, null, null, [1, 1, 1], [1]],
        [true, null, null, [0, 0, 0], [1, 1, 1], [1]],
      ],
    );
  });

  it("the numbers of up to 64 entries, and of more their statistics", () => {
    for (const [size, isWhole] of [
      [64, true],
      [65, false],
    ] as const) {
      const { passes } = recordHere(() => torch.ones([size], { requires_grad: true }).mul(NaN).sum().backward());
      const [w, product] = passes[0]!.nodes;
      assert.equal(w!.value!.data?.length, isWhole ? size : undefined);
      assert.deepEqual([w!.value!.counts.pos, w!.value!.mean, w!.value!.norm], [size, 1, Math.sqrt(size)]);
      assert.deepEqual([product!.value!.counts.nan, product!.value!.max], [size, null]);
    }
  });

  it("passes in the order in which they began, one within a hook after the outer one", () => {
    const { passes } = recordHere(({ p }) => {
      const w = torch.tensor(1, { requires_grad: true });
      const y = w.mul(5);
      y.register_hook(() => torch.enable_grad(() => p(7, w).mul(p(7, 7)).backward()));
      y.backward(...p(5, []));
      w.mul(p(9, 9)).backward(...p(9, []));
    });
    assert.deepEqual(
      passes.map(({ loss, site }) => [loss, site]),
      [
        [5, 5],
        [7, 7],
        [9, 9],
      ],
    );
  });

  it("which of two passes failed, one within a hook of the other", () => {
    const fail = (): never => {
      throw new Error("hook");
    };
    const { passes } = recordHere(() => {
      const inner = torch.tensor(3, { requires_grad: true });
      inner.register_hook(fail);
      const [caught, loose] = [weights().mul(2), weights().mul(3)];
      caught.register_hook(() => assert.throws(() => inner.backward(), /hook/));
      caught.sum().backward();
      loose.register_hook(() => inner.backward());
      assert.throws(() => loose.sum().backward(), /hook/);
    });
    assert.deepEqual(
      passes.map(({ loss, failed }) => [loss, failed]),
      [
        [12, false],
        [3, true],
        [18, true],
        [3, true],
      ],
    );
  });

  it("nothing that changes what the script sees", () => {
    recordHere(() => {
      const y = weights().mul(1);
      const parts = y.unbind();
      const sum = parts[0]!.add(1);
      torch.no_grad(() => y.mul_(2));
      // Its history cannot be told any more, which is an error for those who ask; the recorder must not be one of them.
      assert.throws(() => parts[0]!.grad_fn);
      sum.backward();
      assert.equal(sum.requires_grad, true);
    });
  });
});
