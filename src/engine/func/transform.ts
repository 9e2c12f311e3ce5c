import type { Tensor } from "../tensor.js";

/**
 * A call of a function that `torch.func` transforms, while it runs. It may write tensors that were made in it, none that
 * it captured.
 */
export class Transform {
  private readonly made = new WeakSet<Tensor>();
  private readonly inputs = new WeakSet<Tensor>();

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
    this.inputs.add(input);
  }

  isInput(tensor: Tensor): boolean {
    return this.inputs.has(tensor);
  }
}

/** The innermost call that runs. Null costs one branch wherever a tensor is made. */
export let transform: Transform | null = null;

/** Runs a transformed call. */
export function transforming<Result>(body: (transform: Transform) => Result): Result {
  const outer = transform;
  transform = new Transform(outer);
  try {
    return body(transform);
  } finally {
    transform = outer;
  }
}
