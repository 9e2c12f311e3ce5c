import type { Module } from "./nn/module.js";
import { isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

/**
 * What is known of the call that an error came from, for whoever reports it; the script sees nothing of it. A call runs
 * others, and all of them tell: the tensors of the outermost count, which is the call that stands in the script, unless
 * one knows the culprits. What the engine calls of the script is a call of its own.
 */
export interface FailedCall {
  readonly tensors: readonly Tensor[];
  /** The innermost module whose forward failed. */
  readonly module: Module | null;
}

interface Note {
  tensors: readonly Tensor[];
  module: Module | null;
  isFinal: boolean;
}

const notes = new WeakMap<object, Note>();
const mostTensors = 8;

export function failedCall(error: unknown): FailedCall | null {
  return (isObject(error) && notes.get(error)) || null;
}

/** The call failed that these are the operands or arguments of. */
export function noteTensors(error: unknown, values: readonly unknown[]): void {
  const note = noteOf(error);
  if (note !== null && !note.isFinal) note.tensors = tensorsAmong(values);
}

/** Runs a call that has these arguments, where the two objects that this costs do not matter. */
export function calledWith<Result>(values: readonly unknown[], body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    noteTensors(error, values);
    throw error;
  }
}

/** The error with the tensors that it is about, whatever it was called with. */
export function about(error: Error, ...tensors: readonly Tensor[]): Error {
  noteTensors(error, tensors);
  noteEnd(error);
  return error;
}

/** The error leaves a function of the script: what called that is another call. */
export function noteEnd(error: unknown): void {
  const note = noteOf(error);
  if (note !== null) note.isFinal = true;
}

export function noteModule(error: unknown, module: Module): void {
  const note = noteOf(error);
  if (note !== null) note.module ??= module;
}

function noteOf(error: unknown): Note | null {
  if (!isObject(error)) return null;
  const note = notes.get(error) ?? { tensors: [], module: null, isFinal: false };
  notes.set(error, note);
  return note;
}

/** Arguments can be lists of tensors. */
function tensorsAmong(values: readonly unknown[]): readonly Tensor[] {
  const found = values.flat().filter(isTensor);
  return [...new Set(found)].slice(0, mostTensors);
}

/** Anything can be thrown. */
function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
