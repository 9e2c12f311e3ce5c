import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

type Tensor = torch.Tensor;

const L = torch.linalg;
const { gradcheck, gradgradcheck } = torch.autograd;
const float64 = { dtype: torch.float64 } as const;

/** Fixed numbers between −1 and 1. */
function numbers(...shape: number[]): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return torch.arange(count, float64).add(0.5).mul(12.9898).sin().mul(43.7585).sin().reshape(shape);
}

const transposed = (a: Tensor): Tensor => a.mT;
const symmetric = (a: Tensor): Tensor => a.add(transposed(a));
const positive = (a: Tensor): Tensor => a.matmul(transposed(a)).add(torch.eye(a.shape.at(-1)!, float64));
const lower = (a: Tensor): Tensor => a.tril().add(torch.eye(a.shape.at(-1)!, float64).mul(2));
const upper = (a: Tensor): Tensor => transposed(lower(transposed(a)));

function factorsOf(a: Tensor): [Tensor, Tensor] {
  const { LU, pivots } = L.lu_factor(a);
  return [LU, pivots];
}

/** Functions whose rules are those of symmetric matrices or of factors, made of all matrices. */
const functions: Readonly<Record<string, (a: Tensor) => Tensor>> = {
  "linalg.cholesky": (a) => L.cholesky(positive(a)),
  "linalg.cholesky of the upper triangle": (a) => L.cholesky(positive(a), { upper: true }),
  cholesky: (a) => torch.cholesky(positive(a)),
  "linalg.cholesky_ex": (a) => L.cholesky_ex(positive(a)).L,
  cholesky_inverse: (a) => torch.cholesky_inverse(lower(a)),
  "cholesky_inverse of an upper factor": (a) => torch.cholesky_inverse(upper(a), true),
  cholesky_solve: (a) => torch.cholesky_solve(a.narrow(-1, 0, 2), lower(a)),
  "cholesky_solve of an upper factor": (a) => torch.cholesky_solve(a.narrow(-1, 0, 2), upper(a), { upper: true }),
  "the eigenvalues of linalg.eigh": (a) => L.eigh(symmetric(a)).eigenvalues,
  "the eigenvectors of linalg.eigh": (a) => L.eigh(symmetric(a)).eigenvectors,
  "linalg.eigvalsh of the upper triangle": (a) => L.eigvalsh(symmetric(a), "U"),
  "linalg.lu_solve": (a) => L.lu_solve(...factorsOf(a), a.narrow(-1, 0, 2)),
  "linalg.lu_solve of the transpose": (a) => L.lu_solve(...factorsOf(a), a.narrow(-1, 0, 2), { adjoint: true }),
  "linalg.lu_solve from the right": (a) => L.lu_solve(...factorsOf(a), a.narrow(-2, 0, 1), { left: false }),
  "linalg.pinv of symmetric matrices": (a) => L.pinv(symmetric(a), { hermitian: true }),
};

describe("derivatives of functions of symmetric matrices and factors:", () => {
  for (const [name, f] of Object.entries(functions)) {
    for (const shape of [
      [3, 3],
      [2, 2, 2],
    ]) {
      it(`${name} of [${shape.join(", ")}] has first and second derivatives by differences`, () => {
        const a = numbers(...shape).requires_grad_();
        assert.ok(gradcheck(f, [a]));
        assert.ok(gradgradcheck(f, [a]));
      });
    }
  }
});

function assertClose(actual: Tensor, expected: Tensor, tolerance = 1e-12): void {
  assert.deepEqual(actual.shape, expected.shape);
  const error = actual.sub(expected).abs().flatten().tolist() as number[];
  assert.ok(Math.max(0, ...error) < tolerance, `${String(actual)} is not ${String(expected)}`);
}

const sizes = [
  [1, 1],
  [3, 3],
  [2, 3, 2],
  [2, 5],
  [7, 4],
  [2, 0, 3],
  [3, 0],
  [30, 20],
  [20, 30],
] as const;

