import { observer } from "../observer.js";

/** The one thing that the engine wants of its surroundings. */
declare const console: { warn(message: string): void };

const seen = new Set<string>();
const mostRemembered = 10_000;

/** Prints a warning once for each place in the script, as Python's warnings do. */
export function warnOnce(message: string): void {
  const place = observer === null ? new Error().stack : String(observer.saveSite());
  const key = `${message}\n${place}`;
  if (seen.has(key)) return;
  if (seen.size < mostRemembered) seen.add(key);
  console.warn(message);
}

export function warnNonLeafGrad(): void {
  warnOnce(
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information.",
  );
}

export function warnTargetSize(target: readonly number[], input: readonly number[]): void {
  warnOnce(
    `Using a target size (torch.Size([${target.join(", ")}])) that is different to the input size (torch.Size([${input.join(", ")}])). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.`,
  );
}

export function warnBackwardCreateGraph(): void {
  warnOnce(
    "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you have to use this function, make sure to reset the .grad fields of your parameters to None after use to break the cycle and avoid the leak.",
  );
}

export function warnOnlyInputs(): void {
  warnOnce(
    "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for other parts of the graph, please use torch.autograd.backward.",
  );
}

export function warnNotDouble(input: number): void {
  warnOnce(
    `Input #${input} requires gradient and is not a double precision floating point or complex. This check will likely fail if all the inputs are not of double precision floating point or complex. `,
  );
}

export function warnUndefinedGradients(): void {
  warnOnce(
    'Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break existing callers of this function. If this is true for you, you can call this function with "check_undefined_grad=False" to disable the feature',
  );
}

export function warnAnomaly(): void {
  warnOnce(
    "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for debugging.",
  );
}

export function warnDirtyNonInput(): void {
  warnOnce(
    "ctx.mark_dirty() received a tensor that was not an input. Only input Tensors that have been mutated should be passed to ctx.mark_dirty().",
  );
}

/** PyTorch has a sentence of its own for each of the two. */
export function warnReentrantNotSaid(op: string): void {
  const consequence =
    op === "checkpoint"
      ? "Starting in PyTorch 2.9, calling checkpoint without use_reentrant will raise an exception."
      : "In version 2.9 we will raise an exception if use_reentrant is not passed.";
  const prefix = op === "checkpoint" ? "torch.utils.checkpoint" : `torch.utils.checkpoint.${op}`;
  warnOnce(
    `${prefix}: the use_reentrant parameter should be passed explicitly. ${consequence} use_reentrant=False is recommended, but if you need to preserve the current default behavior, you can pass use_reentrant=True. Refer to docs for more details on the differences between the two variants.`,
  );
}

export function warnCheckpointUseless(): void {
  warnOnce("None of the inputs have requires_grad=True. Gradients will be None");
}

export function warnTransposeOfOtherRank(): void {
  warnOnce(
    "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor.",
  );
}

export function warnMeanOfDivergences(): void {
  warnOnce(
    "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as 'batchmean' in the next major release.",
  );
}

export function warnDegreesOfFreedom(): void {
  warnOnce("cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of observations.");
}

export function warnWrittenRepeatedly(op: "index_fill_" | "index_put_" | "masked_fill_"): void {
  const assignment = op === "index_put_" ? "tensor[indices] = tensor" : "tensor[mask] = scalar";
  warnOnce(
    `Use of ${op} on expanded tensors is deprecated. Please clone() the tensor before performing this operation. This also applies to advanced indexing e.g. ${assignment}`,
  );
}

export function warnEmptyGenerator(): void {
  warnOnce("`parameters` is an empty generator, no gradient clipping will occur.");
}
