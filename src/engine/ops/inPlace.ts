import { copySlices } from "../autograd/copySlices.js";
import { dualLevel, type DualLevel } from "../autograd/dualLevel.js";
import { isRecording } from "../autograd/gradMode.js";
import type { GradientNode } from "../autograd/node.js";
import { opNode, type OpNode } from "../autograd/opNode.js";
import { carries, carryTangents, refuseTangents, shareTangents, writeTangents } from "../autograd/tangents.js";
import { checkViewWrite } from "../autograd/viewState.js";
import type { DType, DTypeCategory } from "../dtype.js";
import * as errors from "../errors.js";
import { copyOfWhole, turnWhole, writeWhole, writtenOverBatch } from "../func/batchedOps.js";
import { batchLevel } from "../func/batchLevel.js";
import { transform, type Transform } from "../func/transform.js";
import { kernels } from "../kernels/kernels.js";
import { opObserver } from "../observer.js";
import { sameShape } from "../shape.js";
import { convertedAlike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { areMadeInInference, areOfInference, isTracked, refuseOutdated, report } from "./dispatch.js";
import { isFolded, isRepeated, writeChanges } from "./folded.js";
import type { Attributes, Op, Operand } from "./op.js";

/**
 * Runs an op and writes its result over its first operand. The result is computed aside first, so operands may overlap;
 * where PyTorch refuses that, this does too. Every in-place op is this function on the op it is named after.
 */
export function inPlace<A extends Attributes>(
  op: Op<A>,
  self: Tensor,
  others: readonly Operand[],
  attributes: A,
): Tensor {
  // Only floating-point numbers have gradients, whatever is written into others.
  const operands = [self, ...others];
  const tracked = isTracked(op, operands) && self.dtype.is_floating_point;
  refuseTangents(op, operands, "_");
  if (transform !== null) checkTransform(transform, op.name, self, others);
  if (!op.isUnseenInPlace && isRecording() && !areOfInference(op, operands)) checkHistories(self, others);
  if (tracked) refuseOutdated(others);
  const noted = { ...attributes, inplace: true };
  checkOverlaps(op, self, others);
  const batched = batchLevel === null ? null : writtenOverBatch(op, self, others, noted);
  const [result] = batched ?? op.forward(operands, noted);
  checkRoom(self, result!);
  // The rules may need what this tensor was before.
  const level = carries(dualLevel, op, operands) ? dualLevel : null;
  const keeps = level !== null || (tracked && op.saves([true, true, true]).includes("x"));
  const before = keeps ? copyWithHistory(self) : self;
  if (level !== null) shareTangents(level, self, before, true);
  const node = tracked ? opNode(op, [before, ...others], noted, [self]) : null;
  const seen = level === null ? [] : [before, ...others.map((other) => asItWas(level, self, other, before))];
  self.beginWrite();
  if (batched !== null) writeWhole(self, result!);
  // A copy writes every element, and the last one to a place stays; of other ops only changes are told.
  else if (isFolded(self) && op.name !== "copy") writeChanges(result!, self);
  else kernels.copy(result!, self);
  const placed = node === null ? null : place(self, node);
  if (level !== null) writeTangents(level, op, seen, noted, self);
  if (opObserver !== null) report(op.name, placed, operands.slice(0, op.keptFrom), noted, [self]);
  return self;
}

/** Refuses writes to what a transformed function did not make, or differentiates by. */
function checkTransform(current: Transform, name: string, self: Tensor, others: readonly Operand[]): void {
  if (current.isInput(self)) throw errors.leafWrittenInPlace();
  if (current.owns(self)) return;
  const overload = others.length === 0 || name === "copy" ? "" : name === "fill" ? ".Scalar" : ".Tensor";
  throw errors.capturedWritten(`aten::${name}_${overload}`);
}

/** What the rule of a tangent is to see of an operand that shows what is written over. It runs after the write, as PyTorch's. */
function asItWas(level: DualLevel, self: Tensor, other: Operand, before: Tensor): Operand {
  if (typeof other === "number" || other.storage !== self.storage) return other;
  const copy = other === self ? before.alias() : copyWithHistory(other);
  copy.setNode(other.grad_fn, other.outputNumber);
  shareTangents(level, other, copy);
  return copy;
}

/** Makes a tensor show its storage as a view of it would: what it holds stays, but how it lies, and its history, change. */
export function turnedInPlace<A extends Attributes>(op: Op<A>, self: Tensor, attributes: A): Tensor {
  const tracked = isTracked(op, [self]);
  if (tracked) checkHistory(self);
  const before = self.alias();
  before.setNode(self.grad_fn, self.outputNumber);
  const level = carries(dualLevel, op, [self]) ? dualLevel : null;
  shareTangents(level, self, before);
  if (batchLevel === null || !turnWhole(op, self, attributes)) {
    const [shown] = op.forward([before], attributes) as readonly [Tensor];
    self.beginWrite();
    self.offset = shown.offset;
    self.shape = shown.shape;
    self.strides = shown.strides;
  }
  const node = tracked ? opNode(op, [before], attributes, [self]) : null;
  if (node !== null) self.setNode(node, 0);
  // A view keeps the history that it got just now, rather than derive one from its base; without grad it got none.
  if (self.viewState !== null && node !== null) self.viewState.version = self.counter!.version;
  if (level !== null) carryTangents(level, op, [before], attributes, [self]);
  if (opObserver !== null) report(op.name, node, [before], attributes, [self]);
  return self;
}

/** What autograd refuses comes before all that an op says of its arguments, and is asked for first where those are looked at. */
export function checkWritable(self: Tensor, ...others: readonly Operand[]): void {
  if (isRecording() && !areMadeInInference([self, ...others])) checkHistories(self, others);
}

function checkHistories(self: Tensor, others: readonly Operand[]): void {
  if (self.requires_grad || others.some((operand) => typeof operand !== "number" && operand.requires_grad))
    checkHistory(self);
}

/** Refuses to record a write to what must not change its history. */
function checkHistory(self: Tensor): void {
  if (self.viewState !== null) checkViewWrite(self, self.viewState);
  else if (self.requires_grad && self.is_leaf) throw errors.leafWrittenInPlace();
}

/** Refuses to write to one place twice, or over what is read at the same time from other places. */
function checkOverlaps({ mayRepeat }: Op<never>, self: Tensor, others: readonly Operand[]): void {
  if (!mayRepeat && isRepeated(self)) throw errors.writeToExpanded();
  for (const other of others) {
    if (typeof other !== "number" && overlapsPartially(self, other)) throw errors.writeToOverlapping();
  }
}

type Room = Pick<Tensor, "shape" | "dtype">;

/** Refuses to write what has another shape or a dtype that cannot be cast. */
export function checkRoom(self: Room, result: Room): void {
  if (!sameShape(self.shape, result.shape)) throw errors.outputShapeMismatch(self.shape, result.shape);
  if (!canHold(self.dtype, result.dtype)) throw errors.resultCannotBeCast(result.dtype.label, self.dtype.label);
}

/** Refuses to write to what is read at the same time from other places. */
export function checkApart(self: Tensor, ...others: readonly Tensor[]): void {
  if (others.some((other) => other === self || overlap(self, other))) throw errors.writeToOverlapping();
}

const categories: { readonly [Category in DTypeCategory]: number } = { bool: 0, integer: 1, floating: 2 };

function canHold(target: DType, source: DType): boolean {
  return categories[source.category] <= categories[target.category];
}

/** Whether two tensors without gaps show some of the same elements, but not all of them in the same order. */
function overlapsPartially(a: Tensor, b: Tensor): boolean {
  if (!overlap(a, b)) return false;
  return a.offset !== b.offset || lastIndex(a) !== lastIndex(b) || !sameShape(a.strides, b.strides);
}

/** Whether two tensors without gaps show some of the same elements. */
function overlap(a: Tensor, b: Tensor): boolean {
  if (a.storage !== b.storage || a.numel() === 0 || b.numel() === 0) return false;
  const [lastA, lastB] = [lastIndex(a), lastIndex(b)];
  if (lastA - a.offset + 1 !== a.numel() || lastB - b.offset + 1 !== b.numel()) return false;
  return lastA >= b.offset && lastB >= a.offset;
}

function lastIndex({ offset, shape, strides }: Tensor): number {
  return shape.reduce((index, size, dim) => index + (size - 1) * strides[dim]!, offset);
}

function copyWithHistory(self: Tensor): Tensor {
  const ofWhole = batchLevel === null ? null : copyOfWhole(self);
  const copy = ofWhole ?? convertedAlike(self, self.dtype);
  if (self.grad_fn !== null) copy.setNode(self.grad_fn, self.outputNumber);
  return copy;
}

/** Makes the node the history of what was written, and of the tensor it is a view of. */
function place(self: Tensor, node: OpNode): GradientNode {
  // Asking for the grad_fn of a view would derive it from its base, which has not got its new history yet.
  const previous = self.ownNode;
  const retained = previous?.retainedBy(self.outputNumber) ?? null;
  if (retained !== null) previous!.retain(self.outputNumber, null);
  const placed = self.viewState === null ? direct(self, node) : copySlices(self, self.viewState.base, node);
  if (self.viewState !== null) node.saveOutputs([self]);
  if (retained !== null) self.grad_fn!.retain(self.outputNumber, retained);
  return placed;
}

function direct(self: Tensor, node: OpNode): GradientNode {
  node.saveOutputs([self]);
  self.setNode(node, 0);
  return node;
}