describe("decompositions are made of the right factors:", () => {
  for (const shape of sizes) {
    const a = numbers(...shape);
    const title = `of [${shape.join(", ")}]`;
    const [m, n] = [shape.at(-2)!, shape.at(-1)!];
    const identity = (size: number): Tensor => torch.eye(size, float64).expand([...shape.slice(0, -2), size, size]);

    it(`svd ${title}`, () => {
      const { U, S, Vh } = L.svd(a, false);
      assertClose(U.mul(S.unsqueeze(-2)).matmul(Vh), a, 1e-11);
      const full = L.svd(a);
      assertClose(transposed(full.U).matmul(full.U), identity(m));
      assertClose(full.Vh.matmul(transposed(full.Vh)), identity(n));
      assertClose(full.S, L.svdvals(a));
    });

    it(`qr ${title}`, () => {
      for (const mode of ["reduced", "complete"] as const) {
        const { Q, R } = L.qr(a, mode);
        assertClose(Q.matmul(R), a);
        assertClose(R.triu(), R);
        assertClose(transposed(Q).matmul(Q), identity(Q.shape.at(-1)!));
      }
    });

    it(`lu ${title}`, () => {
      const { P, L: lowerFactor, U } = L.lu(a);
      assertClose(P.matmul(lowerFactor).matmul(U), a);
      assertClose(U.triu(), U);
      assertClose(lowerFactor.tril(), lowerFactor);
    });

    it(`pinv ${title}`, () => {
      const p = L.pinv(a);
      assertClose(a.matmul(p).matmul(a), a, 1e-10);
      assertClose(transposed(a.matmul(p)), a.matmul(p), 1e-10);
    });

    if (m !== n) continue;

    it(`eigh ${title}`, () => {
      const b = symmetric(a);
      const { eigenvalues, eigenvectors } = L.eigh(b);
      assertClose(eigenvectors.mul(eigenvalues.unsqueeze(-2)).matmul(transposed(eigenvectors)), b, 1e-11);
    });
  }

  it("eigh of a great matrix, with equal eigenvalues", () => {
    const q = L.qr(numbers(40, 40)).Q;
    const values = torch.cat([torch.ones(20, float64), torch.arange(20, float64)]);
    const a = symmetric(q.mul(values).matmul(q.mT)).mul(0.5);
    assertClose(L.eigvalsh(a), values.sort().values, 1e-11);
  });

  it("svd of matrices without full rank", () => {
    const a = numbers(6, 2).matmul(numbers(2, 4));
    const { U, S, Vh } = L.svd(a);
    assertClose(U.narrow(1, 0, 4).mul(S).matmul(Vh), a);
    assertClose(transposed(U).matmul(U), torch.eye(6, float64));
    assert.equal(L.matrix_rank(a).item(), 2);
    assertClose(L.svd(torch.zeros(3, 2, float64)).U, torch.eye(3, float64));
  });
});

