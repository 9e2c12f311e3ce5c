import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

describe("float32", () => {
  const list = (tensor: torch.Tensor): unknown => tensor.tolist();

  it("rounds numbers and results as PyTorch does", () => {
    const x = torch.tensor([0.1, 1 / 3]);
    assert.deepEqual(list(x), [0.10000000149011612, 0.3333333432674408]);
    assert.deepEqual(list(x.mul(0.1)), [0.010000000707805157, 0.03333333507180214]);
    assert.deepEqual(list(x.pow(3)), [0.0010000000474974513, 0.037037041038274765]);
    assert.deepEqual(list(torch.div(2, x)), [20, 6]);
  });

  it("takes 64-bit numbers beside it without becoming float64", () => {
    const double = torch.tensor(0.1, { dtype: torch.float64 });
    const sum = torch.tensor([1]).add(double);
    assert.deepEqual([sum.dtype, list(sum)], [torch.float32, [1.100000023841858]]);
  });
});

describe("int64", () => {
  const i = torch.tensor([7n, -2n]);

  it("is exact to 2^53 and throws beyond that", () => {
    const large = torch.tensor([2n ** 53n - 1n]);
    assert.deepEqual(large.add(1).tolist(), [2 ** 53]);
    const beyond = /cannot be converted to type int64 without overflow/;
    assert.throws(() => large.mul(3), beyond);
    assert.throws(() => large.add(2), beyond);
    assert.throws(() => large.neg().sub(2), beyond);
    assert.throws(() => torch.rsub(large.neg(), 2), beyond);
    assert.throws(() => torch.tensor([28059810762433n]).mul(321), beyond);
    assert.deepEqual(
      torch
        .tensor([2n ** 52n])
        .mul(-2)
        .tolist(),
      [-(2 ** 53)],
    );
    assert.throws(() => torch.tensor([2n ** 53n + 1n]), beyond);
    assert.throws(() => torch.full([2], 2n ** 53n + 1n), beyond);
  });

  const edge = 2 ** 53;
  const long = (data: number[] | number[][]): torch.Tensor => torch.tensor(data, { dtype: torch.int64 });

  for (const [what, make] of [
    ["a sum", () => long([edge, 1]).sum()],
    ["a sum along a dimension", () => long([[edge - 1, 2]]).sum(1)],
    ["a sum without NaN", () => torch.nansum(long([-edge, -1]))],
    ["a running sum", () => long([edge, 1, -2]).cumsum(0)],
    ["a product", () => long([3, 3002399751580331]).prod()],
    ["a running product", () => long([3, 3002399751580331]).cumprod(0)],
    [
      "a trace",
      () =>
        long([
          [edge, 0],
          [0, 1],
        ]).trace(),
    ],
    ["a power", () => long([94906267]).pow(2)],
    ["a sum with alpha", () => long([1]).add(long([2 ** 52]), { alpha: 2 })],
    ["a difference with alpha", () => torch.rsub(long([2 ** 52]), long([-1]), { alpha: 2 })],
    ["addcmul", () => torch.addcmul(long([1]), long([edge]), long([1]))],
    ["a dot product", () => long([3]).dot(long([3002399751580331]))],
    ["a matrix product", () => long([[edge - 1, 1, 1]]).mm(long([[1], [1], [1]]))],
    ["addmm", () => torch.addmm(long([[1]]), long([[edge]]), long([[1]]))],
    ["einsum", () => torch.einsum("i,i->", long([edge, 1]), long([1, 1]))],
    ["index_add", () => long([edge]).index_add(0, long([0]), long([1]))],
    ["scatter_add", () => long([edge]).scatter_add(0, long([0]), long([1]))],
    ["scatter_reduce", () => long([edge]).scatter_reduce(0, long([0]), long([1]), "sum")],
    ["index_put", () => long([edge]).index_put([long([0])], long([1]), true)],
  ] as const) {
    it(`refuses ${what} that a double would round to 2^53`, () => {
      assert.throws(make, /to type int64 without overflow: -?9007199(254740993|515875289)/);
    });
  }

  it("sums exactly what is beyond 2^53 only on the way", () => {
    assert.equal(long([edge, 1, -2]).sum().item(), edge - 1);
    assert.deepEqual(
      long([[edge, 1, 1]])
        .mm(long([[1], [1], [-3]]))
        .tolist(),
      [[edge - 2]],
    );
    assert.deepEqual(
      long([edge - 1, 1, -1])
        .cumsum(0)
        .tolist(),
      [edge - 1, edge, edge - 1],
    );
    assert.deepEqual(
      long([-edge])
        .add(long([2 ** 52 + 1]), { alpha: 3 })
        .tolist(),
      [2 ** 52 + 3],
    );
    assert.deepEqual(torch.addmm(long([[-5]]), long([[edge]]), long([[1]])).tolist(), [[edge - 5]]);
  });

  it("stays whole beside whole numbers, and becomes float32 beside others and by division", () => {
    assert.deepEqual([i.mul(2).dtype, i.mul(2.5).dtype, i.div(2).dtype], [torch.int64, torch.float32, torch.float32]);
    assert.deepEqual(i.div(2).tolist(), [3.5, -1]);
  });

  it("cuts off the fraction of what is converted to it", () => {
    assert.deepEqual(torch.tensor([2.7, -2.7, -0.5]).to(torch.int64).tolist(), [2, -2, 0]);
  });

  it("gets no gradient and gives none", () => {
    const x = torch.tensor([1, 2], { requires_grad: true });
    assert.equal(x.to(torch.int64).requires_grad, false);
    x.mul(i).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [7, -2]);
  });
});

