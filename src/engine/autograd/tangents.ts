import { forwardModeUnsupported } from "../errors.js";
import { isMapped } from "../func/batchLevel.js";
import { withOpReports } from "../observer.js";
import type { Attributes, CallInfo, Op, Operand, Saved } from "../ops/op.js";
import { primalOf } from "../ops/primal.js";
import { asStrided } from "../ops/strided.js";
import { sameShape } from "../shape.js";
import { allocate } from "../storage.js";
import { contiguousZeros, isTensor, newTensor } from "../tensorFactory.js";
import { zeroTensorLike } from "../zeroTensors.js";
import { zerosForSlices } from "../random/slices.js";
import type { Tensor } from "../tensor.js";
import { atLevel, dualLevel, enteredLevel, type DualLevel } from "./dualLevel.js";
import { isRecording, is_inference_mode_enabled } from "./gradMode.js";
import type { Gradients } from "./node.js";

/**
 * Forward mode carries tangents by the ops' jvp rules as the ops run. The tangent of a view is a view of the tangent of
 * what it shows, and an in-place write writes the tangent in place too: so views and their base never differ.
 */
export function carryTangents<A extends Attributes>(
  level: DualLevel,
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
  outputs: readonly Tensor[],
): void {
  if (!op.differentiable || is_inference_mode_enabled()) return;
  // The rule of an inner level is itself carried through the outer ones, for which the results must be complete.
  if (level.outer !== null) carryTangents(level.outer, op, operands, attributes, outputs);
  const tangents = tangentsOf(level, op, operands);
  if (tangents === null) return;
  const results = ruled(level, op, operands, attributes, outputs, tangents);
  outputs.forEach((output, i) => {
    if (!output.dtype.is_floating_point) return;
    const tangent = results[i] ?? contiguousZeros(output);
    // What a rule made on the way, and nobody else sees, is no base of it.
    if (output.viewState === null && !tangents.some((one) => one?.storage === tangent.storage))
      tangent.viewState = null;
    // As one of several views it must not be written either.
    if (output.viewState?.madeBy === "op with several views" && tangent.viewState !== null) {
      tangent.viewState.madeBy = output.viewState.madeBy;
    }
    level.set(output, overlapsItself(output) ? tangent : laidAs(level, output, tangent));
  });
}

/**
 * Gives a tensor that has been written in place the tangent that the op's rule makes of the operands as they were. It is
 * written into the tangent that is there; where there is none, and nothing has to be laid out, it keeps the rule's dtype.
 */
export function writeTangents<A extends Attributes>(
  level: DualLevel,
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
  self: Tensor,
): void {
  if (!self.dtype.is_floating_point) return;
  if (level.outer !== null) writeTangents(level.outer, op, operands, attributes, self);
  const tangents = tangentsOf(level, op, operands);
  if (tangents === null) return;
  const [result] = ruled(level, op, operands, attributes, [self], tangents);
  const tangent = result ?? contiguousZeros(self);
  const existing = tangentAt(level, self) ?? roomInBase(level, self, tangent);
  if (existing !== null) quietly(level, [existing, tangent], () => existing.copy_(tangent));
  else {
    tangent.viewState = null;
    level.set(self, laidAs(level, self, tangent));
  }
}

/** The tangents of the results by the op's rule, which sees the tensors through views without tangent, as PyTorch's. */
function ruled<A extends Attributes>(
  level: DualLevel,
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
  outputs: readonly Tensor[],
  tangents: Gradients,
): Gradients {
  return quietly(level, [...operands, ...tangents], () => {
    const seen = (operand: Operand | undefined): Operand | undefined =>
      isRecording() && isTensor(operand) && operand.requires_grad ? primalOf(operand) : operand;
    const [x, y, z, w, v] = operands.map(seen);
    const [out, second, third] = outputs.map(seen);
    const tensorAt = (operand: number): Tensor => operands[operand] as Tensor;
    const info: CallInfo<A> = {
      attributes,
      shapeOf: (operand) => tensorAt(operand).shape,
      stridesOf: (operand) => tensorAt(operand).strides,
    };
    return op.jvp(tangents, { x, y, z, w, v, out, second, third } as Saved, info, outputs);
  });
}

/** Whether an operand through which derivatives flow has a tangent at the level or around it. */
export function carries(level: DualLevel | null, op: Op<never>, operands: readonly Operand[]): boolean {
  if (level === null || !op.differentiable || is_inference_mode_enabled()) return false;
  return tangentsOf(level, op, operands) !== null || carries(level.outer, op, operands);
}

/** Refuses an op of which PyTorch's autograd knows nothing, if there is an operand that has a tangent. */
export function refuseTangents({ unknownAs }: Op<never>, operands: readonly Operand[], form: "" | "_" = ""): void {
  if (dualLevel === null || unknownAs === undefined || is_inference_mode_enabled()) return;
  if (operands.some((operand) => typeof operand !== "number" && hasTangent(dualLevel, operand)))
    throw forwardModeUnsupported(`aten::${unknownAs}${form}`);
}

