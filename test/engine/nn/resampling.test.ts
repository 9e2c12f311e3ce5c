import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { denseNumbers } from "../../../src/engine/kernels/dense.js";

const F = torch.nn.functional;
type Tensor = torch.Tensor;

const double = { dtype: torch.float64 } as const;
const trained = { dtype: torch.float64, requires_grad: true } as const;
const long = { dtype: torch.long } as const;
const squares = (from: number, count: number, ...shape: number[]): Tensor =>
  torch
    .arange(from, from + count, double)
    .pow(2)
    .view(shape);

/** What PyTorch 2.13 gives, where no case of the oracle shows it. */
const rows: readonly { readonly does: string; readonly of: () => Tensor; readonly gives: readonly number[] }[] = [
  {
    does: "a mean of integers is cut off towards 0",
    of: () =>
      F.avg_pool2d(
        torch.tensor(
          [
            [
              [-3, 2, 7, 2],
              [0, 0, 5, 1],
            ],
          ],
          long,
        ),
        2,
      ),
    gives: [0, 3],
  },
  {
    does: "a convolution of integers is one",
    of: () => F.conv1d(torch.tensor([[1, 2, 3, 4]], long), torch.tensor([[[1, -1]]], long)),
    gives: [-1, -1, -1],
  },
  {
    does: "volumes are interpolated along three dimensions",
    of: () => F.interpolate(torch.arange(1, 9, double).view(1, 1, 2, 2, 2), [3, 1, 2], { mode: "trilinear" }),
    gives: [2, 3, 4, 5, 6, 7],
  },
  {
    does: "bicubic interpolation overshoots",
    of: () => F.interpolate(squares(0, 5, 1, 1, 1, 5), [1, 3], { mode: "bicubic" }),
    gives: [0.148148148148, 4, 14.074074074074],
  },
  {
    does: "bicubic smoothing has another kernel",
    of: () => F.interpolate(squares(0, 5, 1, 1, 1, 5), [1, 3], { mode: "bicubic", antialias: true }),
    gives: [0.169230769231, 4.195348837209, 13.338461538462],
  },
  {
    does: "lanczos reaches three elements far",
    of: () => F.interpolate(squares(0, 5, 1, 1, 1, 5), [1, 3], { mode: "lanczos", antialias: true }),
    gives: [0.103287973222, 4, 13.530498961225],
  },
  {
    does: "the nearest element is that of the place's center",
    of: () => F.interpolate(torch.arange(7, double).view(1, 1, 7), { scale_factor: 0.6, mode: "nearest-exact" }),
    gives: [0, 2, 4, 5],
  },
  {
    does: "the nearest element of old is that of the place's edge",
    of: () => F.interpolate(torch.arange(7, double).view(1, 1, 7), { scale_factor: 0.6 }),
    gives: [0, 1, 3, 5],
  },
  {
    does: "an affine grid has the centers of elements",
    of: () =>
      F.affine_grid(
        torch.tensor(
          [
            [
              [1, 0.5, 0.25],
              [-0.5, 2, 0],
            ],
          ],
          double,
        ),
        [1, 1, 2, 3],
        false,
      ),
    gives: [
      ...[-0.666666666667, -0.666666666667, 0, -1, 0.666666666667, -1.333333333333],
      ...[-0.166666666667, 1.333333333333, 0.5, 1, 1.166666666667, 0.666666666667],
    ],
  },
  {
    does: "a pool by powers is a norm",
    of: () => F.lp_pool1d(torch.tensor([[3, 4, 0, 0]], double), 2, 2),
    gives: [5, 0],
  },
];

describe("functions of lines, planes and volumes, as PyTorch has them:", () => {
  for (const { does, of, gives } of rows)
    it(does, () => {
      assertClose(of(), gives);
    });

  it("of elements that are put at one place the last one stays, and each gets its gradient", () => {
    const x = torch.tensor([[[1, 2, 3]]], trained);
    const result = F.max_unpool1d(x, torch.tensor([[[1, 1, 4]]], long), 2);
    result.backward(torch.arange(1, 7, double).view(1, 1, 6));
    assertClose(result, [0, 2, 0, 0, 3, 0]);
    assertClose(x.grad!, [2, 2, 5]);
  });

  const paddings = {
    zeros: { samples: [5.26, 1.12, 0], input: [0.24, 0.6, 0.06, 0.2], grid: [3.8, 10.8, -11.2, 1.2, 0, 0] },
    border: { samples: [5.26, 11.2, 9], input: [0.24, 0.96, 1.06, 0.74], grid: [3.8, 10.8, 0, 12, 0, 0] },
    reflection: { samples: [5.26, 11.2, 10.4], input: [0.24, 0.96, 0.86, 0.94], grid: [3.8, 10.8, 0, 12, -7, 0] },
  } as const;
  for (const padding_mode of ["zeros", "border", "reflection"] as const)
    it(`places outside are padded by ${padding_mode}`, () => {
      const x = squares(1, 4, 1, 1, 2, 2).requires_grad_();
      const grid = torch.tensor(
        [
          [
            [
              [0.2, -0.3],
              [1.4, 0.1],
              [-1.7, 0.6],
            ],
          ],
        ],
        trained,
      );
      const samples = F.grid_sample(x, grid, { padding_mode, align_corners: false });
      samples.sum().backward();
      assertClose(samples, paddings[padding_mode].samples);
      assertClose(x.grad!, paddings[padding_mode].input);
      assertClose(grid.grad!, paddings[padding_mode].grid);
    });

  it("pixels come back from where they were shuffled to, of a view as well", () => {
    const x = torch.arange(72, double).view(3, 3, 8).permute(2, 0, 1);
    assertClose(F.pixel_unshuffle(F.pixel_shuffle(x, 2), 2), [...denseNumbers(x)]);
    assertClose(F.channel_shuffle(F.channel_shuffle(x.index(null), 2), 4), [...denseNumbers(x)]);
  });

  it("columns that are added up again count how many windows an element is under", () => {
    const ones = torch.ones(1, 1, 3, 3);
    assertClose(F.fold(F.unfold(ones, 2), [3, 3], 2), [1, 2, 1, 2, 4, 2, 1, 2, 1]);
  });
});

function assertClose(actual: Tensor, expected: readonly number[]): void {
  const numbers = [...denseNumbers(actual)];
  assert.equal(numbers.length, expected.length);
  numbers.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]!) < 1e-10, `${value} at ${i}, ${expected[i]} in PyTorch`);
  });
}
