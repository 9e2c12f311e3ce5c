import { dualLevel } from "../autograd/dualLevel.js";
import { isRecording } from "../autograd/gradMode.js";
import { opNode } from "../autograd/opNode.js";
import { carryTangents, refuseTangents } from "../autograd/tangents.js";
import { noteTensors } from "../failedCall.js";
import { overBatch } from "../func/batchedOps.js";
import { batchLevel } from "../func/batchLevel.js";
import { opObserver } from "../observer.js";
import type { GradientNode } from "../autograd/node.js";
import type { Tensor } from "../tensor.js";
import { noAttributes, type Attributes, type Op, type Operand } from "./op.js";

/** Runs an op with one result: computes it, records it for backward where that is wanted, and tells the observer. */
export function call<A extends Attributes>(op: Op<A>, operands: readonly Operand[], attributes: A): Tensor {
  return callMany(op, operands, attributes)[0]!;
}

/** Runs an op that has no attributes. */
export function apply(op: Op, ...operands: Operand[]): Tensor {
  return callMany(op, operands, noAttributes)[0]!;
}

/** Runs an op with any number of results. */
export function callMany<A extends Attributes>(
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
): readonly Tensor[] {
  if (dualLevel !== null) refuseTangents(op, operands);
  const outputs =
    (batchLevel !== null ? overBatch(op, operands, attributes) : null) ?? forward(op, operands, attributes);
  const tracked = isTracked(op, operands) && outputs.some(takesNode);
  const node = tracked ? opNode(op, operands, attributes, outputs) : null;
  if (node !== null) {
    node.saveOutputs(outputs);
    for (let i = 0; i < outputs.length; i++) if (outputs[i]!.dtype.is_floating_point) outputs[i]!.setNode(node, i);
  }
  if (opObserver !== null) report(op.name, node, operands.slice(0, op.keptFrom), attributes, outputs);
  if (dualLevel !== null) carryTangents(dualLevel, op, operands, attributes, outputs);
  return outputs;
}

/** A view of a tensor of inference mode is one of inference mode itself, and never recorded. */
function takesNode({ dtype, inference }: Tensor): boolean {
  return dtype.is_floating_point && !inference;
}

function forward<A extends Attributes>(op: Op<A>, operands: readonly Operand[], attributes: A): readonly Tensor[] {
  try {
    return op.forward(operands, attributes);
  } catch (error) {
    if (op.differentiable) refuseOutdated(operands);
    noteTensors(error, operands);
    throw error;
  }
}

/** PyTorch asks where gradients go before it looks at the operands: views that do not know that any more throw. */
export function refuseOutdated(operands: readonly Operand[]): void {
  if (!isRecording() || !operands.some((operand) => typeof operand !== "number" && operand.requires_grad)) return;
  if (areMadeInInference(operands)) return;
  for (const operand of operands) if (typeof operand !== "number") void operand.grad_fn;
}

/** Whether the result of a call is to have a grad_fn. */
export function isTracked(op: Op<never>, operands: readonly Operand[]): boolean {
  if (!op.differentiable || !isRecording()) return false;
  for (let i = 0; i < operands.length && i < op.arity; i++) {
    const operand = operands[i]!;
    if (typeof operand !== "number" && operand.requires_grad)
      return !operand.inference || !areOfInference(op, operands);
  }
  return false;
}

/**
 * Of what inference mode made alone PyTorch's autograd is not asked, though it may require grad. A number that stands where a
 * tensor can stand is a tensor of its own; what was made of operands that are only kept is none.
 */
export function areOfInference({ arity, keptFrom, kind }: Op<never>, operands: readonly Operand[]): boolean {
  return operands.every((operand, i) =>
    typeof operand === "number" ? kind !== "elementwise" || i >= arity : operand.inference || i + 1 === keptFrom,
  );
}

/** Whether all that are tensors are inference mode's, whatever an op makes of the numbers beside them. */
export function areMadeInInference(operands: readonly Operand[]): boolean {
  return operands.every((operand) => typeof operand === "number" || operand.inference);
}

/** Tells the observer of a call and hangs its record on the node. */
export function report(
  name: string,
  node: GradientNode | null,
  operands: readonly Operand[],
  attributes: Attributes,
  outputs: readonly Tensor[],
): void {
  if (opObserver === null) return;
  const record = {
    op: name,
    node,
    attributes,
    scalars: operands.filter((operand) => typeof operand === "number"),
    inputs: operands.filter((operand) => typeof operand !== "number"),
    outputs,
    trace: null,
  };
  if (node === null) {
    opObserver.opUntracked(record);
  } else {
    node.call = record;
    opObserver.opMade(record);
  }
}

/** Tells the observer of something that leaves the graph: `detach`, `data`, `item`. */
export function reportUntracked(name: string, inputs: readonly Tensor[], outputs: readonly Tensor[]): void {
  const call = { op: name, node: null, attributes: noAttributes, scalars: [], inputs, outputs, trace: null };
  opObserver?.opUntracked(call);
}
