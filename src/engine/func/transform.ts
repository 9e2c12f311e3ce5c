import type { Tensor } from "../tensor.js";

/**
 * A call of a function that `torch.func` transforms, while it runs. It may write tensors that were made in it, none that
 * it captured.
 */
export class Transform {
  private readonly made = new WeakSet<Tensor>();
  /** Whether the call has returned: nothing is differentiated by its inputs any more but what it left for that. */
  isOver = false;

  constructor(readonly outer: Transform | null) {}

  /** Notes a tensor that was made in the call. */
  own(tensor: Tensor): void {
    this.made.add(tensor);
  }

  owns(tensor: Tensor): boolean {
    return this.made.has(tensor);
  }

  /** Notes an input by which is differentiated: it counts as a leaf. */
  differentiate(input: Tensor): void {
    transformOf.set(input, this);
  }

  isInput(tensor: Tensor): boolean {
    return transformOf.get(tensor) === this;
  }
}

const transformOf = new WeakMap<Tensor, Transform>();

/** Whether it is an input of a call that has returned. */
export function isSpent(input: Tensor): boolean {
  return transformOf.get(input)?.isOver === true;
}

/** The innermost call that runs. Null costs one branch wherever a tensor is made. */
export let transform: Transform | null = null;

/** Runs a transformed call. */
export function transforming<Result>(body: (transform: Transform) => Result): Result {
  const outer = transform;
  const inner = new Transform(outer);
  transform = inner;
  try {
    return body(inner);
  } finally {
    inner.isOver = true;
    transform = outer;
  }
}
