/** A rotation of a plane: (x, y) becomes (c·x + s·y, c·y − s·x). */
export interface Rotation {
  readonly cosine: number;
  readonly sine: number;
  /** What it makes of the x that it was made for; its y becomes 0. */
  readonly length: number;
}

/**
 * The rotation that turns (f, g) into (length, 0). LAPACK's lartg has its cosine positive since version 3.10, and before only
 * where |f| > |g|: the vectors' signs hang on it, and what PyTorch runs on has the newer one for singular values alone.
 */
export function rotationOf(f: number, g: number, version: "older" | "newer"): Rotation {
  const isNewer = version === "newer";
  if (g === 0) return { cosine: 1, sine: 0, length: f };
  if (f === 0) return { cosine: 0, sine: isNewer ? Math.sign(g) : 1, length: isNewer ? Math.abs(g) : g };
  const distance = Math.hypot(f, g);
  const length = f < 0 && (isNewer || Math.abs(f) > Math.abs(g)) ? -distance : distance;
  return { cosine: f / length, sine: g / length, length };
}

/** Turns two vectors against each other. */
export function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]!, y[i]!];
    x[i] = cosine * a + sine * b;
    y[i] = cosine * b - sine * a;
  }
}
