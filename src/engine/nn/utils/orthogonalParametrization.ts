import { booleanArgument, readArguments } from "../../arguments.js";
import { inGradMode } from "../../autograd/gradMode.js";
import { int32 } from "../../dtype.js";
import { finfo } from "../../dtypeFunctions.js";
import * as errors from "../../errors.js";
import { zeros_like } from "../../fills.js";
import { factorQr } from "../../kernels/matrices/householder.js";
import { transposed } from "../../kernels/matrices/transposed.js";
import * as linalg from "../../linalg.js";
import { add, div } from "../../ops/arithmetic.js";
import { allclose } from "../../ops/closeness.js";
import { where } from "../../ops/comparisons.js";
import { cat } from "../../ops/join.js";
import { columnwise, matricesOf, tensorOf } from "../../ops/linalg/matrices.js";
import { randn } from "../../random/factories.js";
import { eye } from "../../ranges.js";
import { sameShape } from "../../shape.js";
import { Size } from "../../size.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { Module } from "../module.js";
import { register_parametrization, type Parametrized } from "./registerParametrization.js";

const maps = ["matrix_exp", "cayley", "householder"] as const;

/** How a matrix makes an orthogonal one. */
export type OrthogonalMap = (typeof maps)[number];

export interface OrthogonalOptions {
  /** The tensor's name; "weight" unless given. */
  readonly name?: string;
  /** How the parameter makes the matrix; "matrix_exp" for square matrices and "householder" for others unless given. */
  readonly orthogonal_map?: OrthogonalMap | null;
  /** Whether the matrices are made around a base, which an assignment sets; true unless given. */
  readonly use_trivialization?: boolean;
}

class _Orthogonal extends Module {
  declare readonly base?: Tensor | null;

  constructor(
    private readonly shape: readonly number[],
    private readonly orthogonal_map: OrthogonalMap,
    use_trivialization: boolean,
  ) {
    super();
    if (use_trivialization) this.register_buffer("base", null);
  }

  override forward(X: Tensor): Tensor {
    const isWide = X.size(-2) < X.size(-1);
    const tall = isWide ? X.mT : X;
    const made = this.orthogonal_map === "householder" ? reflected(tall) : turned(tall, this.orthogonal_map);
    const Q = isTensor(this.base) ? this.base.matmul(made) : made;
    return isWide ? Q.mT : Q;
  }

  right_inverse(value: Tensor): Tensor {
    if (!sameShape(value.shape, this.shape))
      throw errors.orthogonalShape(String(Size(this.shape)), String(Size(value.shape)));
    return inGradMode(false, () => {
      const isWide = value.size(-2) < value.size(-1);
      const tall = isWide ? value.mT : value;
      if (this.base !== undefined) return this.trivialized(value, tall);
      if (this.orthogonal_map !== "householder") throw errors.orthogonalAssigned();
      const reflections = reflectionsOf(tall);
      return isWide ? reflections.mT : reflections;
    });
  }

  /** The base becomes what is assigned, completed to a square matrix, and the parameter what makes the unit matrix. */
  private trivialized(value: Tensor, tall: Tensor): Tensor {
    const [n, k] = [tall.size(-2), tall.size(-1)];
    Reflect.set(this, "base", n === k && isOrthogonal(tall) ? tall.clone() : madeOrthogonal(completed(tall, n, k)));
    const negative = zeros_like(value);
    negative.diagonal({ dim1: -2, dim2: -1 }).fill_(-1);
    return negative;
  }
}

/** By the exponential of a skew-symmetric matrix, or by Cayley's map of it. */
function turned(X: Tensor, map: "matrix_exp" | "cayley"): Tensor {
  const [n, k] = [X.size(-2), X.size(-1)];
  const lower = X.tril();
  const empty = X.new_zeros([n, n - k]).expand([...X.shape.slice(0, -2), -1, -1]);
  const square = n === k ? lower : cat([lower, empty], -1);
  const skew = square.sub(square.mT);
  const Q = map === "matrix_exp" ? linalg.matrix_exp(skew) : cayley(skew, n);
  return n === k ? Q : Q.narrow(-1, 0, k);
}