describe("int32 and uint8", () => {
  const i = torch.tensor([2147483647, -2147483648, 65536, 123456789], { dtype: torch.int32 });
  const u = torch.tensor([255, 0, 3, 200], { dtype: torch.uint8 });
  const wrapped: Readonly<Record<string, readonly [() => torch.Tensor, readonly number[]]>> = {
    "int32 sums": [() => i.add(1), [-2147483648, -2147483647, 65537, 123456790]],
    "int32 products": [() => i.mul(i), [1, 0, 0, -1757895751]],
    "int32 matrix products": [() => i.unsqueeze(0).matmul(i), [-1757895750]],
    "int32 negations": [() => i.neg(), [-2147483647, -2147483648, -65536, -123456789]],
    "int32 powers": [() => i.pow(5), [2147483647, 0, 0, -962395515]],
    "int32 powers by a tensor": [
      () => i.pow(torch.tensor([2, -1, 3, 1], { dtype: torch.int32 })),
      [1, 0, 0, 123456789],
    ],
    "uint8 sums": [() => u.add(1), [0, 1, 4, 201]],
    "uint8 differences": [() => u.sub(1), [254, 255, 2, 199]],
    "uint8 products": [() => u.mul(u), [1, 0, 9, 64]],
    "uint8 negations": [() => u.neg(), [1, 0, 253, 56]],
    "uint8 powers": [() => u.pow(5), [255, 0, 243, 0]],
    "numbers beside uint8": [() => u.add(300), [43, 44, 47, 244]],
    "int64 to int32": [() => torch.tensor([2n ** 31n, 2n ** 32n + 7n]).int(), [-2147483648, 7]],
    "int64 to uint8": [() => torch.tensor([300n, -1n]).byte(), [44, 255]],
    "floats to uint8": [() => torch.tensor([-1.5, 300.7, NaN]).byte(), [255, 44, 0]],
  };
  for (const [what, [compute, values]] of Object.entries(wrapped)) {
    it(`wrap around: ${what}`, () => {
      assert.deepEqual(compute().tolist(), values);
    });
  }

  it("make of floats that int32 cannot hold its least number", () => {
    const floats = torch.tensor([NaN, Infinity, 3e9, -1.5, 2147483520]);
    assert.deepEqual(floats.int().tolist(), [-2147483648, -2147483648, -2147483648, -1, 2147483520]);
  });

  it("are compared with numbers in their own range, as in PyTorch", () => {
    assert.deepEqual(
      [u.gt(300).tolist(), u.eq(256).tolist()],
      [
        [true, false, false, true],
        [false, true, false, false],
      ],
    );
  });

  it("refuse to be divided by 0 and raised to a negative number", () => {
    assert.throws(() => u.floor_divide(0), /ZeroDivisionError/);
    assert.throws(() => i.remainder(0), /ZeroDivisionError/);
    assert.throws(() => u.pow(300), /value cannot be converted to type uint8_t without overflow/);
    assert.throws(() => torch.tensor([true]).remainder(true as never), /"remainder_cpu" not implemented for 'Bool'/);
    assert.throws(() => i.pow(-1), /Integers to negative integer powers are not allowed/);
  });
});