describe("torch.linalg answers as PyTorch:", () => {
  it("gives named tuples that print their names", () => {
    assert.match(
      String(L.eigh(torch.eye(2))),
      /^torch\.return_types\.linalg_eigh\(\neigenvalues=tensor\(\[1\., 1\.\]\)/,
    );
    assert.match(String(torch.slogdet(torch.eye(2))), /^torch\.return_types\.slogdet\(\nsign=/);
    const [Q, R] = L.qr(torch.eye(2)) as unknown as [Tensor, Tensor];
    assert.deepEqual(
      [Q.shape, R.shape],
      [
        [2, 2],
        [2, 2],
      ],
    );
  });

  it("lays results column by column where LAPACK does", () => {
    const a = torch.tensor([
      [2, 1],
      [1, 3],
    ]);
    for (const result of [L.inv(a), L.cholesky(a), L.solve(a, torch.ones(2, 2)), L.svd(a).Vh, L.eigh(a).eigenvectors])
      assert.deepEqual(result.stride(), [1, 2]);
    for (const result of [L.matrix_exp(a), L.pinv(a), L.solve(a, torch.ones(2, 2), { left: false })])
      assert.deepEqual(result.stride(), [2, 1]);
    assert.throws(() => L.inv(a).view(4), /view size is not compatible/);
  });

  it("keeps the digits of the derivative of an exponential in a direction that is far greater than the matrix", () => {
    const gradient = (size: number): torch.Tensor => {
      const a = torch.tensor([0.3, -1.7, 2.1, 0.4], { dtype: torch.float64 }).view(2, 2).requires_grad_();
      return torch.autograd.grad(L.matrix_exp(a).sum().mul(size), a)[0];
    };
    assert.ok(torch.allclose(gradient(2 ** 60).div(2 ** 60), gradient(1), { rtol: 1e-13 }));
  });

  it("chooses the signs of PyTorch's LAPACK for eigenvectors and singular vectors", () => {
    const a = torch.tensor(
      [
        [2, -1, 0, 0.5],
        [-1, 2, -1, 0],
        [0, -1, 2, -1],
        [0.5, 0, -1, 1],
        [1, 2, -3, 1],
        [-2, 0.5, 1, 3],
      ],
      float64,
    );
    const signs = (vectors: Tensor): string =>
      (vectors.tolist() as number[][]).map((row) => row.map((value) => (value < 0 ? "-" : "+")).join("")).join(" ");
    assert.equal(signs(L.eigh(a.narrow(0, 0, 4)).eigenvectors), "--+- +--+ +--- ++++");
    const [square, tall, wide] = [L.svd(a.narrow(0, 0, 4)), L.svd(a), L.svd(a.mT)];
    assert.deepEqual([signs(square.U), signs(square.Vh)], ["---- ++-+ -+-+ +-++", "-+-+ -++- ---+ -+++"]);
    assert.deepEqual(
      [signs(tall.U), signs(tall.Vh)],
      ["++++-+ ---+-- +--++- -++--- -++++- --++++", "--+- +--- +-++ ++++"],
    );
    assert.deepEqual(
      [signs(wide.U), signs(wide.Vh)],
      ["+-+- ++-- -++- +++-", "-+-+++ -++--+ +--+++ ---+-- ----++ ++----"],
    );
  });

  it("tells by info what it does not throw", () => {
    const a = torch.stack([torch.eye(2), torch.zeros(2, 2)]);
    assert.deepEqual(L.inv_ex(a).info.tolist(), [0, 1]);
    assert.deepEqual(L.cholesky_ex(a).info.tolist(), [0, 1]);
    assert.deepEqual(L.solve_ex(a, torch.ones(2)).info.tolist(), [0, 1]);
    assert.equal(L.inv_ex(a).info.dtype, torch.int32);
  });

  it("finds the same matrices singular", () => {
    const square = (n: number): Tensor => torch.arange(1, n * n + 1).reshape([n, n]);
    // In float32 the last pivot of both is 0; in float64 it is not, for rounding.
    assert.throws(() => L.inv(square(3).float()), /The diagonal element 3 is zero/);
    assert.throws(() => L.inv(square(4).float()), /The diagonal element 4 is zero/);
    assert.equal(L.lu(square(3).double()).U.index(2, 2).item(), 2 ** -53);
    assert.equal(L.lu(square(4).double()).U.index(3, 3).item(), -(2 ** -52));
  });

  it("is a RuntimeError and a LinAlgError that it throws", () => {
    assert.throws(() => L.inv(torch.zeros(2, 2)), L.LinAlgError);
  });

  it("gives the determinant of a singular matrix the gradient of PyTorch, by the adjugate where it is to be differentiated", () => {
    const a = torch
      .tensor([
        [
          [1, 2],
          [2, 4],
        ],
        [
          [1, 2],
          [3, 4],
        ],
      ])
      .requires_grad_();
    const [plain] = torch.autograd.grad(L.det(a).sum(), a) as [Tensor];
    assertClose(plain.index(0), torch.zeros(2, 2));
    const [graph] = torch.autograd.grad(L.det(a).sum(), a, { create_graph: true }) as [Tensor];
    const adjugates = [
      [
        [4, -2],
        [-2, 1],
      ],
      [
        [4, -3],
        [-2, 1],
      ],
    ];
    assertClose(graph.detach(), torch.tensor(adjugates), 1e-5);
  });

  it("warns of torch.cross without a dimension and takes the first of three", () => {
    const x = torch.tensor([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    assert.deepEqual(torch.cross(x, x.flip(1)).tolist(), [
      [0, 0],
      [0, 0],
      [1, -1],
    ]);
  });
});
