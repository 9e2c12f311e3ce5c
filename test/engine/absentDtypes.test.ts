import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

const { ones, nn } = torch;
const { softmax } = nn.functional;
const x = ones(2, 2);

/** Calls that take a dtype, given whatever a script has for one. */
const calls: Readonly<Record<string, (dtype: never) => unknown>> = {
  tensor: (dtype) => torch.tensor([1], { dtype }),
  as_tensor: (dtype) => torch.as_tensor([1], { dtype }),
  scalar_tensor: (dtype) => torch.scalar_tensor(1, { dtype }),
  zeros: (dtype) => torch.zeros(2, { dtype }),
  zeros_like: (dtype) => torch.zeros_like(x, { dtype }),
  full: (dtype) => torch.full([2], 1, { dtype }),
  new_zeros: (dtype) => x.new_zeros(2, { dtype }),
  new_tensor: (dtype) => x.new_tensor([1], { dtype }),
  arange: (dtype) => torch.arange(3, { dtype }),
  linspace: (dtype) => torch.linspace(0, 1, 3, { dtype }),
  eye: (dtype) => torch.eye(2, { dtype }),
  rand: (dtype) => torch.rand(2, { dtype }),
  randn_like: (dtype) => torch.randn_like(x, { dtype }),
  randint: (dtype) => torch.randint(3, [2], { dtype }),
  randperm: (dtype) => torch.randperm(3, { dtype }),
  normal: (dtype) => torch.normal(0, 1, [2], { dtype }),
  tril_indices: (dtype) => torch.tril_indices(2, 2, 0, { dtype }),
  hann: (dtype) => torch.signal.windows.hann(3, { dtype }),
  to: (dtype) => x.to({ dtype }),
  sum: (dtype) => x.sum({ dtype }),
  mean: (dtype) => torch.mean(x, 0, { dtype }),
  prod: (dtype) => x.prod(0, { dtype }),
  nansum: (dtype) => x.nansum({ dtype }),
  cumsum: (dtype) => x.cumsum(0, { dtype }),
  cumprod: (dtype) => torch.cumprod(x, 0, { dtype }),
  cumsum_: (dtype) => x.clone().cumsum_(0, { dtype }),
  softmax: (dtype) => softmax(x, 0, { dtype }),
  "linalg.norm": (dtype) => torch.linalg.norm(x, { dtype }),
};

const absent = {
  float16: torch.float16,
  half: torch.half,
  bfloat16: torch.bfloat16,
  int8: torch.int8,
  int16: torch.int16,
  short: torch.short,
  uint16: torch.uint16,
  complex64: torch.complex64,
  complex128: torch.complex128,
};

describe("a dtype", () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`that GradLens has not is refused by ${name}, which says which ones there are`, () => {
      assert.throws(() => call(torch.float16 as never), {
        name: "TypeError",
        message: /GradLens has float32, float64, int32, int64, uint8 and bool; there is no torch.float16 here$/,
      });
    });

    it(`that is a text is refused by ${name}`, () => {
      assert.throws(() => call("float64" as never), { name: "TypeError", message: /must be torch.dtype, not string$/ });
    });

    it(`of null is the default in ${name}`, () => {
      assert.ok(torch.is_tensor(call(null as never)));
    });
  }

  for (const [name, dtype] of Object.entries(absent)) {
    it(`torch.${name} is there to be compared with, and to be refused`, () => {
      assert.notEqual(x.dtype as unknown, dtype);
      assert.throws(() => x.to(dtype as never), /there is no torch\.\w+ here/);
      assert.throws(() => torch.promote_types(torch.float32, dtype as never), /there is no torch\.\w+ here/);
    });
  }

  it("that is undefined is refused where it stands first", () => {
    assert.throws(() => x.to(undefined as never), { name: "TypeError", message: /'dtype' is undefined/ });
  });
});

describe("what PyTorch has and GradLens does without", () => {
  const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
    ["out", () => torch.add(x, x, { out: x } as never), /'out' \(GradLens writes no results into given tensors/],
    ["memory_format", () => torch.zeros_like(x, { memory_format: 1 } as never), /'memory_format' \(GradLens has/],
    ["a layout", () => torch.zeros(2, { layout: "sparse" } as never), /'layout' must be null, not string/],
    ["pinned memory", () => torch.zeros(2, { pin_memory: true }), /^RuntimeError: pin_memory=True requires/],
    ["another device", () => torch.zeros(2, { device: "cuda" }), /cuda/i],
  ];
  for (const [what, call, message] of refused) it(`is refused: ${what}`, () => void assert.throws(call, message));

  it("is taken where it means nothing", () => {
    const options = { device: "cpu", layout: null, pin_memory: false } as const;
    assert.deepEqual(torch.ones(2, options).tolist(), [1, 1]);
  });
});
