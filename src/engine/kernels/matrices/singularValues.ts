import { bidiagonal, columnsOf } from "./bidiagonal.js";
import { diagonalise, type BidiagonalProduct } from "./bidiagonalSteps.js";
import { factorQr, productOfReflections } from "./householder.js";
import { rotationOf, turn } from "./rotation.js";
import { transposed } from "./transposed.js";

/** A = U·diag(S)·Vᵀ of an m×n matrix. The columns of U and V lie as rows: `left` and `right` have one for each of `values`. */
export interface SingularValues {
  readonly values: Float64Array;
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
}

/**
 * The singular values in descending order and their vectors, as PyTorch's LAPACK computes them: QR first if there are many
 * more rows than columns, then the bidiagonal form, then implicit QR steps. `full` asks for all of U and V. Infinities give NaN
 * for all values. Null where it does not converge.
 */
export function singularValues(a: Float64Array, rows: number, columns: number, full = false): SingularValues | null {
  const size = Math.min(rows, columns);
  if (!a.every(Number.isFinite)) {
    const unit = (length: number, count: number): readonly Float64Array[] =>
      Array.from({ length: count }, (_, i) => Float64Array.from({ length }, (__, j) => Number(i === j)));
    const [left, right] = full ? [rows, columns] : [size, size];
    return { values: new Float64Array(size).fill(NaN), left: unit(rows, left), right: unit(columns, right) };
  }
  const { product, left, right } = rows < columns ? ofWide(a, rows, columns) : ofTall(a, rows, columns);
  if (!diagonalise(product)) return null;
  const { d, u, v } = sorted(product);
  return { values: d, left: full ? [...u, ...left] : u, right: full ? [...v, ...right] : v };
}

/** A bidiagonal form with the vectors of U and V that are beyond it. */
interface Form {
  readonly product: BidiagonalProduct;
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
}

function ofTall(a: Float64Array, rows: number, columns: number): Form {
  if (rows === columns || rows < Math.floor(1.5 * columns)) {
    const { diagonal: d, beside: e, left: u, right: v } = bidiagonal(a, rows, columns);
    return { product: { d, e, u: u.slice(0, columns), v }, left: u.slice(columns), right: [] };
  }
  const factors = a.slice();
  const taus = factorQr(factors, rows, columns);
  const q = columnsOf(productOfReflections(factors, rows, columns, taus, rows), rows, rows);
  const r = factors
    .subarray(0, columns * columns)
    .map((value, i) => (i % columns < Math.floor(i / columns) ? 0 : value));
  const { diagonal: d, beside: e, left, right: v } = bidiagonal(r, columns, columns);
  const u = left.map((vector) => {
    const sum = new Float64Array(rows);
    vector.forEach((factor, k) => q[k]!.forEach((value, i) => (sum[i]! += factor * value)));
    return sum;
  });
  return { product: { d, e, u, v }, left: q.slice(columns), right: [] };
}

/** The lower bidiagonal form, which rotations from the left make an upper one. */
function ofWide(a: Float64Array, rows: number, columns: number): Form {
  const form = bidiagonal(transposed(a, rows, columns), columns, rows);
  const { diagonal: d, beside: e, right: u, left: v } = form;
  for (let i = 0; i < rows - 1; i++) {
    const { cosine, sine, length } = rotationOf(d[i]!, e[i]!, "newer");
    d[i] = length;
    e[i] = sine * d[i + 1]!;
    d[i + 1]! *= cosine;
    turn(u[i]!, u[i + 1]!, cosine, sine);
  }
  return { product: { d, e, u, v: v.slice(0, rows) }, left: [], right: v.slice(rows) };
}

/** In descending order. Of equal values the last one is taken to be the least, as in LAPACK. */
function sorted({ d, u, v }: BidiagonalProduct): Omit<BidiagonalProduct, "e"> {
  const order = [...d.keys()];
  for (let end = d.length - 1; end > 0; end--) {
    let least = 0;
    for (let i = 1; i <= end; i++) if (d[order[i]!]! <= d[order[least]!]!) least = i;
    [order[least], order[end]] = [order[end]!, order[least]!];
  }
  return { d: Float64Array.from(order, (i) => d[i]!), u: order.map((i) => u[i]!), v: order.map((i) => v[i]!) };
}
