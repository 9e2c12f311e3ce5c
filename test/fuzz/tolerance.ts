import type { Seen, Statement } from "./program.js";

/**
 * The oracle's tolerances (SCHEMA.md), |a − b| ≤ t · (1 + |b|): 1e-9 in float64, 1e-7 where a special function is
 * approximated; in float32 1e-5, and 2e-4 for products, norms and second derivatives. A program's later values come of its
 * earlier ones, so that the widest tolerance that a statement called for stays.
 */
export class Tolerance {
  private isSingle = false;
  private isApproximate = false;
  private isSummed = false;

  see({ source }: Statement, theirs: Seen): void {
    if (hasSingle(theirs) || source.includes("torch.float32")) this.isSingle = true;
    if (approximate.test(source)) this.isApproximate = true;
    if (summed.test(source)) this.isSummed = true;
  }

  allows(ours: string, theirs: string): boolean {
    if (ours === theirs) return true;
    const [a, b] = [Number(ours), Number(theirs)];
    return Object.is(a + 0, b + 0) || Math.abs(a - b) <= this.share * (1 + Math.abs(b));
  }

  private get share(): number {
    if (this.isSingle) return this.isSummed ? 2e-4 : 1e-5;
    return this.isApproximate ? 1e-7 : 1e-9;
  }
}

const approximate =
  /gamma|erf|ndtr|bessel|zeta|i0|i1|entr|svd|eig|pinv|lstsq|pinverse|matrix_exp|ctc_loss|linalg|cholesky|qr|inv\b|solve/;
const summed =
  /conv|matmul|mm|mv\b|dot|outer|inner|kron|linear|norm|einsum|linalg|dist|create_graph|jacobian|attention|similarity|var|std|cov|corrcoef|det|inv|svd|qr|cholesky|solve|lp_pool|renorm|embedding|bilinear|pinverse|matrix/;

function hasSingle(seen: Seen): boolean {
  if ("list" in seen) return seen.list.some(hasSingle);
  return "shape" in seen && seen.dtype === "float32";
}
