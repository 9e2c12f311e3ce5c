import { booleanArgument, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { observer, withOpReports, type BackwardCall } from "../observer.js";
import { sameShape } from "../shape.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { accumulateInto } from "./accumulateGrad.js";
import { runPass } from "./backward.js";
import { gradientEdge } from "./edges.js";
import { inGradMode } from "./gradMode.js";
import type { Edge, Gradients } from "./node.js";
import { warnBackwardCreateGraph } from "./warnings.js";

/** One tensor or several. */
export type Tensors = Tensor | readonly Tensor[];
/** Gradients of outputs; null stands for ones where the output has one element. */
export type OutputGradients = Tensor | null | readonly (Tensor | null)[];

export interface BackwardOptions {
  /** Keep what the graph saved, so that it can be gone through again. By default as `create_graph`. */
  readonly retain_graph?: boolean | null;
  /** Record the backward pass itself, for higher derivatives. */
  readonly create_graph?: boolean;
  /** Accumulate into these tensors only. */
  readonly inputs?: Tensors | null;
}

export interface GradOptions {
  readonly grad_outputs?: OutputGradients;
  readonly retain_graph?: boolean | null;
  readonly create_graph?: boolean;
  /** Give null for inputs that the outputs do not depend on, rather than throw. */
  readonly allow_unused?: boolean | null;
  /** Give zeros for them. */
  readonly materialize_grads?: boolean;
}

/**
 * Sums the gradients of the outputs with respect to the leaves into the leaves' `.grad`. Throws if an output does not
 * require grad, or has several elements and no gradient is given, or if the graph has been freed.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html
 */
export function backward(
  tensors: Tensors,
  grad_tensors?: OutputGradients | (BackwardOptions & { readonly grad_tensors?: OutputGradients }),
  retain_graph?: boolean | null | BackwardOptions,
  create_graph?: boolean | BackwardOptions,
  inputs?: Tensors | null,
): void;
export function backward(tensors: Tensors, ...args: unknown[]): void {
  const names = ["grad_tensors", "retain_graph", "create_graph", "inputs"] as const;
  const options = readArguments<BackwardOptions & { grad_tensors: OutputGradients }>("backward", names, args);
  runBackward("backward", tensors, options.grad_tensors, options);
}

/**
 * The sum of the gradients of the outputs with respect to each input, without touching any `.grad`. Throws if an input
 * does not require grad, or does not lead to the outputs (unless `allow_unused`).
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
 */
export function grad(
  outputs: Tensors,
  inputs: Tensors,
  options: GradOptions & ({ readonly allow_unused: true } | { readonly materialize_grads: true }),
): (Tensor | null)[];
export function grad(
  outputs: Tensors,
  inputs: Tensors,
  grad_outputs?: OutputGradients | GradOptions,
  retain_graph?: boolean | null | GradOptions,
  create_graph?: boolean | GradOptions,
): Tensor[];
export function grad(outputs: Tensors, inputs: Tensors, ...args: unknown[]): (Tensor | null)[] {
  // PyTorch's fourth place, only_inputs, is deprecated and always true.
  const names = [
    "grad_outputs",
    "retain_graph",
    "create_graph",
    "only_inputs",
    "allow_unused",
    "is_grads_batched",
    "materialize_grads",
  ] as const;
  const options = readArguments<GradOptions & { only_inputs: boolean; is_grads_batched: boolean }>("grad", names, args);
  const materialize = booleanArgument("grad", "materialize_grads", options.materialize_grads, false);
  if (materialize && options.allow_unused === false) throw errors.materializeNeedsUnused();
  const allowUnused = booleanArgument("grad", "allow_unused", options.allow_unused, materialize);
  const roots = tensorList("grad", "outputs", outputs);
  const wanted = tensorList("grad", "inputs", inputs);
  const gradients = rootGradients("grad", roots, options.grad_outputs);
  const edges = wanted.map((input) => {
    if (!input.requires_grad) throw about(errors.notADifferentiableTensor(), input);
    return gradientEdge(input)!;
  });
  const createGraph = booleanArgument("grad", "create_graph", options.create_graph, false);
  const retainGraph = booleanArgument("grad", "retain_graph", options.retain_graph, createGraph);
  const pass = { roots: edgesOf(roots), gradients, wanted: edges, accumulate: false, retainGraph, createGraph };
  const results = observed({ kind: "grad", roots, inputs: wanted, create_graph: createGraph }, () => {
    const found = runPass(pass);
    const unused = found.indexOf(null);
    if (unused >= 0 && !allowUnused) throw about(errors.unusedInput(unused), wanted[unused]!);
    return found;
  });
  return results.map((result, i) => {
    return result ?? (materialize ? filledTensor(wanted[i]!.shape, 0, wanted[i]!.dtype) : null);
  });
}

/** What `backward` and `Tensor.backward` have in common. */
export function runBackward(
  op: string,
  tensors: Tensors,
  given: OutputGradients | undefined,
  options: Partial<BackwardOptions>,
): void {
  const roots = tensorList(op, "tensors", tensors);
  const inputs =
    options.inputs === undefined || options.inputs === null ? null : tensorList(op, "inputs", options.inputs);
  if (inputs !== null && inputs.length === 0) throw errors.noInputs();
  const createGraph = booleanArgument(op, "create_graph", options.create_graph, false);
  const retainGraph = booleanArgument(op, "retain_graph", options.retain_graph, createGraph);
  const gradients = rootGradients(op, roots, given);
  const wanted = inputs?.map((input) => {
    if (!input.requires_grad) throw about(errors.cannotRetainGrad(), input);
    return gradientEdge(input)!;
  });
  if (createGraph) warnBackwardCreateGraph();
  const pass = { roots: edgesOf(roots), gradients, wanted: wanted ?? null, accumulate: true, retainGraph, createGraph };
  const call = { kind: "backward", roots, inputs, create_graph: createGraph } as const;
  const results = observed(call, () => runPass(pass));
  withOpReports(createGraph, () =>
    inGradMode(createGraph, () => {
      results.forEach((gradient, i) => {
        const input = inputs![i]!;
        if (!input.is_leaf && gradient !== null) accumulateInto(input, gradient, createGraph);
      });
    }),
  );
}

function observed(call: BackwardCall, body: () => Gradients): Gradients {
  const current = observer;
  if (current === null) return body();
  let failed = true;
  current.backwardBegan(call);
  try {
    const results = body();
    failed = false;
    return results;
  } finally {
    current.backwardEnded(call, failed);
  }
}

function edgesOf(roots: readonly Tensor[]): readonly Edge[] {
  return roots.map((root, i) => {
    const edge = gradientEdge(root);
    if (edge === null) throw about(errors.doesNotRequireGrad(i), root);
    return edge;
  });
}

/** The gradients of the roots: those given, ones for roots with one element. */
function rootGradients(op: string, roots: readonly Tensor[], given: OutputGradients | undefined): Tensor[] {
  const list = given === undefined || given === null ? roots.map(() => null) : isTensor(given) ? [given] : given;
  if (!Array.isArray(list)) throw errors.wrongArgument(op, "gradient", "Tensor", list);
  // PyTorch ignores gradients beyond the last root.
  if (list.length < roots.length) throw errors.gradientCount(roots.length, list.length);
  return roots.map((root, i) => {
    const gradient: unknown = list[i] ?? null;
    if (gradient === null) {
      if (!root.requires_grad) throw about(errors.doesNotRequireGrad(i), root);
      if (root.numel() !== 1) throw about(errors.implicitGradient(), root);
      return filledTensor(root.shape, 1, root.dtype);
    }
    if (!isTensor(gradient)) throw errors.wrongArgument(op, "gradient", "Tensor", gradient);
    if (!sameShape(gradient.shape, root.shape))
      throw about(errors.gradientShapeMismatch(i, gradient.shape, root.shape), gradient, root);
    return gradient.dtype === root.dtype ? gradient : gradient.to(root.dtype);
  });
}

function tensorList(op: string, name: string, value: unknown): readonly Tensor[] {
  if (isTensor(value)) return [value];
  const wrong: unknown = Array.isArray(value) ? value.find((item) => !isTensor(item)) : value;
  if (!Array.isArray(value) || wrong !== undefined)
    throw errors.wrongArgument(op, name, "Tensor or a list of Tensors", wrong);
  return value as readonly Tensor[];
}
