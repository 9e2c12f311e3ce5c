import { atLevel, dualLevel, type DualLevel } from "../autograd/dualLevel.js";
import { AccumulateGrad } from "../autograd/accumulateGrad.js";
import { grad } from "../autograd/functions.js";
import { isRecording } from "../autograd/gradMode.js";
import type { GradientNode } from "../autograd/node.js";
import { shareTangents, tangentAt } from "../autograd/tangents.js";
import * as errors from "../errors.js";
import { primalOf } from "../ops/primal.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { atBatchLevel, batchLevel, innermostOf, sliceOf, wholeAt, type BatchLevel } from "./batchLevel.js";
import { isSpent, type Transform } from "./transform.js";

/**
 * All levels of `torch.func` share one graph. An input is differentiated by a place of its own in it: a leaf, or where the
 * script's own graph or an outer level goes on, a node behind which that begins. So derivatives by an inner input never
 * mix with those by an outer one, and results lead on to the outer inputs by themselves.
 */
export function differentiated(transform: Transform, value: unknown): Tensor {
  if (!isTensor(value)) throw errors.transformOfNoTensor(value);
  if (!value.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("method");
  const input = value.requires_grad ? primalOf(value) : leafLike(value);
  transform.differentiate(input);
  return input;
}

function leafLike(value: Tensor): Tensor {
  const leaf = withoutGraph(value);
  leaf.wantsGradient = true;
  return leaf;
}

/** Gradients with zeros for inputs that the outputs do not depend on. */
export function gradientsOrZeros(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  cotangents: readonly Tensor[] | null,
  options: { readonly create_graph: boolean; readonly retain_graph?: boolean },
): readonly Tensor[] {
  const places = outputs.flatMap((output, i) => (output.requires_grad ? [i] : []));
  if (places.length === 0) return inputs.map(contiguousZeros);
  const roots = places.map((i) => outputs[i]!);
  const grad_outputs = cotangents === null ? null : places.map((i) => cotangents[i]!);
  const gradients = grad(roots, inputs, { ...options, grad_outputs, allow_unused: true });
  return (gradients as readonly (Tensor | null)[]).map((gradient, i) => gradient ?? contiguousZeros(inputs[i]!));
}

/** A result as it is outside: with its graph only as far as that leads beyond the inputs of the call. */
export function result(value: Tensor, inputs: readonly Tensor[]): Tensor {
  const level = batchLevel === null ? null : innermostOf([value]);
  const whole = level === null ? value : ofWhole(level, value, inputs);
  return ofTangents(dualLevel, keepsGraph(whole, inputs) ? whole : withoutGraph(whole), inputs);
}

/** Inputs that are not mapped over are in the graph of the whole too. */
function ofWhole(level: BatchLevel, value: Tensor, inputs: readonly Tensor[]): Tensor {
  const whole = wholeAt(level, value)!;
  const outside = atBatchLevel(level.outer, () => result(whole, inputs));
  return outside === whole ? value : inPlaceOf(value, sliceOf(level, outside));
}

/** Tangents are computed from the inputs as well. */
function ofTangents(level: DualLevel | null, value: Tensor, inputs: readonly Tensor[]): Tensor {
  if (level === null) return value;
  const outer = ofTangents(level.outer, value, inputs);
  const tangent = tangentAt(level, value);
  const outside = tangent === null ? null : atLevel(level.outer, () => result(tangent, inputs));
  if (outside === tangent) return outer;
  const copy = outer === value ? inPlaceOf(value, value.alias()) : outer;
  level.set(copy, outside);
  return copy;
}

/** A tensor of the same numbers with the place in the graph and the tangents of another one. */
function inPlaceOf(value: Tensor, copy: Tensor): Tensor {
  if (value.grad_fn !== null) copy.setNode(value.grad_fn, value.outputNumber);
  shareTangents(dualLevel, value, copy);
  return copy;
}

function keepsGraph(value: Tensor, inputs: readonly Tensor[]): boolean {
  return !value.requires_grad || (isRecording() && leadsBeyond(value, inputs));
}

function leadsBeyond(value: Tensor, inputs: readonly Tensor[]): boolean {
  const seen = new Set<GradientNode>(inputs.map(({ accumulator }) => accumulator).filter((node) => node !== null));
  if (value.grad_fn === null) return !inputs.includes(value) && !isSpent(value);
  const stack: GradientNode[] = [value.grad_fn];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node instanceof AccumulateGrad && !isSpent(node.variable)) return true;
    for (const edge of node.edges) if (edge !== null) stack.push(edge.node);
  }
  return false;
}

/** The same numbers and tangents, as a tensor of its own. */
function withoutGraph(value: Tensor): Tensor {
  const copy = value.alias();
  shareTangents(dualLevel, value, copy);
  return copy;
}
