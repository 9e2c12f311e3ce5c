import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { list } from "./support/numbers.js";

type Unary = (x: torch.Tensor) => torch.Tensor;
type Binary = (x: torch.Tensor, y: torch.Tensor) => torch.Tensor;

const { special } = torch;
const at = [0, 1, -1.5, 0.25, 30.5, Infinity, -Infinity, NaN];

/** PyTorch's answers at these places, in float64. */
const answers: readonly (readonly [Unary, readonly number[]])[] = [
  [torch.erf, [0, 0.8427007929497149, -0.9661051464753108, 0.27632639016823696, 1, 1, -1, NaN]],
  [torch.erfc, [1, 0.15729920705028513, 1.9661051464753108, 0.7236736098317631, 0, 0, 2, NaN]],
  [torch.erfinv, [0, Infinity, NaN, 0.2253120550121781, NaN, NaN, NaN, NaN]],
  [torch.lgamma, [Infinity, 0, 0.860047015376481, 1.2880225246980774, 72.9534711841694, Infinity, Infinity, NaN]],
  [
    torch.digamma,
    [-Infinity, -0.5772156649015328, 0.7031566406452433, -4.2274535333762655, 3.401243668961661, Infinity, NaN, NaN],
  ],
  [torch.i0, [1, 1.2660658777520082, 1.6467231897728907, 1.015686141223608, 1278062138712.5664, NaN, NaN, NaN]],
  [special.ndtr, [0.5, 0.841344746068543, 0.06680720126885803, 0.5987063256829237, 1, 1, 0, NaN]],
  [special.ndtri, [-Infinity, Infinity, NaN, -0.6744897501960817, NaN, NaN, NaN, NaN]],
  [
    special.log_ndtr,
    [-0.6931471805599453, -0.17275377902344985, -2.7059444008238898, -0.5129840754094305, 0, 0, -Infinity, NaN],
  ],
  [
    special.erfcx,
    [1, 0.427583576155807, 18.653886256262734, 0.770346547730997, 0.018488092622906346, 0, Infinity, NaN],
  ],
  [special.i0e, [1, 0.46575960759364043, 0.36743360905415834, 0.7910171621397194, 0.07253878407077907, 0, 0, NaN]],
  [special.i1, [0, 0.5651591039924851, -0.9816664285779075, 0.12597910894546793, 1256932623308.4714, NaN, NaN, NaN]],
  [special.i1e, [0, 0.2079104153497085, -0.21903938742092566, 0.09811262869736825, 0.07133953928526199, 0, 0, NaN]],
  [
    special.bessel_j0,
    [1, 0.7651976865579665, 0.5118276717359184, 0.9844359292958528, -0.019389754517762293, NaN, NaN, NaN],
  ],
  [
    special.bessel_j1,
    [0, 0.44005058574493355, -0.5579365079100997, 0.12402597732272692, -0.14349430015097098, NaN, NaN, NaN],
  ],
  [special.entr, [0, 0, -Infinity, 0.34657359027997264, -104.24066385020767, -Infinity, -Infinity, NaN]],
  [torch.sinc, [1, 0, -0.2122065907891938, 0.9003163161571061, 0.010436389710943957, NaN, NaN, NaN]],
  [torch.logit, [-Infinity, Infinity, NaN, -1.0986122886681098, NaN, NaN, NaN, NaN]],
  [
    torch.expm1,
    [0, 1.7182818284590453, -0.7768698398515702, 0.2840254166877415, 17619017951354.633, Infinity, -1, NaN],
  ],
  [torch.log1p, [0, 0.6931471805599453, NaN, 0.22314355131420976, 3.449987545831587, Infinity, NaN, NaN]],
];

const pairs: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 0],
  [2, 3],
  [0.5, Infinity],
  [Infinity, 2],
  [-1, 2],
  [NaN, 1],
  [1, NaN],
  [0, 0],
];

const answersOfPairs: readonly (readonly [Binary, readonly number[]])[] = [
  [torch.igamma, [1, 0, 0.8008517265285442, 1, 0, NaN, NaN, NaN, NaN]],
  [torch.igammac, [0, 1, 0.1991482734714558, 0, 1, NaN, NaN, NaN, NaN]],
  [torch.xlogy, [0, -Infinity, 2.1972245773362196, Infinity, Infinity, -0.6931471805599453, NaN, NaN, 0]],
  [special.xlog1py, [0, 0, 2.772588722239781, Infinity, Infinity, -1.0986122886681096, NaN, NaN, 0]],
  [special.zeta, [NaN, Infinity, 0.39493406684822646, NaN, NaN, NaN, NaN, Infinity, NaN]],
];