describe("numbers on the left", () => {
  const i = torch.tensor([-3n, 7n]);
  const results: Readonly<Record<string, readonly [() => torch.Tensor, string]>> = {
    "torch.remainder(2, int32)": [() => torch.remainder(2, i.int()), "tensor([-1,  2], dtype=torch.int32)"],
    "torch.floor_divide(2, int64)": [() => torch.floor_divide(2, i), "tensor([-1,  0])"],
    "torch.add(2, int64, alpha)": [() => torch.add(2, i, { alpha: 3 }), "tensor([-7, 23])"],
    "torch.div(7, int32, floor)": [
      () => torch.div(7, i.int(), { rounding_mode: "floor" }),
      "tensor([-3,  1], dtype=torch.int32)",
    ],
    "torch.where(c, 0-d int32, 2)": [
      () => torch.where(torch.tensor([true, false]), i.int().index(0), 2),
      "tensor([-3,  2], dtype=torch.int32)",
    ],
    "torch.where(c, 1, 0)": [() => torch.where(torch.tensor([true, false]), 1, 0), "tensor([1., 0.])"],
    "torch.where(bytes, int64, 0)": [() => torch.where(torch.tensor([1, 0]).byte(), i, 0), "tensor([-3,  0])"],
  };
  for (const [what, [compute, text]] of Object.entries(results)) {
    it(`count as integers beside integers: ${what}`, () => {
      assert.equal(String(compute()), text);
    });
  }

  it("are no conditions, nor are floats", () => {
    assert.throws(() => torch.where(torch.ones(2), 1, 0), {
      name: "RuntimeError",
      message: "where expected condition to be a boolean tensor, but got a tensor with dtype Float",
    });
  });
});

describe("indices", () => {
  const x = torch.tensor([5, 6, 7]);
  const places = torch.tensor([2, 0], { dtype: torch.int32 });

  it("may be int32, and uint8 is a mask", () => {
    const rows = torch.nn.functional.embedding(places, torch.eye(3));
    assert.deepEqual(
      [x.index(places), x.gather(0, places), x.index_select(0, places), rows.argmax(1)].map((found) => found.tolist()),
      [
        [7, 5],
        [7, 5],
        [7, 5],
        [2, 0],
      ],
    );
    assert.deepEqual(x.index(torch.tensor([1, 0, 1], { dtype: torch.uint8 })).tolist(), [5, 7]);
  });

  it("give their gradients back as int64 does", () => {
    const leaf = torch.ones(3, { requires_grad: true });
    leaf.index(places).sum().backward();
    leaf.gather(0, places).sum().backward();
    assert.deepEqual(leaf.grad?.tolist(), [2, 0, 2]);
  });

  it("may be bytes where they are classes", () => {
    const classes = torch.tensor([1, 0], { dtype: torch.uint8 });
    assert.equal(
      torch.nn.functional
        .nll_loss(
          torch.tensor([
            [1, 2],
            [3, 4],
          ]),
          classes,
        )
        .item(),
      -2.5,
    );
  });
});

