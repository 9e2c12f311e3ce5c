import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import type { Tensor } from "../../../src/engine/tensor.js";

const F = torch.nn.functional;
const { vmap, grad } = torch.func;

const rows = torch.tensor(
  [
    [3, 1, 2],
    [6, 5, 4],
  ],
  { dtype: torch.float64 },
);
const places = torch.tensor(
  [
    [0, 1, -1],
    [2, 1, 0],
  ],
  { dtype: torch.int64 },
);
const matrices = torch.tensor(
  [
    [
      [2, 1],
      [0.5, 3],
    ],
    [
      [1, 2],
      [2, 4],
    ],
  ],
  { dtype: torch.float64 },
);
const regular = matrices.add(torch.eye(2, { dtype: torch.float64 }));

type Row = readonly [name: string, of: (x: Tensor, index: Tensor) => Tensor, x: Tensor, index?: Tensor];

const table: readonly Row[] = [
  ["take", (x, index) => x.take(index), rows, places],
  ["take_along_dim", (x, index) => torch.take_along_dim(x, index, 0), rows, places],
  ["index", (x, index) => x.index(index), rows, places],
  ["index_put", (x, index) => x.index_put([index], x.mul(2)), rows, places],
  ["index_add", (x, index) => x.index_add(0, index.abs(), x), rows, places],
  ["index_copy", (x, index) => x.index_copy(0, index.abs(), x.mul(2)), rows, places],
  ["index_fill", (x, index) => x.index_fill(0, index.narrow(0, 0, 1), 7), rows, places],
  ["put", (x, index) => x.put(index, x.mul(2)), rows, places],
  ["scatter", (x, index) => x.scatter(0, index.abs(), x.mul(2)), rows, places],
  ["scatter of a number", (x, index) => x.scatter(0, index.abs(), 7), rows, places],
  ["scatter_add", (x, index) => x.scatter_add(0, index.abs(), x), rows, places],
  ["scatter_reduce", (x, index) => x.scatter_reduce(0, index.abs(), x, "prod"), rows, places],
  ["multi_margin_loss", (x, index) => F.multi_margin_loss(x, index.select(0, 0)), rows, places],
  ["linalg.det, of a singular matrix too", (x) => torch.linalg.det(x), matrices],
  ["linalg.slogdet", (x) => torch.linalg.slogdet(x).logabsdet, regular],
  ["linalg.inv", (x) => torch.linalg.inv(x), regular],
  ["linalg.solve", (x) => torch.linalg.solve(x, x.mT), regular],
  ["linalg.cholesky", (x) => torch.linalg.cholesky(x.matmul(x.mT)), regular],
  ["linalg.lu", (x) => torch.linalg.lu(x).U, regular],
  ["the tangent of a circular pad", (x) => tangentOf((y) => F.pad(y, [1, 1], { mode: "circular" }), x), matrices],
  ["new_zeros, written", (x) => x.new_zeros(2, 2).add_(x), matrices],
  ["new_full, written in a place", (x) => x.new_full([3], 2).index_put_([1], x.sum()).mul(x.mean()), matrices],
  ["ones_like, written by a view", (x) => writtenRow(torch.ones_like(x), x), matrices],
  ["empty_like, written", (x) => torch.empty_like(x).copy_(x).mul(x), matrices],
  ...(["sum", "mean", "max"] as const).map((mode): Row => [
    `the gradient of ${mode}s in bags`,
    (x, i) => bagGradient(x, i.remainder(3), mode),
    rows,
  ]),
  ["transpose_", (x) => x.mul(2).transpose_(0, 1).index(0), matrices],
  ["t_, beside a view that is written", (x) => written(x.clone(), (y) => y.t_()), matrices],
  ["unsqueeze_", (x) => x.mul(2).unsqueeze_(1), matrices],
  ["squeeze_", (x) => x.unsqueeze(0).mul(2).squeeze_(0), matrices],
];

/** The gradient of a table with the rows x, 2x and 3x, of which the indices name some. */
function bagGradient(x: Tensor, indices: Tensor, mode: "sum" | "mean" | "max"): Tensor {
  const bags = (table: Tensor): Tensor => F.embedding_bag(indices.unsqueeze(0), table, { mode }).pow(2).sum();
  return grad(bags)(torch.stack([x, x.mul(2), x.mul(3)])) as Tensor;
}

function tangentOf(f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  return torch.func.jvp(f, [x], [x.cos()])[1] as Tensor;
}

function writtenRow(x: Tensor, by: Tensor): Tensor {
  x.select(0, 1).mul_(by.select(0, 0));
  return x;
}

/** What a tensor holds after it was turned and one of its views was written. */
function written(x: Tensor, turn: (x: Tensor) => Tensor): Tensor {
  const row = x.select(0, 1);
  turn(x);
  row.mul_(3);
  return x.index(0);
}

describe("vmap over what is told by numbers", () => {
  for (const [name, of, x, index = places] of table) {
    const sliced = (f: typeof of): Tensor => torch.stack(x.unbind().map((each, i) => f(each, index.select(0, i))));

    it(`${name} gives what its slices give`, () => {
      assertClose(vmap(of)(x, index), sliced(of));
    });

    it(`${name} has their gradients`, () => {
      const slope = grad((each: Tensor, at: Tensor) => of(each, at).mul(of(each, at)).sum());
      assertClose(vmap(slope)(x, index), sliced(slope));
    });
  }

  it("makes tensors like those that are mapped over at two levels, and of no slices", () => {
    const sums = vmap(vmap((x: Tensor) => torch.zeros_like(x).add_(x)))(matrices);
    assertClose(sums, matrices);
    assert.deepEqual(vmap((x: Tensor) => x.new_ones(3).mul_(x.sum()))(torch.ones(0, 2)).shape, [0, 3]);
  });

  it("gives what was computed, and a view where a dimension is moved", () => {
    const x = rows.clone().requires_grad_();
    assert.equal(vmap((row: Tensor) => row)(x), x);
    const told = (result: Tensor): unknown => [result._is_view(), result.grad_fn?.name() ?? null, result.stride()];
    const twice = (row: Tensor): Tensor => row.mul(2);
    assert.deepEqual(told(vmap(twice)(x)), [false, "MulBackward0", [3, 1]]);
    assert.deepEqual(told(vmap(twice, { out_dims: 1 })(x)), [true, "PermuteBackward0", [1, 3]]);
    const flat = grad((row: Tensor) => row.floor().sum());
    assert.deepEqual(told(vmap(flat)(rows)), [false, null, [3, 1]]);
    assert.deepEqual(told(torch.func.jacfwd((row: Tensor) => row.sin())(rows.select(0, 0))), [true, null, [1, 3]]);
  });

  it("has second derivatives of determinants", () => {
    const curvature = torch.func.hessian((x: Tensor) => torch.linalg.det(x));
    assertClose(vmap(curvature)(matrices), torch.stack(matrices.unbind().map((each) => curvature(each))));
  });
});

function assertClose(actual: Tensor, expected: Tensor): void {
  assert.ok(torch.allclose(actual, expected, { atol: 1e-9 }), `${String(actual)} is not ${String(expected)}`);
}
