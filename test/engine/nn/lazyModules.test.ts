import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;

interface Lazy extends torch.nn.Module {
  has_uninitialized_params(): boolean;
}

/** A lazy module, what it prints before, and the ordinary one that it becomes for an input of these sizes. */
type Row = readonly [lazy: () => Lazy, text: string, ordinary: () => torch.nn.Module, sizes: readonly number[]];

const rows: readonly Row[] = [
  [
    () => new nn.LazyConv1d(4, 3, 2, 1, 1, 2, false),
    "LazyConv1d(0, 4, kernel_size=(3,), stride=(2,), padding=(1,), groups=2, bias=False)",
    () => new nn.Conv1d(6, 4, 3, 2, 1, 1, 2, false),
    [2, 6, 7],
  ],
  [
    () => new nn.LazyConv2d(4, [2, 3], { padding: [1, 0], padding_mode: "reflect" }),
    "LazyConv2d(0, 4, kernel_size=(2, 3), stride=(1, 1), padding=(1, 0), padding_mode=reflect)",
    () => new nn.Conv2d(2, 4, [2, 3], { padding: [1, 0], padding_mode: "reflect" }),
    [2, 5, 5],
  ],
  [
    () => new nn.LazyConv3d({ out_channels: 2, kernel_size: 2 }),
    "LazyConv3d(0, 2, kernel_size=(2, 2, 2), stride=(1, 1, 1))",
    () => new nn.Conv3d(3, 2, 2),
    [1, 3, 3, 3, 3],
  ],
  [
    () => new nn.LazyConvTranspose1d(4, 3, 2, 1, 1),
    "LazyConvTranspose1d(0, 4, kernel_size=(3,), stride=(2,), padding=(1,), output_padding=(1,))",
    () => new nn.ConvTranspose1d(2, 4, 3, 2, 1, 1),
    [3, 2, 4],
  ],
  [
    () => new nn.LazyConvTranspose2d(4, 2, { groups: 2 }),
    "LazyConvTranspose2d(0, 4, kernel_size=(2, 2), stride=(1, 1), groups=2)",
    () => new nn.ConvTranspose2d(6, 4, 2, { groups: 2 }),
    [6, 3, 3],
  ],
  [
    () => new nn.LazyConvTranspose3d(2, 2),
    "LazyConvTranspose3d(0, 2, kernel_size=(2, 2, 2), stride=(1, 1, 1))",
    () => new nn.ConvTranspose3d(3, 2, 2),
    [1, 3, 2, 2, 2],
  ],
  [
    () => new nn.LazyBatchNorm1d(1e-3, null),
    "LazyBatchNorm1d(0, eps=0.001, momentum=None, affine=True, bias=True, track_running_stats=True)",
    () => new nn.BatchNorm1d(3, 1e-3, null),
    [4, 3],
  ],
  [
    () => new nn.LazyBatchNorm2d({ affine: false }),
    "LazyBatchNorm2d(0, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=True)",
    () => new nn.BatchNorm2d(3, { affine: false }),
    [4, 3, 2, 2],
  ],
  [
    () => new nn.LazyBatchNorm3d({ track_running_stats: false }),
    "LazyBatchNorm3d(0, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=False)",
    () => new nn.BatchNorm3d(2, { track_running_stats: false }),
    [2, 2, 2, 2, 2],
  ],
  [
    () => new nn.LazyInstanceNorm1d(),
    "LazyInstanceNorm1d(0, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)",
    () => new nn.InstanceNorm1d(3, { affine: true, track_running_stats: true }),
    [2, 3, 4],
  ],
  [
    () => new nn.LazyInstanceNorm2d({ bias: false }),
    "LazyInstanceNorm2d(0, eps=1e-05, momentum=0.1, affine=True, bias=False, track_running_stats=True)",
    () => new nn.InstanceNorm2d(3, { affine: true, track_running_stats: true, bias: false }),
    [2, 3, 2, 2],
  ],
  [
    () => new nn.LazyInstanceNorm3d({ affine: false }),
    "LazyInstanceNorm3d(0, eps=1e-05, momentum=0.1, affine=False, bias=False, track_running_stats=True)",
    () => new nn.InstanceNorm3d(2, { track_running_stats: true }),
    [2, 2, 2, 2, 2],
  ],
];

function stateOf(module: torch.nn.Module): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(module.state_dict()).map(([name, tensor]) => [name, (tensor as torch.Tensor).tolist()]),
  );
}

describe("lazy modules", () => {
  for (const [make, text, ordinary, sizes] of rows) {
    const lazyName = text.slice(0, text.indexOf("("));
    it(`${lazyName} becomes the ordinary module at its first call, with the same numbers`, () => {
      const lazy = make();
      assert.deepEqual([String(lazy), lazy.has_uninitialized_params()], [text, true]);
      const x = torch.randn(sizes);
      torch.manual_seed(7);
      const y = (lazy as unknown as (input: torch.Tensor) => torch.Tensor)(x);
      torch.manual_seed(7);
      const plain = ordinary();
      assert.deepEqual(y.tolist(), (plain as unknown as (input: torch.Tensor) => torch.Tensor)(x).tolist());
      assert.deepEqual([String(lazy), lazy.constructor], [String(plain), plain.constructor]);
      assert.deepEqual(stateOf(lazy), stateOf(plain));
    });

    it(`${lazyName} is copied, changes its dtype and loads an ordinary state before its first call`, () => {
      const copy = torch.deepcopy(make()).double();
      const source = ordinary();
      copy.load_state_dict(source.state_dict());
      const kept = Object.entries(source.state_dict()).map(([name, tensor]) => [
        name,
        (tensor as torch.Tensor).to(torch.float64).tolist(),
      ]);
      assert.deepEqual(stateOf(copy), Object.fromEntries(kept));
      const dtypes = [...copy.parameters()].map(({ dtype }) => dtype);
      assert.deepEqual(new Set(dtypes), new Set(dtypes.length === 0 ? [] : [torch.float64]));
    });
  }

  const mistakes: readonly (readonly [name: string, run: () => unknown, text: RegExp])[] = [
    [
      "an input of other dimensions",
      () => new nn.LazyConv2d(2, 3)(torch.ones(3, 3)),
      /^RuntimeError: Expected 3D \(unbatched\) or 4D \(batched\) input to LazyConv2d, but got input of size: torch\.Size\(\[3, 3\]\)/,
    ],
    [
      "channels that the groups do not divide",
      () => new nn.LazyConv1d(4, 2, { groups: 2 })(torch.ones(3, 5)),
      /^ValueError: in_channels must be divisible by groups/,
    ],
    [
      "no kernel size",
      () => new nn.LazyConv1d({ out_channels: 2 } as never),
      /^TypeError: LazyConv1d\.__init__\(\) missing 1 required positional argument: 'kernel_size'/,
    ],
    [
      "a state without shapes for a module that has them",
      () => new nn.BatchNorm1d(2).load_state_dict(new nn.LazyBatchNorm1d().state_dict()),
      /^RuntimeError: Can't access the shape of an uninitialized parameter or buffer/,
    ],
  ];
  for (const [name, run, text] of mistakes) it(`refuse ${name}`, () => assert.throws(run, text));
});
