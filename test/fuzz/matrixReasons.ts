import type { Seen, SeenTensor, Statement } from "./program.js";
import {
  differing,
  isNear,
  operandsOf,
  pairs,
  raised,
  reached,
  tensorsIn,
  valuesOf,
  type Case,
  type Reason,
} from "./reason.js";
import { isSingular, isSingularInFront } from "./singular.js";

/** Differences in functions of matrices, where they have no one answer, or where PyTorch or LAPACK have it wrong. */
export const matrixReasons: readonly Reason[] = [
  {
    says: "PyTorch takes the factors of a determinant, and of what it solves, for constants in derivatives of its tangent",
    holds: ({ kind, program, step, ours }) =>
      (kind === "values" || (kind === "requires_grad" && tensorsIn(ours).some(({ requires_grad }) => requires_grad))) &&
      program
        .slice(0, step + 1)
        .some(({ source }) => /tangentsOf\(.*\b((log|slog)?det|(tensor)?solve(_ex)?)\(/.test(source)) &&
      (kind === "requires_grad" || /grad/.test(program[step]!.source)),
  },
  {
    says: "PyTorch's matrix_exp adds 1 to what is small beside it: of a direction of 1e15 its derivative keeps no digit, ours all",
    holds: ({ kind, program, step, ours, theirs }) => {
      const greatest = Math.max(
        ...tensorsIn(theirs).flatMap(({ values }) => values.map((one) => Math.abs(Number(one)))),
      );
      return (
        kind === "values" &&
        /grad|tangentsOf/.test(program[step]!.source) &&
        program.slice(0, step).some(({ source }) => source.includes("matrix_exp(")) &&
        differing(ours, theirs).every(
          ([one, other]) => Math.abs(Number(one) - Number(other)) <= 2 ** -52 * greatest * Math.abs(Number(other)),
        )
      );
    },
  },
  {
    says: "PyTorch's tangent of cholesky_inverse is none: differences of its own values are not near it",
    holds: ({ kind, program, step }) =>
      kind === "values" &&
      program.slice(0, step + 1).some(({ source }) => /tangentsOf\(.*cholesky_inverse\(/.test(source)),
  },
  {
    says: "PyTorch's tangent of lstsq has not the batch of the right-hand side, and cannot be set",
    holds: ({ kind, program, step, theirs }) =>
      kind === "raises" &&
      reached(program, step).some(({ source }) => source.includes("linalg.lstsq(")) &&
      raised(theirs).includes("Trying to set a forward gradient that has a different size"),
  },
  {
    says: "where a singular value is 0 its vectors are any, and so is its derivative",
    holds: (difference) =>
      difference.kind === "values" &&
      /grad|jvp|vjp|tangentsOf/.test(difference.program[difference.step]!.source) &&
      difference.program.some(
        ({ source }, step) =>
          /"nuc"|svdvals/.test(source) && operandsOf({ ...difference, step }, "ends").some(isSingular),
      ),
  },
  {
    says: "what becomes of NaN and infinities in a factorization hangs on the order in which LAPACK multiplies by them",
    holds: (difference) => difference.kind === "values" && factorsNonFinite(difference),
  },
  {
    says: "beside infinities LAPACK's iterations end or do not, by how the matrix lies",
    holds: (difference) =>
      difference.kind === "raises" &&
      raised(difference.theirs).startsWith("_LinAlgError: linalg.svd: The algorithm failed to converge") &&
      operandsOf(difference).some((seen) => valuesOf(seen).some((value) => Math.abs(Number(value)) === Infinity)),
  },
  {
    says: "gelsy takes columns first by what was in the memory that PyTorch gives it, which shows where it finds a lower rank",
    holds: (difference) => {
      const { source } = difference.program[difference.step]!;
      const rcond = /linalg\.lstsq\(.*(?:\bt\d+, |\), |rcond: )([\d.e-]+)[,) ]/.exec(source)?.[1] ?? "0";
      return (
        difference.kind === "values" &&
        source.includes("linalg.lstsq(") &&
        !/"gels[ds]?"/.test(source) &&
        (Number(rcond) > 0.01 || operandsOf(difference).some((seen) => isSingular(seen) || isSingularInFront(seen)))
      );
    },
  },
  {
    says: "below a tolerance of 0, the rank of a singular matrix counts what rounding left of its singular values",
    holds: (difference) =>
      difference.kind === "values" &&
      difference.program[difference.step]!.source.includes("matrix_rank(") &&
      (/matrix_rank\(.*(-\d|\b0\b)/.test(difference.program[difference.step]!.source) ||
        operandsOf(difference).some((seen) => valuesOf(seen).some((value) => Number(value) <= 0))) &&
      operandsOf(difference).some(isSingular),
  },
  {
    says: "singular vectors of equal singular values, and of 0, are not unique",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /svd\(/.test(source)) &&
      pairs(ours, theirs).length === 3 &&
      valuesOf(pairs(ours, theirs)[1]![0]).every((value, i) =>
        isNear(Number(value), Number(tensorsIn(theirs)[1]!.values[i])),
      ) &&
      rowsOf(tensorsIn(theirs)[1]!).some(hasEqualOrZero),
  },
  {
    says: "the signs of a pair of singular vectors are anyone's choice: in float32 LAPACK's hang on how it rounds",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /svd\(/.test(source)) &&
      tensorsIn(theirs).every(({ dtype }) => dtype === "float32") &&
      pairs(ours, theirs).length === 3 &&
      valuesOf(ours).every((value, i) => isNear(Math.abs(Number(value)), Math.abs(Number(valuesOf(theirs)[i])))),
  },
  {
    says: "whether a singular matrix is positive-definite hangs on what rounding leaves of its last factor",
    holds: (difference) =>
      difference.kind === "raises" &&
      /\bcholesky(_ex)?\(/.test(difference.program[difference.step]!.source) &&
      operandsOf(difference, "ends").some(isSingular),
  },
  {
    says: "the sign of an eigenvector is anyone's choice",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      reached(program, step).some(({ source }) => /eigh\(/.test(source)) &&
      tensorsIn(ours).every(({ shape, values }, k) => {
        // Eigenvalues have one dimension less than what they are those of.
        const areVectors = shape.length === Math.max(...tensorsIn(ours).map((one) => one.shape.length));
        const size = areVectors ? Math.abs : Number;
        return values.every((value, i) => isNear(size(Number(value)), size(Number(tensorsIn(theirs)[k]!.values[i]))));
      }),
  },
  {
    says: "of columns that depend on each other a factorization in Q and R is not unique",
    holds: ({ kind, program, step, theirs }) =>
      kind === "values" && /qr\(/.test(program[step]!.source) && tensorsIn(theirs).some(hasZeroInDiagonal),
  },
  {
    says: "a condition number beyond the digits of its dtype is made of what rounding left of a singular value",
    holds: ({ kind, program, step, ours, theirs }) =>
      kind === "values" &&
      program[step]!.source.includes("linalg.cond(") &&
      tensorsIn(theirs).every(({ dtype }) =>
        differing(ours, theirs)
          .flat()
          .every((value) => Math.abs(Number(value)) > (dtype === "float32" ? 2 ** 22 : 2 ** 50)),
      ),
  },
  {
    says: "a matrix that is positive definite but for what rounding left of its smallest eigenvalue",
    holds: ({ kind, ours, theirs }) =>
      kind === "raises" &&
      [
        [ours, theirs],
        [theirs, ours],
      ].some(
        ([one, other]) =>
          raised(one!).startsWith("_LinAlgError: linalg.cholesky: The factorization could not be completed") &&
          valuesOf(other!).some((value) => Math.abs(Number(value)) > 0 && Math.abs(Number(value)) < 1e-6),
      ),
  },
];

const factorizations =
  /\b(svd|svdvals|qr|lu|lu_\w+|cholesky\w*|eig\w*|inv\w*|pinv|pinverse|det|logdet|slogdet|solve\w*|lstsq|householder_product|orgqr|ldl_\w+|matrix_rank|matrix_power|tensorinv|tensorsolve|cond)\(/;

function factorsNonFinite(difference: Case): boolean {
  const chain: readonly Statement[] = reached(difference.program, difference.step);
  const factored = chain.find(({ source }) => factorizations.test(source));
  if (factored === undefined) return false;
  const at = difference.program.indexOf(factored);
  const operands = operandsOf({ ...difference, step: at }).flatMap((seen: Seen) => tensorsIn(seen));
  const isFinite = (value: string): boolean => Number.isFinite(Number(value));
  return /NaN|Infinity/.test(factored.source) || operands.some(({ values }) => !values.every(isFinite));
}

function rowsOf({ shape, values }: SeenTensor): readonly (readonly number[])[] {
  const length = shape.at(-1) ?? 1;
  const numbers = values.map(Number);
  return Array.from({ length: numbers.length / length }, (_, i) => numbers.slice(i * length, (i + 1) * length));
}

/** Singular values come in descending order. */
function hasEqualOrZero(row: readonly number[]): boolean {
  const least = 1e-6 * row[0]!;
  return row.some((value, i) => value <= least || value - (row[i + 1] ?? -Infinity) <= least);
}

function hasZeroInDiagonal(r: SeenTensor): boolean {
  const columns = r.shape.at(-1) ?? 0;
  const rows = rowsOf(r);
  const greatest = Math.max(...rows.flat().map(Math.abs));
  const height = r.shape.at(-2) ?? 1;
  return rows.some((row, i) => i % height < columns && Math.abs(row[i % height]!) <= 1e-6 * greatest);
}
