import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

describe("making tensors", () => {
  const made: Readonly<Record<string, readonly [() => torch.Tensor, unknown, readonly number[]]>> = {
    "a number": [() => torch.tensor(2), 2, []],
    rows: [
      () =>
        torch.tensor([
          [1, 2],
          [3, 4],
        ]),
      [
        [1, 2],
        [3, 4],
      ],
      [2, 2],
    ],
    "an empty row": [() => torch.tensor([[]]), [[]], [1, 0]],
    "a typed array": [() => torch.tensor(new Float64Array([1, 2])), [1, 2], [2]],
    "0-d tensors": [() => torch.tensor([torch.tensor(1), torch.tensor(2)]), [1, 2], [2]],
    "a tensor": [() => torch.tensor(torch.tensor([[1], [2]]).t()), [[1, 2]], [1, 2]],
    "zeros by sizes": [() => torch.zeros(2, 1), [[0], [0]], [2, 1]],
    "zeros by a list": [() => torch.zeros([2, 1]), [[0], [0]], [2, 1]],
    "ones without sizes": [() => torch.ones([]), 1, []],
    full: [() => torch.full([2], 7), [7, 7], [2]],
    full_like: [() => torch.full_like(torch.zeros(1, 2), 3), [[3, 3]], [1, 2]],
    "ones of nothing": [() => torch.ones(0, 3), [], [0, 3]],
  };
  for (const [what, [make, list, shape]] of Object.entries(made)) {
    it(`takes ${what}`, () => {
      assert.deepEqual([make().tolist(), make().shape], [list, shape]);
    });
  }

  it("chooses float32 for numbers, bool for booleans, int64 for bigints, unless told", () => {
    const dtypes = [torch.tensor([1, true]), torch.tensor([true]), torch.tensor([1n]), torch.full([1], true)];
    assert.deepEqual(
      dtypes.map(({ dtype }) => String(dtype)),
      ["torch.float32", "torch.bool", "torch.int64", "torch.bool"],
    );
    assert.equal(torch.tensor([1], { dtype: torch.long }).dtype, torch.int64);
    assert.equal(torch.ones_like(torch.tensor([1n])).dtype, torch.int64);
  });

  it("copies what it is made of", () => {
    const source = torch.tensor([1, 2]);
    const copy = torch.tensor(source);
    source.zero_();
    assert.deepEqual(copy.tolist(), [1, 2]);
  });
});

