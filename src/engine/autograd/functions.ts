import { booleanArgument, isOptions, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { batchLevel } from "../func/batchLevel.js";
import { transform } from "../func/transform.js";
import { observer, type BackwardCall } from "../observer.js";
import { emptyLike, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { runPass } from "./backward.js";
import { batchedGradients } from "./batchedGradients.js";
import { gradientEdge } from "./edges.js";
import type { Edge, Gradients } from "./node.js";
import { edgeOf, edgesOf, gradientLike, placeList, refused, tensorsAt, type Place, type Tensors } from "./places.js";
import { rootGradients, type OutputGradients } from "./rootGradients.js";
import { warnBackwardCreateGraph, warnOnlyInputs } from "./warnings.js";

export interface BackwardOptions {
  /** Keep what the graph saved, so that it can be gone through again. By default as `create_graph`. */
  readonly retain_graph?: boolean | null;
  /** Record the backward pass itself, for higher derivatives. */
  readonly create_graph?: boolean;
  /** Accumulate into these tensors only. */
  readonly inputs?: Tensors | null;
}

export interface GradOptions {
  /** What goes into backward at each output, with its shape; 1 for an output of one element. */
  readonly grad_outputs?: OutputGradients;
  /** Whether the graph can be gone through again; what create_graph is unless given. */
  readonly retain_graph?: boolean | null;
  /** Whether the gradients can be differentiated themselves; false unless given. */
  readonly create_graph?: boolean;
  /** Has no effect: what is no input gets no gradient either way. Older programs say it. */
  readonly only_inputs?: boolean;
  /** Give null for inputs that the outputs do not depend on, rather than throw. */
  readonly allow_unused?: boolean | null;
  /** Whether `grad_outputs` have a first dimension more, of gradients one after the other; the results have it too. */
  readonly is_grads_batched?: boolean;
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
  const named = byName(backward, "backward(tensors, grad_tensors, retain_graph, create_graph, inputs)", arguments);
  if (named !== null) return named.result;
  const names = ["grad_tensors", "retain_graph", "create_graph", "inputs"] as const;
  const options = readArguments<BackwardOptions & { grad_tensors: OutputGradients }>("backward", names, args);
  runBackward("backward", tensors, options.grad_tensors, options);
}

/** One gradient for each input. */
export type GradientsOf<Inputs extends Tensors, Gradient = Tensor> = Inputs extends readonly unknown[]
  ? { -readonly [Place in keyof Inputs]: Gradient }
  : [Gradient];

type AllowingUnused = { readonly allow_unused: true } | { readonly materialize_grads: true };

/**
 * The sum of the gradients of the outputs with respect to each input, without touching any `.grad`; under the inputs' names
 * if they are given in a plain object. Throws if an input does not require grad, or does not lead to the outputs (unless
 * `allow_unused`).
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
 */
export function grad<Name extends string>(
  outputs: Tensors,
  inputs: Readonly<Record<Name, Tensor>>,
  options: GradOptions & AllowingUnused,
): Record<Name, Tensor | null>;
export function grad<Name extends string>(
  outputs: Tensors,
  inputs: Readonly<Record<Name, Tensor>>,
  options?: GradOptions,
): Record<Name, Tensor>;
export function grad<const Inputs extends Tensors>(
  outputs: Tensors,
  inputs: Inputs,
  options: GradOptions & AllowingUnused,
): GradientsOf<Inputs, Tensor | null>;
export function grad<const Inputs extends Tensors>(
  outputs: Tensors,
  inputs: Inputs,
  grad_outputs?: OutputGradients | GradOptions,
  retain_graph?: boolean | null | GradOptions,
  create_graph?: boolean | GradOptions,
): GradientsOf<Inputs>;
export function grad(outputs: Tensors, inputs: Tensors | ByName, ...args: unknown[]): unknown {
  if (isByName(inputs)) {
    const [names, tensors] = [Object.keys(inputs), Object.values(inputs)];
    const gradients = gradList(outputs, tensors, ...args);
    return Object.fromEntries(names.map((name, i) => [name, gradients[i]!]));
  }
  return Reflect.apply(gradList, undefined, arguments);
}

type ByName = Readonly<Record<string, Tensor>>;

/** A plain object in second place holds the other arguments by their names, or else the inputs by names of their own. */
function isByName(inputs: unknown): inputs is ByName {
  return isOptions(inputs) && !("inputs" in inputs) && Object.values(inputs).some((value) => isTensor(value));
}

function gradList(outputs: Tensors, inputs: Tensors, ...args: unknown[]): (Tensor | null)[] {
  const named = byName(
    gradList,
    "grad(outputs, inputs, grad_outputs, retain_graph, create_graph, only_inputs, allow_unused, is_grads_batched, materialize_grads)",
    arguments,
  );
  if (named !== null) return named.result;
  const names = [
    "grad_outputs",
    "retain_graph",
    "create_graph",
    "only_inputs",
    "allow_unused",
    "is_grads_batched",
    "materialize_grads",
  ] as const;
  const options = readArguments<GradOptions>("grad", names, args);
  if (!booleanArgument("grad", "only_inputs", options.only_inputs, true)) warnOnlyInputs();
  const isBatched = booleanArgument("grad", "is_grads_batched", options.is_grads_batched, false);
  return isBatched ? gradOfBatch(outputs, inputs, options) : gradOfOutputs(outputs, inputs, options);
}

/** One gradient of each input for each of the outputs' gradients, which stand one after the other. */
function gradOfBatch(outputs: Tensors, inputs: Tensors, options: GradOptions): (Tensor | null)[] {
  const given: readonly unknown[] = Array.isArray(options.grad_outputs) ? options.grad_outputs : [options.grad_outputs];
  const shapes = placeList("grad", "outputs", outputs).map((root) => gradientLike(root).shape);
  return batchedGradients(shapes, given, (gradients, isLast) =>
    gradOfOutputs(outputs, inputs, { ...options, grad_outputs: gradients, ...(isLast ? {} : { retain_graph: true }) }),
  );
}

function gradOfOutputs(outputs: Tensors, inputs: Tensors, options: GradOptions): (Tensor | null)[] {
  const materialize = booleanArgument("grad", "materialize_grads", options.materialize_grads, false);
  if (materialize && options.allow_unused === false) throw errors.materializeNeedsUnused();
  const allowUnused = booleanArgument("grad", "allow_unused", options.allow_unused, materialize);
  const roots = placeList("grad", "outputs", outputs);
  const wanted = placeList("grad", "inputs", inputs);
  if (wanted.length === 0) throw errors.noInputs("grad");
  const gradients = rootGradients("grad", roots, options.grad_outputs);
  const rootEdges = edgesOf(roots);
  const edges = wanted.map((input) => edgeOf(input) ?? refused(errors.notADifferentiableTensor(), input));
  const createGraph = booleanArgument("grad", "create_graph", options.create_graph, false);
  const retainGraph = booleanArgument("grad", "retain_graph", options.retain_graph, createGraph);
  const pass = { roots: rootEdges, gradients, wanted: edges, accumulate: false, retainGraph, createGraph };
  const results = observed(callOf("grad", roots, wanted, createGraph), () => {
    const found = runPass(pass);
    const unused = found.indexOf(null);
    if (unused >= 0 && !allowUnused) refused(errors.unusedInput(unused), wanted[unused]!);
    return found;
  });
  return results.map((result, i) => {
    if (result !== null || !materialize) return result;
    const like = gradientLike(wanted[i]!);
    return emptyLike(like, like.dtype).requires_grad_(createGraph);
  });
}

/** What `backward` and `Tensor.backward` have in common. */
export function runBackward(
  op: string,
  tensors: Tensors,
  given: OutputGradients | undefined,
  options: Partial<BackwardOptions>,
): void {
  if (transform !== null || batchLevel !== null) throw errors.backwardInTransform();
  const roots = placeList(op, "tensors", tensors);
  const inputs =
    options.inputs === undefined || options.inputs === null ? null : placeList(op, "inputs", options.inputs);
  if (inputs !== null && inputs.length === 0) throw errors.noInputs("backward");
  const createGraph = booleanArgument(op, "create_graph", options.create_graph, false);
  const retainGraph = booleanArgument(op, "retain_graph", options.retain_graph, createGraph);
  const gradients = rootGradients(op, roots, given);
  const wanted = inputs?.map(accumulatingEdge) ?? null;
  if (createGraph) warnBackwardCreateGraph();
  const pass = { roots: edgesOf(roots), gradients, wanted, accumulate: true, retainGraph, createGraph };
  observed(callOf("backward", roots, inputs, createGraph), () => runPass(pass));
}

/** The place of one of backward's `inputs`. A non-leaf among them keeps its gradient from then on, as in PyTorch. */
function accumulatingEdge(input: Place): Edge {
  if (!isTensor(input)) return edgeOf(input)!;
  if (!input.requires_grad) throw about(errors.cannotRetainGrad(), input);
  input.retain_grad();
  return gradientEdge(input)!;
}

function callOf(
  kind: BackwardCall["kind"],
  roots: readonly Place[],
  inputs: readonly Place[] | null,
  create_graph: boolean,
): BackwardCall {
  return { kind, roots: tensorsAt(roots), inputs: inputs === null ? null : tensorsAt(inputs), create_graph };
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
