import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { checkMistakes, wrong, type Mistake } from "./support/checkMistakes.js";

const { bool, uint8, int32, int64, float64 } = torch;

/** What is made, and PyTorch's printed form of it. */
const made: Readonly<Record<string, readonly [() => unknown, string]>> = {
  "zeros by name": [() => torch.zeros(wrong({ size: [2], dtype: int32 })), "tensor([0, 0], dtype=torch.int32)"],
  "ones on the cpu": [() => torch.ones(2, { device: "cpu" }), "tensor([1., 1.])"],
  "an empty tensor": [() => torch.empty(0, 3, { dtype: uint8 }), "tensor([], size=(0, 3), dtype=torch.uint8)"],
  "a full tensor of a boolean": [() => torch.full([2], true), "tensor([True, True])"],
  "a full tensor of a bigint": [() => torch.full([2], 3n), "tensor([3, 3])"],
  "a full tensor of a 0-d tensor": [() => torch.full([2], torch.tensor(3, { dtype: int32 })), "tensor([3, 3])"],
  "a full tensor of a fraction in int64": [() => torch.full([2], 2.7, { dtype: int64 }), "tensor([2, 2])"],
  "a full tensor of −1 in uint8": [() => torch.full([1], -1, { dtype: uint8 }), "tensor([255], dtype=torch.uint8)"],
  full_like: [() => torch.full_like(torch.ones(2, { dtype: uint8 }), 2.7), "tensor([2, 2], dtype=torch.uint8)"],
  zeros_like: [() => torch.zeros_like(torch.ones(2), { dtype: bool }), "tensor([False, False])"],
  empty_like: [() => torch.empty_like(torch.ones(1, 2, { dtype: int32 })).dtype, "torch.int32"],
  scalar_tensor: [() => torch.scalar_tensor(true), "tensor(1.)"],
  new_full: [() => torch.ones(2, { dtype: int32 }).new_full([2], 3.5), "tensor([3, 3], dtype=torch.int32)"],
  new_zeros: [() => torch.ones(2).new_zeros([]), "tensor(0.)"],
  new_ones: [() => torch.ones(2, { dtype: bool }).new_ones(1, 2), "tensor([[True, True]])"],
  new_empty: [() => torch.ones(2).new_empty([0]), "tensor([])"],
  new_tensor: [() => torch.ones(2, { dtype: int32 }).new_tensor([1.5]), "tensor([1], dtype=torch.int32)"],
  as_tensor: [() => torch.as_tensor([1, 2.5]), "tensor([1.0000, 2.5000])"],
  "a tensor of tensors": [() => torch.tensor([torch.tensor(1n), torch.tensor(true)]), "tensor([1, 1])"],
  "a tensor of a float64 and a number": [
    () => torch.tensor([torch.tensor(1, { dtype: float64 }), 2.5]),
    "tensor([1.0000, 2.5000], dtype=torch.float64)",
  ],
  "a tensor of an infinite number": [() => torch.tensor([1e40]), "tensor([inf])"],
  "a range of fractions in int64": [() => torch.arange(0.5, 3.5, { dtype: int64 }), "tensor([0, 1, 2])"],
  "a range of fractions in int32": [
    () => torch.arange(-0.5, 3.5, { dtype: int32 }),
    "tensor([0, 1, 2, 3], dtype=torch.int32)",
  ],
  "a range of steps below 1 in int32": [
    () => torch.arange(0, 3, 0.5, { dtype: int32 }),
    "tensor([0, 0, 0, 0, 0, 0], dtype=torch.int32)",
  ],
  "a range below 0 in uint8": [
    () => torch.arange(-3, 1, { dtype: uint8 }),
    "tensor([253, 254, 255,   0], dtype=torch.uint8)",
  ],
  "a range by names": [() => torch.arange(wrong({ start: 1, end: 3 })), "tensor([1, 2])"],
  "a range up to a tensor": [() => torch.arange(torch.tensor(3n)), "tensor([0, 1, 2])"],
  "a range of an infinite step": [() => torch.arange(0, 1, Infinity), "tensor([])"],
  "a linspace in int64": [() => torch.linspace(0, 10, 5, { dtype: int64 }), "tensor([ 0,  2,  5,  7, 10])"],
  "a linspace in uint8": [
    () => torch.linspace(-5, 5, 4, { dtype: uint8 }),
    "tensor([251, 169,  87,   5], dtype=torch.uint8)",
  ],
  "a linspace between tensors": [() => torch.linspace(torch.tensor(0), torch.tensor(1), 2), "tensor([0., 1.])"],
  "a logspace": [() => torch.logspace(0, 3, 4), "tensor([   1.,   10.,  100., 1000.])"],
  "a logspace of another base in int32": [
    () => torch.logspace(0, 2, 5, 2, { dtype: int32 }),
    "tensor([1, 1, 2, 2, 4], dtype=torch.int32)",
  ],
  "an identity in bool": [() => torch.eye(2, 1, { dtype: bool }), "tensor([[ True],\n        [False]])"],
};

