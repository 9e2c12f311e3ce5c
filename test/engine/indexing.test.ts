import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import type { IndexItem } from "../../src/engine/ops/indexItems.js";

const grid = (): torch.Tensor =>
  torch.tensor([
    [0, 1, 2],
    [10, 11, 12],
    [20, 21, 22],
  ]);

/** The Python that PORTING spells this way stands in each title. */
const rows: readonly { readonly python: string; readonly items: readonly IndexItem[]; readonly gives: unknown }[] = [
  { python: "x[1]", items: [1], gives: [10, 11, 12] },
  { python: "x[-1, 0]", items: [-1, 0], gives: 20 },
  {
    python: "x[:, 1:3]",
    items: [":", "1:3"],
    gives: [
      [1, 2],
      [11, 12],
      [21, 22],
    ],
  },
  { python: "x[::2, -1]", items: ["::2", -1], gives: [2, 22] },
  { python: "x[1:1]", items: [torch.Slice(1, 1)], gives: [] },
  { python: "x[..., None][0]", items: ["...", null], gives: grid().unsqueeze(2).tolist() },
  {
    python: "x[[0, 2]]",
    items: [[0, 2]],
    gives: [
      [0, 1, 2],
      [20, 21, 22],
    ],
  },
  {
    python: "x[[0, 2], [1, -1]]",
    items: [
      [0, 2],
      [1, -1],
    ],
    gives: [1, 22],
  },
  { python: "x[x > 11]", items: [grid().gt(11)], gives: [12, 20, 21, 22] },
  {
    python: "x[:, [2, 0]]",
    items: [":", [2, 0]],
    gives: [
      [2, 0],
      [12, 10],
      [22, 20],
    ],
  },
  { python: "x[[True, False, True], 1]", items: [[true, false, true], 1], gives: [1, 21] },
];

describe("index", () => {
  for (const { python, items, gives } of rows) {
    it(`spells ${python}`, () => {
      assert.deepEqual(
        grid()
          .index(...items)
          .tolist(),
        gives,
      );
    });
  }

  it("gives views for numbers and slices, copies for index tensors", () => {
    const x = grid();
    x.index("1:", 0).fill_(7);
    x.index([0]).fill_(9);
    assert.deepEqual(x.index(":", 0).tolist(), [0, 7, 7]);
  });

  it("adds the gradients of an element that was taken twice", () => {
    const x = grid().requires_grad_();
    x.index([0, 0, 1], 2).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [
      [0, 0, 2],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });
});

describe("max along a dimension", () => {
  it("gives values and indices, by order and by name", () => {
    const [values, indices] = grid().max(1);
    assert.deepEqual(
      [values!.tolist(), indices!.tolist()],
      [
        [2, 12, 22],
        [2, 2, 2],
      ],
    );
    assert.deepEqual(grid().min(0, { keepdim: true }).indices.tolist(), [[0, 0, 0]]);
  });
});
