import type { OracleCase, OracleValue, TensorData } from "./oracleSchema.js";

const besselFunctions = [
  ...["i0", "i1", "k0", "k1"].map((name) => `modified_bessel_${name}`),
  "scaled_modified_bessel_k0",
  "scaled_modified_bessel_k1",
  "spherical_bessel_j0",
];
const polynomials = [
  ...["t", "u", "v", "w"].flatMap((kind) => [`chebyshev_polynomial_${kind}`, `shifted_chebyshev_polynomial_${kind}`]),
  "hermite_polynomial_h",
  "hermite_polynomial_he",
  "laguerre_polynomial_l",
  "legendre_polynomial_p",
];

/** Calls of functions of which the oracle's public cases have none, so that each op of the table is in some call. */
const calls: Readonly<Record<string, readonly (readonly OracleValue[])[]>> = {
  "torch.pow": [[{ float: 1.5 }, floats(3)]],
  "torch.asinh": [[floats(2, 3)]],
  "torch.nextafter": [[floats(3), floats(2, 1)]],
  "torch.lcm": [[ints(3), ints(2, 1)]],
  "torch.bitwise_or": [[ints(3), ints(3)]],
  "torch.fill": [[floats(2, 3), floats()]],
  "torch.remainder": [[{ float: 1.5 }, floats(3)]],
  "torch.slice_scatter": [[floats(4, 3), floats(2, 3), { int: 0 }, { int: 1 }, { int: 3 }]],
  "torch.as_strided": [
    [floats(4, 3), { list: [{ int: 2 }, { int: 2 }] }, { list: [{ int: 3 }, { int: 1 }] }, { int: 1 }],
  ],
  "torch.as_strided_scatter": [
    [floats(4, 3), floats(2, 2), { list: [{ int: 2 }, { int: 2 }] }, { list: [{ int: 3 }, { int: 1 }] }, { int: 1 }],
  ],
  "torch.frexp": [[floats(2, 3)]],
  "torch.histogram": [
    [floats(5), { int: 3 }],
    [floats(5), floats(3)],
  ],
  ...Object.fromEntries(besselFunctions.map((name) => [`torch.special.${name}`, [[floats(2, 3)]]])),
  ...Object.fromEntries(polynomials.map((name) => [`torch.special.${name}`, [[floats(2, 1), ints(3)]]])),
  "torch.cholesky": [[{ tensor: { shape: [2, 2], data: [4, 1, 1, 3], requires_grad: true } }]],
  "torch.linalg.det": [[floats(3, 3)]],
  "torch.linalg.householder_product": [[floats(3, 2), floats(2)]],
  "torch.linalg.lu_factor_ex": [[floats(3, 3)]],
  "torch.linalg.lu": [[floats(3, 2)]],
  "torch.linalg.lu_solve": [[floats(3, 3), { tensor: { shape: [3], dtype: "int32", data: [1, 2, 3] } }, floats(3, 2)]],
  "torch.lu_unpack": [[floats(3, 3), { tensor: { shape: [3], dtype: "int32", data: [1, 2, 3] } }]],
  "torch.nn.functional.pad": [
    padded([2, 3, 4], "reflect", 2),
    padded([1, 2, 3, 3], "reflect", 4),
    padded([1, 1, 2, 3, 2], "reflect", 6),
    padded([2, 3, 4], "replicate", 2),
    padded([1, 2, 3, 3], "replicate", 4),
    padded([1, 1, 2, 3, 2], "replicate", 6),
  ],
  "torch.nn.functional.max_unpool3d": [
    [floats(1, 1, 1, 1, 2), { tensor: { shape: [1, 1, 1, 1, 2], dtype: "int64", data: [0, 5] } }, { int: 2 }],
  ],
  "torch.nn.functional.embedding_bag": [
    [{ tensor: { shape: [2, 2], dtype: "int64", data: [0, 1, 1, 2] } }, floats(3, 2)],
  ],
  "torch.nn.functional.rrelu": [[floats(3), { float: 0.1 }, { float: 0.3 }, { bool: true }]],
  "torch.nn.functional.adaptive_avg_pool3d": [[floats(1, 1, 3, 2, 3), { int: 2 }]],
  "torch.cdist": [[floats(30, 2), floats(26, 2), { float: 2 }]],
  "torch.poisson": [[plain(3)]],
  "torch.bernoulli": [[plain(3)], [plain(3), { float: 0.5 }]],
  "torch.binomial": [[floats(3), floats(3)]],
  "torch.normal": [
    [floats(3), floats(3)],
    [floats(3), { float: 2 }],
    [{ float: 0.5 }, floats(2)],
  ],
  "torch.Tensor.uniform_": [[plain(3), { float: -1 }, { float: 2 }]],
  "torch.Tensor.exponential_": [[plain(3), { float: 2 }]],
  "torch.Tensor.cauchy_": [[plain(3)]],
  "torch.Tensor.log_normal_": [[plain(3)]],
  "torch.Tensor.geometric_": [[plain(3), { float: 0.5 }]],
  "torch.Tensor.normal_": [[plain(3), { float: 1 }, { float: 2 }]],
  "torch.Tensor.random_": [[plain(3), { int: 1 }, { int: 5 }]],
  "torch.Tensor.bernoulli_": [
    [plain(3), { float: 0.5 }],
    [plain(3), plain(3)],
  ],
  "torch.Tensor.zero_": [[plain(3)]],
  "torch.Tensor.fill_": [
    [plain(3), { float: 2 }],
    [plain(3), floats()],
  ],
};

export const moreCalls: readonly OracleCase[] = Object.entries(calls).flatMap(([call, lists]) =>
  lists.map((args, i): OracleCase => ({
    id: `${call}|${i}`,
    op: call.slice("torch.".length),
    call,
    kind: call.startsWith("torch.Tensor.") ? "method" : "function",
    dtype: "float64",
    args: [...args],
    kwargs: {},
    error: { type: "", message: "" },
  })),
);

function floats(...shape: readonly number[]): { readonly tensor: TensorData } {
  const count = shape.reduce((total, size) => total * size, 1);
  const data = Array.from({ length: count }, (_, i) => 0.2 + ((i * 0.37) % 0.7));
  return { tensor: { shape: [...shape], data, requires_grad: true } };
}

/** What is written over must not require grad. */
function plain(...shape: readonly number[]): OracleValue {
  const { tensor } = floats(...shape);
  return { tensor: { ...tensor, requires_grad: false } };
}

function ints(...shape: readonly number[]): OracleValue {
  const count = shape.reduce((total, size) => total * size, 1);
  return { tensor: { shape: [...shape], dtype: "int64", data: Array.from({ length: count }, (_, i) => i + 2) } };
}

function padded(shape: readonly number[], mode: string, sides: number): readonly OracleValue[] {
  return [floats(...shape), { list: Array.from({ length: sides }, () => ({ int: 1 })) }, { str: mode }];
}
