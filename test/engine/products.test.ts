import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

type Tensor = torch.Tensor;
const { ones, tensor } = torch;
const F = torch.nn.functional;
const trained = { requires_grad: true } as const;

/** What a function of leaves gives, and the gradients of its sum, as PyTorch 2.13 does; to four decimals. */
interface Row {
  readonly of: string;
  readonly code: (...leaves: Tensor[]) => Tensor;
  readonly leaves: readonly (readonly unknown[])[];
  readonly gives: unknown;
  readonly gradients: readonly unknown[];
}

const points = [
  [
    [0, 1],
    [2, 2],
  ],
  [
    [0, 1],
    [2, 5],
    [0, 0],
  ],
];
const same = [
  [
    [1, 2],
    [1, 2],
    [1, 3],
  ],
];

const rows: readonly Row[] = [
  {
    of: "cdist of order 1 at points that coincide",
    code: (a, b) => torch.cdist(a!, b!, 1),
    leaves: points,
    gives: [
      [0, 6, 1],
      [3, 3, 4],
    ],
    gradients: [
      [
        [-1, 0],
        [2, 1],
      ],
      [
        [-1, -1],
        [1, 2],
        [-1, -2],
      ],
    ],
  },
  {
    of: "cdist of order 2 at points that coincide",
    code: (a, b) => torch.cdist(a!, b!),
    leaves: points,
    gives: [
      [0, 4.4721, 1],
      [2.2361, 3, 2.8284],
    ],
    gradients: [
      [
        [-0.4472, 0.1056],
        [1.6015, 0.1543],
      ],
      [
        [-0.8944, -0.4472],
        [0.4472, 1.8944],
        [-0.7071, -1.7071],
      ],
    ],
  },
  {
    of: "cdist of order ∞, where each of equal differences gets the gradient",
    code: (a, b) => torch.cdist(a!, b!, Infinity),
    leaves: points,
    gives: [
      [0, 4, 1],
      [2, 3, 2],
    ],
    gradients: [
      [
        [0, 0],
        [2, 0],
      ],
      [
        [-1, 0],
        [0, 2],
        [-1, -2],
      ],
    ],
  },
  {
    of: "pdist of order 3 at points that coincide",
    code: (a) => F.pdist(a!, 3),
    leaves: same,
    gives: [0, 1, 1],
    gradients: [
      [
        [0, -1],
        [0, -1],
        [0, 2],
      ],
    ],
  },
  {
    of: "dist of order −1",
    code: (a, b) => torch.dist(a!, b!, -1),
    leaves: [
      [1, 2, 3],
      [3, 0, 2],
    ],
    gives: 0.5,
    gradients: [
      [-0.0625, 0.0625, 0.25],
      [0.0625, -0.0625, -0.25],
    ],
  },
  {
    of: "cosine_similarity below eps, whose gradient is that of the norm itself",
    code: (a, b) => F.cosine_similarity(a!, b!, 0, 0.5),
    leaves: [
      [0.1, 0.2],
      [1, 2],
    ],
    gives: 0.4472,
    gradients: [
      [0.4944, 0.9889],
      [0, 0],
    ],
  },
  {
    of: "renorm of slices above the norm and below",
    code: (a) =>
      torch.renorm(a!, 1, 0, 1).mul(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ),
    leaves: [
      [
        [1, 2],
        [0.1, 0.2],
      ],
    ],
    gives: [
      [0.3333, 1.3333],
      [0.3, 0.8],
    ],
    gradients: [
      [
        [-0.2222, 0.1111],
        [3, 4],
      ],
    ],
  },
  {
    of: "addbmm that leaves NaN out",
    code: (a, b) => torch.addbmm(tensor(NaN), a!.unsqueeze(0), b!.unsqueeze(0), { beta: 0 }),
    leaves: [[[1, 2]], [[3], [4]]],
    gives: [[11]],
    gradients: [[[3, 4]], [[1], [2]]],
  },
  {
    of: "einsum with a diagonal and a sum",
    code: (a) => torch.einsum("iij->j", a!),
    leaves: [
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
    ],
    gives: [8, 10],
    gradients: [
      [
        [
          [1, 1],
          [0, 0],
        ],
        [
          [0, 0],
          [1, 1],
        ],
      ],
    ],
  },
];

describe("products and distances, as PyTorch has them:", () => {
  for (const { of, code, leaves, gives, gradients } of rows) {
    it(of, () => {
      const inputs = leaves.map((leaf) => tensor(leaf as number[], trained));
      const result = code(...inputs);
      const found = torch.autograd.grad(result.sum(), inputs) as readonly Tensor[];
      assert.deepEqual(rounded(result), gives);
      assert.deepEqual(found.map(rounded), gradients);
    });
  }

  it("einsum reads subscripts as it reads letters", () => {
    const [a, b] = [torch.arange(6, { dtype: torch.float32 }).view(2, 3), ones(3, 2)];
    const expected = torch.einsum("ij,jk->ik", a, b).tolist();
    assert.deepEqual(torch.einsum(a, [0, 1], b, [1, 2], [0, 2]).tolist(), expected);
    assert.deepEqual(torch.einsum("ij,jk", [a, b]).tolist(), expected);
    assert.deepEqual(torch.einsum(a, ["...", 0, 1], ["...", 1, 0]).shape, [3, 2]);
  });

  it("a chain of matrices is multiplied in the cheapest order", () => {
    const matrices = [ones(10, 2, trained), ones(2, 10), ones(10, 2)];
    const { grad_fn } = torch.chain_matmul(...matrices);
    // The second and the third first: that product is no part of the graph, since neither is trained.
    const mm = grad_fn!.next_functions[0]![0]!;
    assert.equal(mm.next_functions[1]![0], null);
  });

  it("integers take the whole part of factors, but for addr", () => {
    const whole = ones(2, 2).long();
    assert.deepEqual(torch.addmm(whole, whole, whole, { alpha: 1.5 }).tolist(), [
      [3, 3],
      [3, 3],
    ]);
  });
});

describe("padding, as PyTorch has it:", () => {
  const line = (): Tensor => tensor([[[1, 2, 3]]]);
  const pads: readonly (readonly [torch.nn.functional.PadMode, readonly number[], readonly number[]])[] = [
    ["reflect", [-1, 2], [2, 3, 2, 1]],
    ["reflect", [-3, 1], [2]],
    ["replicate", [-4, 2], [3]],
    ["replicate", [2, -2], [1, 1, 1]],
    ["circular", [1, -1], [2, 1, 2]],
    ["circular", [-2, -1], []],
    ["constant", [-3, 1], [0]],
  ];
  for (const [mode, pad, gives] of pads) {
    it(`${mode} by [${pad.join(", ")}]`, () => {
      assert.deepEqual(F.pad(line(), pad, mode).tolist(), [[gives]]);
    });
  }
});

function rounded(value: Tensor): unknown {
  return value.mul(1e4).round().div(1e4).add(0).double().mul(1e4).round().div(1e4).add(0).tolist();
}
