import type { Tensor } from "../tensor.js";

/**
 * A level of forward mode: it holds the tangents of tensors from when it is entered until it is left, and they go with
 * it. `torch.func.jvp` nests levels. A tangent of an inner level may itself have tangents of the levels around it; at its
 * own level it has none.
 */
export class DualLevel {
  private readonly tangents = new WeakMap<Tensor, Tensor | null>();

  constructor(readonly outer: DualLevel | null) {}

  /** A tensor's own tangent: null where it is known to have none, undefined where nothing is known. */
  own(tensor: Tensor): Tensor | null | undefined {
    return this.tangents.get(tensor);
  }

  set(tensor: Tensor, tangent: Tensor | null): void {
    this.tangents.set(tensor, tangent);
  }
}

/** The level at which ops carry tangents on, and those around it. Null costs one branch at each op. */
export let dualLevel: DualLevel | null = null;

/** The innermost level that is entered, also while ops carry no tangents. */
export let enteredLevel: DualLevel | null = null;

export function enterLevel(): DualLevel {
  enteredLevel = new DualLevel(enteredLevel);
  dualLevel = enteredLevel;
  return enteredLevel;
}

/** Leaves the innermost level. */
export function exitLevel(): void {
  enteredLevel = enteredLevel?.outer ?? null;
  dualLevel = enteredLevel;
}

/** Runs `body` with ops that carry tangents of this level and of those around it; of none for null. */
export function atLevel<Result>(level: DualLevel | null, body: () => Result): Result {
  const end = setLevel(level);
  try {
    return body();
  } finally {
    end();
  }
}

/** Lets ops carry the tangents of this level from here on, until what this gives is called. */
export function setLevel(level: DualLevel | null): () => void {
  const previous = dualLevel;
  dualLevel = level;
  return () => {
    dualLevel = previous;
  };
}