function cayley(skew: Tensor, n: number): Tensor {
  const unit = eye(n, { dtype: skew.dtype });
  return linalg.solve(add(unit, skew, { alpha: -0.5 }), add(unit, skew, { alpha: 0.5 }));
}

/** By reflections, whose vectors stand below the diagonal, and the signs on it. */
function reflected(X: Tensor): Tensor {
  const vectors = X.tril(-1);
  const tau = div(2, vectors.mul(vectors).sum(-2).add(1));
  const signs = X.diagonal({ dim1: -2, dim2: -1 }).to(int32).unsqueeze(-2);
  return linalg.householder_product(vectors, tau).mul(signs);
}

/** The reflections of an orthogonal matrix, with the signs on the diagonal. */
function reflectionsOf(Q: Tensor): Tensor {
  const [m, n] = [Q.size(-2), Q.size(-1)];
  const [factors, taus]: [Float64Array[], Float64Array[]] = [[], []];
  for (const matrix of matricesOf(Q)) {
    taus.push(factorQr(matrix, m, n));
    factors.push(transposed(matrix, m, n));
  }
  const packed = columnwise(factors, Q.shape, Q.dtype);
  const tau = tensorOf(taus, [...Q.shape.slice(0, -2), n], Q.dtype);
  const diagonal = packed.diagonal({ dim1: -2, dim2: -1 });
  diagonal.copy_(where(tau.eq(0), diagonal.sign().neg(), diagonal.sign()));
  return packed;
}

function isOrthogonal(Q: Tensor): boolean {
  const unit = eye(Q.size(-1), { dtype: Q.dtype });
  return allclose(Q.mT.matmul(Q), unit, { atol: 10 * Q.size(-2) * finfo(Q.dtype).eps });
}

function completed(Q: Tensor, n: number, k: number): Tensor {
  if (n === k) return Q;
  return cat([Q, randn([...Q.shape.slice(0, -2), n, n - k], { dtype: Q.dtype })], -1);
}

/** The orthogonal factor whose triangular one has a positive diagonal. */
function madeOrthogonal(A: Tensor): Tensor {
  const { Q, R } = linalg.qr(A);
  return Q.mul(R.diagonal({ dim1: -2, dim2: -1 }).sgn().unsqueeze(-2));
}

/**
 * Has a matrix, or a batch of them, be orthogonal: by the exponential or Cayley's map of a skew-symmetric matrix, or by
 * Householder's reflections. One that is wider than high has orthonormal rows. Throws if the module has no such tensor, for
 * vectors and for other maps.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.orthogonal.html
 */
export function orthogonal<Owner extends Module, Name extends string = "weight">(
  module: Owner,
  name?: Name | (OrthogonalOptions & { readonly name?: Name }),
  orthogonal_map?: OrthogonalMap | null | Omit<OrthogonalOptions, "name">,
  options?: Pick<OrthogonalOptions, "use_trivialization">,
): Parametrized<Owner, Name>;
export function orthogonal(module: Module, ...args: unknown[]): Module {
  const names = ["name", "orthogonal_map", "use_trivialization"] as const;
  const given = readArguments<OrthogonalOptions>("orthogonal", names, args);
  const { name = "weight" } = given;
  const weight: unknown = Reflect.get(module, name);
  if (!isTensor(weight)) throw errors.noTensorOfName(module, name);
  if (weight.ndim < 2) throw errors.orthogonalVector(weight.ndim);
  const usual = weight.size(-2) === weight.size(-1) ? "matrix_exp" : "householder";
  const map = given.orthogonal_map ?? usual;
  if (!maps.includes(map)) throw errors.orthogonalMap(map);
  const isTrivialized = booleanArgument("orthogonal", "use_trivialization", given.use_trivialization, true);
  return register_parametrization(module, name, new _Orthogonal(weight.shape, map, isTrivialized), { unsafe: true });
}