function hasTangent(level: DualLevel | null, tensor: Tensor): boolean {
  return level !== null && (tangentAt(level, tensor) !== null || hasTangent(level.outer, tensor));
}

/** The tangents of the operands that have edges, zeros for those without beside those with; null if there are none. */
function tangentsOf(level: DualLevel, op: Op<never>, operands: readonly Operand[]): Gradients | null {
  let found = false;
  const tangents: (Tensor | null)[] = [];
  const arity = op.carriesFirstOnly ? 1 : op.arity;
  for (let i = 0; i < operands.length && i < arity; i++) {
    const operand = operands[i]!;
    const tangent = typeof operand === "number" ? null : tangentAt(level, operand);
    if (tangent !== null) found = true;
    tangents.push(tangent);
  }
  if (!found) return null;
  return tangents.map((tangent, i) => tangent ?? zerosFor(operands[i]!));
}

/** PyTorch's forward mode multiplies by the tangent of what has none. */
function zerosFor(operand: Operand): Tensor | null {
  return isTensor(operand) ? zeroTensorLike(operand) : null;
}

/** A tensor's tangent at a level. A view whose base has got one since shows a part of that. */
export function tangentAt(level: DualLevel, tensor: Tensor): Tensor | null {
  const own = level.own(tensor);
  if (own !== undefined) return own;
  const base = tensor.viewState?.base;
  const ofBase = (base && level.own(base)) ?? null;
  if (ofBase === null) return null;
  const tangent = partOf(level, ofBase, base!, tensor);
  level.set(tensor, tangent);
  return tangent;
}

/**
 * The part of its base's tangent that a view is to share, and that is to be written: of zeros, since there was none until now.
 * What lies as both do is the tangent of both; null then, and for what is no view.
 */
function roomInBase(level: DualLevel, self: Tensor, tangent: Tensor): Tensor | null {
  const base = self.viewState?.base;
  if (base === undefined || level.own(self) === null) return null;
  if (isMapped(tangent)) level.set(base, zerosForSlices(tangent, base.shape));
  else if (sameShape(self.shape, base.shape) && liesAs(self, tangent) && liesAs(base, tangent)) {
    level.set(base, tangent);
    return null;
  } else level.set(base, roomLike(base));
  return tangentAt(level, self);
}

/** Gives a tensor the tangents of another one that holds the same numbers: copies of them, if that one is to be written. */
export function shareTangents(level: DualLevel | null, from: Tensor, to: Tensor, copies = false): void {
  if (level === null) return;
  shareTangents(level.outer, from, to, copies);
  const tangent = tangentAt(level, from);
  if (tangent !== null) level.set(to, copies ? quietly(level, [tangent], () => tangent.clone()) : tangent);
}

/** Cuts a tensor off the tangents it has at the levels that are entered. */
export function forgetTangents(tensor: Tensor): void {
  for (let level = enteredLevel; level !== null; level = level.outer) level.set(tensor, null);
}

/** A tangent that lies in storage as its tensor does, so that views of the two show the same elements. */
export function laidAs(level: DualLevel, tensor: Tensor, tangent: Tensor): Tensor {
  // What is mapped over lies as its whole does, which nobody sees.
  if (isMapped(tensor) || isMapped(tangent) || liesAs(tensor, tangent)) return tangent;
  return quietly(level, [tangent], () => roomLike(tensor).copy_(tangent));
}

/** Whether two tensors of one shape lie at the same places of storages of one size. */
function liesAs(tensor: Tensor, { offset, strides, storage }: Tensor): boolean {
  if (tensor.offset !== offset || tensor.storage.length !== storage.length) return false;
  return tensor.shape.every((size, dim) => size < 2 || tensor.strides[dim] === strides[dim]);
}

/** Zeros that lie as a tensor does. */
function roomLike({ offset, shape, strides, storage, dtype }: Tensor): Tensor {
  return newTensor(allocate(dtype, storage.length), { offset, shape, strides }, dtype);
}

function partOf(level: DualLevel, ofBase: Tensor, base: Tensor, { offset, shape, strides }: Tensor): Tensor {
  const geometry = { offset: ofBase.offset + offset - base.offset, shape, strides };
  return quietly(level, [ofBase], () => asStrided(ofBase, geometry));
}

function overlapsItself({ shape, strides }: Tensor): boolean {
  return shape.some((size, dim) => size > 1 && strides[dim] === 0);
}

/**
 * The arithmetic of tangents: carried on through the outer levels, and told to the observer only where it can be gone
 * back through.
 */
function quietly<Result>(level: DualLevel, operands: readonly (Operand | null)[], body: () => Result): Result {
  const recorded = isRecording() && operands.some((operand) => typeof operand === "object" && operand?.requires_grad);
  return recorded ? atLevel(level.outer, body) : withOpReports(false, () => atLevel(level.outer, body));
}