describe("bool", () => {
  it("comes out of comparisons and into lists as booleans", () => {
    const positive = torch.tensor([1, -1, NaN]).gt(0);
    assert.deepEqual([positive.dtype, positive.tolist()], [torch.bool, [true, false, false]]);
    assert.equal(torch.tensor(2).eq(2).item(), true);
  });

  it("is summed as int64", () => {
    const sum = torch.tensor([true, true, false]).sum();
    assert.deepEqual([sum.dtype, sum.item()], [torch.int64, 2]);
  });
});

describe("the default dtype", () => {
  afterEach(() => {
    torch.set_default_dtype(torch.float32);
  });

  it("is what numbers are made of, and what integers become", () => {
    torch.set_default_dtype(torch.float64);
    assert.equal(torch.get_default_dtype(), torch.float64);
    const results = [torch.tensor([0.1]), torch.ones(1), torch.tensor([1n]).div(3), torch.tensor([1n]).add(0.5)];
    assert.deepEqual(
      results.map(({ dtype }) => dtype.name),
      ["float64", "float64", "float64", "float64"],
    );
    assert.equal(String(torch.tensor(1.5)), "tensor(1.5000)");
    assert.equal(String(torch.tensor(1.5, { dtype: torch.float32 })), "tensor(1.5000, dtype=torch.float32)");
  });

  it("can be no integer", () => {
    const name = "TypeError";
    const message = "only floating-point types are supported as the default type";
    assert.throws(() => torch.set_default_dtype(torch.int64), { name, message });
    assert.throws(() => torch.set_default_dtype("float" as never), {
      name,
      message: `invalid dtype object: ${message}`,
    });
  });
});

describe("questions about dtypes", () => {
  const { bool, uint8, int32, int64, float32, float64 } = torch;

  it("are answered by the rules of promotion", () => {
    assert.deepEqual([torch.promote_types(uint8, int32), torch.promote_types(int64, float32)], [int32, float32]);
    const bytes = torch.tensor([1], { dtype: uint8 });
    assert.deepEqual(
      [torch.result_type(bytes, 1), torch.result_type(bytes, 1.5), torch.result_type(true, torch.tensor(true))],
      [uint8, float32, bool],
    );
    assert.deepEqual(
      [
        torch.can_cast(float32, int32),
        torch.can_cast(int64, uint8),
        torch.can_cast(uint8, bool),
        torch.can_cast(float64, float32),
      ],
      [false, true, false, true],
    );
  });

  it("are answered by finfo and iinfo", () => {
    assert.equal(torch.finfo(float32).max, 3.4028234663852886e38);
    assert.equal(torch.finfo(float64).eps, Number.EPSILON);
    assert.deepEqual(
      [torch.iinfo(int32).min, torch.iinfo(int32).max, torch.iinfo(uint8).bits],
      [-2147483648, 2147483647, 8],
    );
    assert.equal(String(torch.iinfo(uint8)), "iinfo(min=0, max=255, dtype=uint8)");
    assert.throws(() => torch.finfo(int32), /^TypeError: torch.finfo\(\) requires a floating point input type/);
    assert.throws(() => torch.iinfo(float32), /^TypeError: torch.iinfo\(\) requires an integer input type/);
    assert.throws(() => torch.iinfo(bool), /^TypeError: torch.bool is not supported by torch.iinfo/);
  });

  it("are answered by tensors", () => {
    const x = torch.ones(2);
    assert.deepEqual([x.is_floating_point(), torch.is_floating_point(x.int()), x.element_size()], [true, false, 4]);
    assert.deepEqual(
      [x, x.double(), x.long(), x.int(), x.byte(), x.bool()].map((tensor) => tensor.type()),
      ["Float", "Double", "Long", "Int", "Byte", "Bool"].map((label) => `torch.${label}Tensor`),
    );
  });
});
