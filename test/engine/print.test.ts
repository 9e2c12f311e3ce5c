import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as torch from "../../src/engine/index.js";
import { readOracle } from "./support/oracle.js";

interface Case {
  readonly name: string;
  readonly repr: string;
  readonly str: string;
  /** The options in force, with infinity as text. */
  readonly printoptions?: Readonly<Record<string, unknown>>;
}

const oracle = readOracle<{ readonly cases: readonly Case[] }>("semantics/repr.json");

const { float64, int32, int64, uint8 } = torch;
const grad = { requires_grad: true };
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The code of each case in TypeScript. */
const code: Readonly<Record<string, () => unknown>> = {
  scalar: () => torch.tensor(3),
  "scalar int": () => torch.tensor(3, { dtype: int64 }),
  bool: () => torch.tensor(true),
  empty: () => torch.tensor([]),
  "empty 2d": () => torch.zeros(0, 3),
  "empty int": () => torch.tensor([], { dtype: int64 }),
  ints: () => torch.tensor([1, -2, 30], { dtype: int64 }),
  bools: () => torch.tensor([true, false]),
  "floats whole": () => torch.tensor([1, 2, 3]),
  floats: () => torch.tensor([1.5, -2.25, 3]),
  "4 decimals": () => torch.tensor([0.123456789, 1]),
  rounding: () => torch.tensor([0.00005, 1]),
  "small goes scientific": () => torch.tensor([0.00001, 1]),
  "large range scientific": () => torch.tensor([1e-3, 1e4]),
  large: () => torch.tensor([1e8, 1]),
  "1e8 whole": () => torch.tensor([100000000, 2]),
  "big scalar": () => torch.tensor(123456789),
  "scalar 1e-5": () => torch.tensor(1e-5),
  "scalar 0.1": () => torch.tensor(0.1),
  "nan inf": () => torch.tensor([NaN, Infinity, -Infinity, 1.5]),
  "nan inf whole": () => torch.tensor([NaN, 1, 2]),
  "negative zero": () => torch.tensor([-0, 0]),
  "2d": () =>
    torch.tensor([
      [1, 2],
      [3, 4],
    ]),
  "2d width": () =>
    torch.tensor([
      [1, -20.5],
      [300.25, 4],
    ]),
  "3d": () => torch.tensor(upTo(8)).reshape(2, 2, 2),
  "4d": () => torch.tensor(upTo(4)).reshape(1, 1, 2, 2),
  float64: () => torch.tensor([1.5], { dtype: float64 }),
  int32: () => torch.tensor([1], { dtype: int32 }),
  uint8: () => torch.tensor([1, 255], { dtype: uint8 }),
  parameter: () => new torch.nn.Parameter(torch.tensor([1.5, 2])),
  "parameter 0d": () => new torch.nn.Parameter(torch.tensor(2)),
  Size: () => torch.Size([2, 3]),
  "Size empty": () => torch.Size([]),
  max: () => torch.tensor([[1, 3]]).max(1),
  "named tuple sort": () => later("sort")(torch.tensor([2, 1])),
  "linalg named tuple": () => later("linalg", "slogdet")(torch.eye(2)),
  device: () => torch.device("cpu"),
  finfo: () => torch.finfo(torch.float32),
  "3d summarized": () => torch.tensor(upTo(3000)).reshape(10, 10, 30),
  "printoptions precision=2": mixed,
  "printoptions precision=8": () => torch.tensor([0.123456789, 1]),
  "printoptions sci_mode=True": () => torch.tensor([1, 20.5]),
  "printoptions sci_mode=False": mixed,
  "printoptions sci_mode=True ints": () => torch.tensor([1n, 20n]),
  "printoptions linewidth=30": () => torch.tensor(upTo(12)).div(7),
  "printoptions threshold=5": () => torch.tensor(upTo(10)),
  "printoptions threshold=5, edgeitems=1": () => torch.tensor(upTo(12)).reshape(4, 3),
  "printoptions threshold=inf": () => torch.arange(30),
  "printoptions profile=short": () => torch.arange(1500).div(3),
  "printoptions profile=full": () => torch.tensor([1 / 3]),
  "printoptions precision=1 scalar": () => torch.tensor(3.14159, grad),
  "printoptions precision=0": () => torch.tensor([1.5, 2]),
  "printoptions default": mixed,
  requires_grad: () => torch.tensor([1], grad),
  grad_fn: () => torch.tensor([1], grad).mul(2),
  "grad_fn 0d": () => torch.tensor([1, 2], grad).pow(2).sum(),
  "grad_fn matmul": () => torch.ones(2, 2, grad).matmul(torch.ones(2, 2)),
  "float64 requires_grad": () => torch.tensor([1.5], { dtype: float64, ...grad }),
  summarized: () => torch.tensor(upTo(2000)),
  "summarized 2d": () => torch.tensor(upTo(2000)).reshape(40, 50),
  "not summarized 1000": () => torch.tensor(upTo(20), { dtype: int64 }),
  "long row wraps": () => torch.tensor(upTo(40)).div(7),
  dtype: () => torch.float32,
  detached: () => torch.tensor([1], grad).detach(),
  view: () => torch.ones(2, grad).view(1, 2),
  copyslices: () => written(torch.zeros(2)),
  "size-0 requires_grad": () => torch.zeros(0, grad),
  "1e-8": () => torch.tensor([1e-8]),
  "mixed negatives": () => torch.tensor([-1, 10, -100]),
  "0.5": () => torch.tensor([0.5]),
  "1/3": () => torch.tensor([1 / 3, 2 / 3]),
  "99999": () => torch.tensor([99999]),
  "99999.5": () => torch.tensor([99999.5, 1]),
  "1e5 ratio": () => torch.tensor([0.01, 1000]),
  "1001 ratio": () => torch.tensor([0.001, 1.001]),
  "int64 explicit": () => torch.tensor([1n]),
  "mean grad_fn": () => torch.ones(2, grad).mean(),
  "custom grad_fn in place": () => torch.ones(2, grad).mul(2).add_(1),
  "empty with grad": () => torch.zeros(0, 3, grad).mul(2),
  "5d": () => torch.zeros(1, 1, 1, 1, 2),
  "1e10 with nan": () => torch.tensor([1e10, NaN]),
  "mixed int-like": () => torch.tensor([1, 2.5, 1e6]),
  "all inf": () => torch.tensor([Infinity]),
  "tiny float64": () => torch.tensor([1e-300, 1], { dtype: float64 }),
  "max float32": () => torch.tensor([3.4028235e38]),
  grad: () => gradientOfSquare(torch.tensor([1, 2], grad)),
};