describe("factories", () => {
  for (const [what, [make, text]] of Object.entries(made)) {
    it(`make ${what}`, () => {
      assert.equal(String(make()), text);
    });
  }

  it("round numbers in ranges as PyTorch's vector instructions do", () => {
    // Each where the number from 0 on differs from the nearest one.
    const tenths = torch.arange(0, 10, 0.1).tolist() as number[];
    assert.deepEqual([tenths[9], tenths[26], tenths[31]], [0.9000000357627869, 2.6000001430511475, 3.1000001430511475]);
  });

  it("give a tensor back where as_tensor has nothing to change", () => {
    const x = torch.ones(2);
    assert.equal(torch.as_tensor(x), x);
    assert.deepEqual(
      [torch.as_tensor(x, { dtype: int32 }).dtype, torch.is_tensor(x), torch.is_tensor([1])],
      [int32, true, false],
    );
  });
});

describe("to", () => {
  const x = torch.ones(2, { requires_grad: true });

  it("gives the tensor itself where nothing changes, unless a copy is asked for", () => {
    assert.equal(x.to("cpu"), x);
    assert.equal(x.to(torch.float32), x);
    assert.equal(x.to(torch.tensor([2])), x);
    assert.equal(x.cpu(), x);
    const copy = x.to(torch.float32, { copy: true });
    assert.equal(String(copy), "tensor([1., 1.], grad_fn=<ToCopyBackward0>)");
  });

  it("takes a dtype, a tensor, a device with a dtype, or names", () => {
    const int = { dtype: int32 };
    const ways = [
      x.to(int32),
      x.to(torch.ones(1, int)),
      x.to("cpu", int32),
      x.to(int),
      x.type(int32),
      x.type("torch.IntTensor"),
    ];
    for (const way of [...ways, x.type_as(torch.ones(1, int))]) assert.equal(way.dtype, int32);
  });

  it("gives the gradient back in the tensor's own dtype", () => {
    const [gradient] = torch.autograd.grad(x.double().mul(2).sum(), x) as [torch.Tensor];
    assert.deepEqual([gradient.dtype, gradient.tolist()], [torch.float32, [2, 2]]);
  });
});