const singles = [0.25, -1.25, 3.61, 8, -9.3, 60];

/** PyTorch's answers at these places in float32, where it is not exact. */
const answersInFloat32: readonly (readonly [Unary, readonly number[]])[] = [
  [
    special.i0,
    [
      1.015686273574829, 1.4304687976837158, 8.095919609069824, 427.564208984375, 1451.44775390625,
      5.894076572776318e24,
    ],
  ],
  [
    special.i0e,
    [
      0.7910172343254089, 0.40983617305755615, 0.2190096080303192, 0.14343181252479553, 0.1326974630355835,
      0.05161154642701149,
    ],
  ],
  [
    special.i1,
    [
      0.12597911059856415, -0.7552813291549683, 6.854403495788574, 399.87353515625, -1371.0396728515625,
      5.844751708505475e24,
    ],
  ],
  [
    special.i1e,
    [
      0.09811262786388397, -0.21639174222946167, 0.1854242980480194, 0.13414262235164642, -0.12534622848033905,
      0.05117963254451752,
    ],
  ],
  [
    special.modified_bessel_i1,
    [
      0.12597911059856415, -0.755281388759613, 6.854404449462891, 399.87335205078125, -1371.0396728515625,
      5.844751708505475e24,
    ],
  ],
];

const orders: readonly (readonly [number, readonly number[]])[] = [
  [0, [-Infinity, -0.5772156649015328, -1.9635100260214229, Infinity, NaN]],
  [1, [Infinity, 1.6449340676383375, 4.934802202073678, 0, NaN]],
];

/** Derivatives at the edges of where a function is defined: at 0, 1 and −1. */
const slopes: readonly (readonly [Unary, readonly number[]])[] = [
  [torch.erfinv, [0.8862269254527579, Infinity, Infinity]],
  [torch.lgamma, [-Infinity, -0.5772156649015328, NaN]],
  [special.i1, [0.5, 0.700906773759523, 0.700906773759523]],
  [special.entr, [Infinity, -1, NaN]],
  [torch.sinc, [0, -1, 1]],
  [special.ndtri, [Infinity, Infinity, NaN]],
  [torch.logit, [Infinity, Infinity, NaN]],
];

function assertNear(actual: readonly number[], expected: readonly number[]): void {
  const isNear = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b));
  assert.ok(
    actual.length === expected.length && actual.every((value, i) => isNear(value, expected[i]!)),
    `${actual.join(", ")} instead of ${expected.join(", ")}`,
  );
}

describe("special functions", () => {
  for (const [f, expected] of answers) {
    it(`${f.name} is what PyTorch says, also at 0, at infinity and beyond its domain`, () => {
      assertNear(f(list(...at)).tolist() as number[], expected);
    });

    it(`${f.name} of integers is float32, of nothing nothing, of a number a number`, () => {
      assert.equal(f(torch.tensor([1, 0], { dtype: torch.long })).dtype, torch.float32);
      assert.deepEqual(f(torch.zeros(0)).shape, [0]);
      assert.deepEqual(f(torch.tensor(0.5)).shape, []);
    });
  }

  for (const [f, expected] of answersInFloat32) {
    it(`${f.name} has PyTorch's digits in float32`, () => {
      assert.deepEqual(f(torch.tensor(singles)).tolist(), expected);
    });
  }

  for (const [f, expected] of answersOfPairs) {
    it(`${f.name} is what PyTorch says of two numbers`, () => {
      const [x, y] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
      assertNear(f(list(...x), list(...y)).tolist() as number[], expected);
    });
  }

  for (const [order, expected] of orders) {
    it(`polygamma of order ${order} is what PyTorch says at its pole and at infinity`, () => {
      assertNear(torch.polygamma(order, list(0, 1, 0.5, Infinity, NaN)).tolist() as number[], expected);
    });
  }

  for (const [f, expected] of slopes) {
    it(`${f.name} has PyTorch's derivative at the edges of its domain`, () => {
      const x = list(0, 1, -1).requires_grad_();
      f(x).sum().backward();
      assertNear(x.grad!.tolist() as number[], expected);
    });
  }

  it("refuse what PyTorch refuses", () => {
    const long = torch.tensor([1], { dtype: torch.long });
    assert.throws(() => torch.polygamma(-1, list(1)), { message: "polygamma(n, x) does not support negative n." });
    assert.throws(() => torch.igamma(long, long), { message: `"igamma_cpu" not implemented for 'Long'` });
    assert.throws(() => long.erf_(), { message: "result type Float can't be cast to the desired output type Long" });
    assert.throws(() => torch.erf("a" as never), { message: "erf(): argument 'input' must be Tensor, not string" });
  });
});