function written(base: torch.Tensor): torch.Tensor {
  base.index(0).copy_(torch.ones(1, grad).index(0));
  return base;
}

function gradientOfSquare(x: torch.Tensor): torch.Tensor | null {
  x.mul(x).sum().backward();
  return x.grad;
}

/** Cases that have nothing to port. */
const inapplicable: Readonly<Record<string, string>> = {
  unbind: "a Python container",
  "named tuple var_mean": "a Python container",
  "list of tensors": "a Python container",
  "dict of tensors": "a Python container",
  format: "an f-string",
  float16: "a dtype that the engine does not have",
  bfloat16: "a dtype that the engine does not have",
  int8: "a dtype that the engine does not have",
  iinfo: "a dtype that the engine does not have",
  meta: "a device that the engine does not have",
};

function mixed(): torch.Tensor {
  return torch.tensor([
    [0.123456789, 1000.5],
    [1e-7, -2],
  ]);
}

/** A function that may not be there yet. */
function later(...path: readonly string[]): (...args: readonly unknown[]) => unknown {
  const found = path.reduce<unknown>((home, name) => (home as Record<string, unknown> | undefined)?.[name], torch);
  return typeof found === "function" ? (found as () => unknown) : () => null;
}

describe("a tensor's printed form", () => {
  afterEach(() => {
    torch.set_printoptions({ profile: "default" });
  });

  for (const { name, repr, str, printoptions } of oracle.cases) {
    if (name in inapplicable) continue;
    const value = code[name]!();
    if (value === null) {
      it(`is to come with its function: ${name}`, () => {
        assert.equal(code[name]!(), null);
      });
      continue;
    }
    it(`is PyTorch's for ${name}`, () => {
      if (printoptions !== undefined) torch.set_printoptions(withInfinity(printoptions));
      assert.equal(String(value), str);
      assert.equal(inspect(value), repr);
    });
  }

  it("has a reason wherever it is not compared", () => {
    const names = oracle.cases.map(({ name }) => name);
    assert.deepEqual([...Object.keys(code), ...Object.keys(inapplicable)].sort(), [...names].sort());
  });

  it("rounds halves to even, as Python does", () => {
    assert.equal(String(torch.tensor([0.03125, 0.09375, -0.03125])), "tensor([ 0.0312,  0.0938, -0.0312])");
    assert.equal(String(torch.tensor([100005, 0.5])), "tensor([1.0000e+05, 5.0000e-01])");
  });

  it("moves a suffix to a line of its own where it does not fit", () => {
    const wide = torch.tensor(
      upTo(7).map((i) => i + 0.5),
      { dtype: torch.float64, requires_grad: true },
    );
    assert.equal(
      String(wide),
      "tensor([0.5000, 1.5000, 2.5000, 3.5000, 4.5000, 5.5000, 6.5000],\n       dtype=torch.float64, requires_grad=True)",
    );
  });

  it("stands in template strings, but not in arithmetic", () => {
    const x = torch.tensor(2);
    assert.equal(`${x}`, "tensor(2.)");
    assert.throws(() => Number(x), TypeError);
  });
});