const mistakes: readonly Mistake[] = [
  {
    does: "no sizes",
    code: () => torch.ones(),
    name: "TypeError",
    message: 'ones() missing 1 required positional arguments: "size"',
  },
  {
    does: "two lists of sizes",
    code: () => torch.zeros(wrong([2]), wrong([3])),
    name: "TypeError",
    message: "zeros() takes 1 positional argument but 2 were given",
  },
  {
    does: "negative sizes of zeros",
    code: () => torch.zeros(2, -1),
    message: "zeros: Dimension size must be non-negative.",
  },
  {
    does: "more than there is memory",
    code: () => torch.zeros(10 ** 12),
    message: /^can't allocate memory: you tried to allocate 4000000000000 bytes/,
  },
  {
    does: "more than can be counted",
    code: () => torch.ones(10 ** 12, 10 ** 12),
    message: "Storage size calculation overflowed with sizes=[1000000000000, 1000000000000]",
  },
  {
    does: "full of nothing",
    code: () => torch.full([2], wrong(undefined)),
    name: "TypeError",
    message: 'full() missing 1 required positional arguments: "fill_value"',
  },
  {
    does: "full of a text",
    code: () => torch.full([2], wrong("a")),
    name: "TypeError",
    message: "full(): argument 'fill_value' must be Number, not string",
  },
  {
    does: "full with a size that is no list",
    code: () => torch.full(wrong(2), 3),
    name: "TypeError",
    message: "full(): argument 'size' must be tuple of ints, not number",
  },
  {
    does: "a number beyond uint8",
    code: () => torch.full([2], 300, { dtype: uint8 }),
    message: "value cannot be converted to type uint8_t without overflow",
  },
  {
    does: "a number beyond float32",
    code: () => torch.full([2], 1e40),
    message: "value cannot be converted to type float without overflow",
  },
  {
    does: "a number beyond int32 in place",
    code: () => torch.zeros(2, { dtype: int32 }).fill_(2 ** 31),
    message: "value cannot be converted to type int without overflow",
  },
  {
    does: "an element beyond uint8",
    code: () => torch.tensor([300], { dtype: uint8 }),
    message: "value cannot be converted to type uint8 without overflow",
  },
  {
    does: "NaN as an int32",
    code: () => torch.tensor([NaN], { dtype: int32 }),
    message: "value cannot be converted to type int32 without overflow",
  },
  {
    does: "NaN as an int64",
    code: () => torch.tensor([NaN]).long(),
    message: /^value cannot be converted to type int64 without overflow: NaN/,
  },
  {
    does: "a tensor of many elements as an element",
    code: () => torch.tensor([torch.ones(2)]),
    name: "ValueError",
    message: "only one element tensors can be converted to Python scalars",
  },
  {
    does: "another device",
    code: () => torch.ones(2, { device: "cuda" }),
    message: /^Torch not compiled with CUDA enabled/,
  },
  {
    does: "a device that there is not",
    code: () => torch.ones(2).to("gpu"),
    message: /^Expected one of cpu, cuda.* device type at start of device string: gpu$/,
  },
  { does: "a range to NaN", code: () => torch.arange(NaN), message: "unsupported range: 0 -> nan" },
  { does: "an endless range", code: () => torch.arange(0, Infinity), message: "unsupported range: 0 -> inf" },
  {
    does: "a range of bools",
    code: () => torch.arange(2, { dtype: bool }),
    name: "NotImplementedError",
    message: "\"arange_cpu\" not implemented for 'Bool'",
  },
  {
    does: "a triangle that no list can hold",
    code: () => torch.tril_indices(1e7, 1e7),
    message: "can't allocate memory: you tried to allocate 800000000000000 bytes.",
  },
  {
    does: "an order of the gamma function that no list can hold",
    code: () => torch.mvlgamma(torch.ones(1), 1e10),
    message: "can't allocate memory: you tried to allocate 80000000000 bytes.",
  },
  {
    does: "combinations that no list can hold",
    code: () => torch.combinations(torch.ones(3), 1e10),
    message: "can't allocate memory: you tried to allocate 80000000000 bytes.",
  },
  {
    does: "a step that int64 makes 0",
    code: () => torch.arange(0, 3, 0.5, { dtype: int64 }),
    name: "ValueError",
    message: "step must be nonzero",
  },
  {
    does: "a linspace from a vector",
    code: () => torch.linspace(torch.ones(1), 2, 3),
    message: "linspace only supports 0-dimensional start and end tensors, but got start with 1 dimension(s).",
  },
  {
    does: "an identity of negative size",
    code: () => torch.eye(2, -1),
    message: "m must be greater or equal to 0, got -1",
  },
  { does: "an unknown type of tensors", code: () => torch.ones(2).type("Int"), message: "invalid type: 'Int'" },
  {
    does: "a size of 2.5",
    code: () => torch.Size([2.5]),
    name: "TypeError",
    message: "torch.Size() takes an iterable of 'int' (item 0 is 'number')",
  },
];

checkMistakes("factories", mistakes);