describe("a tensor", () => {
  const m = torch.tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("tells its shape, sizes, strides and number of elements", () => {
    assert.deepEqual([[...m.shape], m.size(), m.size(0), m.size(-1)], [[2, 3], [2, 3], 2, 3]);
    assert.deepEqual([m.dim(), m.ndim, m.numel()], [2, 2, 6]);
    assert.deepEqual(
      [m.stride(), m.t().stride(), m.expand(4, 2, 3).stride()],
      [
        [3, 1],
        [1, 3],
        [0, 3, 1],
      ],
    );
    assert.deepEqual([m.is_contiguous(), m.t().is_contiguous(), m.t().contiguous().stride()], [true, false, [2, 1]]);
  });

  it("keeps its class name", () => {
    assert.equal(m.constructor.name, "Tensor");
    assert.ok(m instanceof torch.Tensor);
  });

  it("gives its rows one by one, and slices by index and select", () => {
    assert.deepEqual(
      [...m].map((row) => row.tolist()),
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    );
    assert.deepEqual([m.index(-1).tolist(), m.index(0, 2).item(), m.select(1, 1).tolist()], [[4, 5, 6], 3, [2, 5]]);
  });

  it("reduces all or some dimensions, by position or by name", () => {
    assert.deepEqual([m.sum().item(), m.sum(null).item(), m.sum([]).item(), m.mean().item()], [21, 21, 21, 3.5]);
    assert.deepEqual([m.sum(0).tolist(), m.sum([0, 1]).item(), m.sum(-1, true).tolist()], [[5, 7, 9], 21, [[6], [15]]]);
    assert.deepEqual(
      [m.mean({ dim: 1, keepdim: true }).tolist(), m.mean(1, { keepdim: true }).shape],
      [
        [[2], [5]],
        [2, 1],
      ],
    );
    assert.deepEqual(
      [torch.zeros(0).sum().item(), torch.zeros(0).mean().item(), torch.zeros(0, 2).sum(0).tolist()],
      [0, NaN, [0, 0]],
    );
  });

  it("takes undefined as not given", () => {
    assert.deepEqual([m.sum(undefined).item(), m.sum(undefined, true).shape], [21, [1, 1]]);
  });

  const products: Readonly<Record<string, readonly [torch.Tensor, torch.Tensor, unknown]>> = {
    "vector · vector": [torch.tensor([1, 2]), torch.tensor([3, 4]), 11],
    "matrix · vector": [m, torch.tensor([1, 0, 1]), [4, 10]],
    "vector · matrix": [torch.tensor([1, 1]), m, [5, 7, 9]],
    "matrix · matrix": [
      m,
      m.t(),
      [
        [14, 32],
        [32, 77],
      ],
    ],
    "batch · batch": [
      m.unsqueeze(0),
      m.t().unsqueeze(0),
      [
        [
          [14, 32],
          [32, 77],
        ],
      ],
    ],
    "batch · matrix": [
      m.expand(2, 2, 3),
      torch.tensor([[1], [0], [0]]),
      [
        [[1], [4]],
        [[1], [4]],
      ],
    ],
    "matrix · batch": [torch.tensor([[1, 1]]), m.expand(2, 2, 3), [[[5, 7, 9]], [[5, 7, 9]]]],
    "batch · vector": [
      m.expand(2, 2, 3),
      torch.tensor([1, 0, 0]),
      [
        [1, 4],
        [1, 4],
      ],
    ],
    "vector · batch": [
      torch.tensor([1, 1]),
      m.expand(2, 2, 3),
      [
        [5, 7, 9],
        [5, 7, 9],
      ],
    ],
    "nothing in between": [
      torch.zeros(2, 0),
      torch.zeros(0, 2),
      [
        [0, 0],
        [0, 0],
      ],
    ],
  };
  for (const [what, [x, y, expected]] of Object.entries(products)) {
    it(`multiplies ${what}, with and without a gradient to come`, () => {
      assert.deepEqual(x.matmul(y).tolist(), expected);
      assert.deepEqual(x.detach().matmul(y.detach().requires_grad_()).tolist(), expected);
    });
  }

  it("takes other shapes as views where the strides allow it, else as copies", () => {
    assert.deepEqual(m.view(3, -1).tolist(), [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    assert.deepEqual(m.t().reshape(-1).tolist(), [1, 4, 2, 5, 3, 6]);
    assert.deepEqual(
      [m.flatten().shape, m.unsqueeze(1).flatten(0, 1).shape, torch.tensor(1).flatten().shape],
      [[6], [2, 3], [1]],
    );
    assert.deepEqual(
      [m.permute(1, 0).shape, m.unsqueeze(-1).shape, m.unsqueeze(0).squeeze().shape],
      [
        [3, 2],
        [2, 3, 1],
        [2, 3],
      ],
    );
    assert.equal(m.expand(2, 2, 3).view(2, 6).storage, m.storage);
    assert.notEqual(m.t().reshape(6).storage, m.storage);
  });

  it("adds and subtracts multiples by alpha", () => {
    const [x, y] = [torch.tensor([1, 2]), torch.tensor([10, 20])];
    assert.deepEqual(
      [x.add(y, { alpha: 2 }).tolist(), torch.sub(1, x, { alpha: 2 }).tolist()],
      [
        [21, 42],
        [-1, -3],
      ],
    );
    assert.deepEqual(torch.add(1, 2).item(), 3);
  });

  it("is written in place, broadcast and converted", () => {
    const x = torch.tensor([
      [1, 2],
      [3, 4],
    ]);
    assert.equal(x.add_(torch.tensor([10, 20])), x);
    assert.deepEqual(x.tolist(), [
      [11, 22],
      [13, 24],
    ]);
    assert.deepEqual(x.sub_(1).mul_(2).div_(4).tolist(), [
      [5, 10.5],
      [6, 11.5],
    ]);
    assert.deepEqual(
      [x.copy_(torch.tensor([1n, 2n])).tolist(), x._version],
      [
        [
          [1, 2],
          [1, 2],
        ],
        5,
      ],
    );
    x.t().index(0).fill_(torch.tensor(9));
    assert.deepEqual(x.tolist(), [
      [9, 2],
      [9, 2],
    ]);
    assert.deepEqual(x.zero_().tolist(), [
      [0, 0],
      [0, 0],
    ]);
  });
});