function withInfinity(options: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, value === "Infinity" ? Infinity : value]),
  );
}

describe("print options", () => {
  afterEach(() => {
    torch.set_printoptions({ profile: "default" });
  });

  const options: readonly (readonly [torch.PrintOptions, () => torch.Tensor, string])[] = [
    [{ sci_mode: false }, () => torch.tensor([1e22, 1]), "tensor([9999999778196308361216.,                      1.])"],
    [{ sci_mode: false, precision: 1 }, () => torch.tensor([1.5e-3, 2.25]), "tensor([0.0, 2.2])"],
    [{ threshold: 2, edgeitems: 0 }, () => torch.arange(5), "tensor([...], size=(5,))"],
    [{ threshold: 2, edgeitems: 0 }, () => torch.zeros(2, 2), "tensor([...], size=(2, 2))"],
    [{ sci_mode: true }, () => torch.tensor([0, NaN]), "tensor([0., nan])"],
    [{ precision: 2, sci_mode: true }, () => torch.tensor([100, 0]), "tensor([1.00e+02, 0.00e+00])"],
    [{ threshold: 2, edgeitems: 20 }, () => torch.arange(5), "tensor([0, 1, 2, 3, 4])"],
    [{ threshold: 2, edgeitems: 1 }, () => torch.zeros(2, 2), "tensor([[0., 0.],\n        [0., 0.]])"],
    [{ precision: 2 }, () => torch.tensor([1.5, Infinity]), "tensor([1.50,  inf])"],
    [
      { linewidth: 20 },
      () => torch.ones(2, { dtype: float64, ...grad }),
      "tensor([1., 1.],\n       dtype=torch.float64,\n       requires_grad=True)",
    ],
  ];
  for (const [given, make, text] of options) {
    it(`print as PyTorch with ${JSON.stringify(given)}: ${text}`, () => {
      torch.set_printoptions(given);
      assert.equal(String(make()), text);
    });
  }

  it("stay until others are set, but for sci_mode", () => {
    torch.set_printoptions(2, { sci_mode: true });
    torch.set_printoptions({ linewidth: 100 });
    assert.equal(String(torch.tensor([0.125, 20])), "tensor([ 0.12, 20.00])");
  });

  it("that make no sense are refused", () => {
    assert.throws(
      () => torch.set_printoptions({ precision: -1 }),
      /^ValueError: set_printoptions\(\): precision must be/,
    );
    assert.throws(
      () => torch.set_printoptions({ profile: "long" as never }),
      /one of 'default', 'short', 'full', not long/,
    );
    assert.throws(() => torch.set_printoptions({ edge_items: 2 } as never), /did you mean 'edgeitems'\?/);
    assert.throws(() => torch.set_printoptions("short" as never), /argument 'precision' must be int, not string/);
  });
});
