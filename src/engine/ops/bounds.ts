import { readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { bool } from "../dtype.js";
import { clampWithoutBounds, invalidCombination, notImplementedFor } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { isTensor } from "../tensorFactory.js";
import { clamped } from "./boundOps.js";
import { inPlace } from "./inPlace.js";
import type { Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";
import { aside, checkRun, type Run } from "./writing.js";

/** Bounds of `clamp`: numbers or, broadcast, tensors; null is no bound. */
export interface ClampOptions {
  /** No element becomes less; no bound unless given. */
  readonly min?: Operand | null;
  /** No element becomes more; no bound unless given. */
  readonly max?: Operand | null;
}

type Bound = Operand | null | ClampOptions;

/**
 * Each element, but at least min and at most max: `clamp(x, 0, 1)`, `clamp(x, { min: 0 })`. Throws without any bound.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp(input: Tensor, min?: Bound, max?: Bound): Tensor {
  const named = byName(clamp, "clamp(input, min, max)", arguments);
  if (named !== null) return named.result;
  return clampedBy(aside, "clamp", input, [min, max]);
}

/** Another name of `clamp`. https://docs.pytorch.org/docs/stable/generated/torch.clip.html */
export function clip(input: Tensor, min?: Bound, max?: Bound): Tensor {
  const named = byName(clip, "clip(input, min, max)", arguments);
  if (named !== null) return named.result;
  return clampedBy(aside, "clip", input, [min, max]);
}

/**
 * Each element, but at least min.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp_min(input: Tensor, min: Operand): Tensor {
  const named = byName(clamp_min, "clamp_min(input, min)", arguments);
  if (named !== null) return named.result;
  return raised(aside, "clamp_min", input, min);
}

/**
 * Each element, but at most max.
 * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
 */
export function clamp_max(input: Tensor, max: Operand): Tensor {
  const named = byName(clamp_max, "clamp_max(input, max)", arguments);
  if (named !== null) return named.result;
  return lowered(aside, "clamp_max", input, max);
}

/** Tensor methods of this family. */
export default class BoundMethods {
  /**
   * Each element, but at least min and at most max: `x.clamp(0, 1)`, `x.clamp({ min: 0 })`. Throws without any bound.
   * https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
   */
  clamp(this: Tensor, min?: Bound, max?: Bound): Tensor {
    const named = methodByName(this, "clamp(min, max)", arguments);
    if (named !== null) return named.result;
    return clampedBy(aside, "clamp", this, [min, max]);
  }

  /** Another name of `clamp`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clip.html */
  clip(this: Tensor, min?: Bound, max?: Bound): Tensor {
    const named = methodByName(this, "clip(min, max)", arguments);
    if (named !== null) return named.result;
    return clampedBy(aside, "clip", this, [min, max]);
  }

  /** Each element, but at least min. https://docs.pytorch.org/docs/stable/generated/torch.clamp.html */
  clamp_min(this: Tensor, min: Operand): Tensor {
    const named = methodByName(this, "clamp_min(min)", arguments);
    if (named !== null) return named.result;
    return raised(aside, "clamp_min", this, min);
  }

  /** Each element, but at most max. https://docs.pytorch.org/docs/stable/generated/torch.clamp.html */
  clamp_max(this: Tensor, max: Operand): Tensor {
    const named = methodByName(this, "clamp_max(max)", arguments);
    if (named !== null) return named.result;
    return lowered(aside, "clamp_max", this, max);
  }

  /** `clamp` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_.html */
  clamp_(this: Tensor, min?: Bound, max?: Bound): Tensor {
    const named = methodByName(this, "clamp_(min, max)", arguments);
    if (named !== null) return named.result;
    return clampedBy(inPlace, "clamp_", this, [min, max]);
  }

  /** `clip` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clip_.html */
  clip_(this: Tensor, min?: Bound, max?: Bound): Tensor {
    const named = methodByName(this, "clip_(min, max)", arguments);
    if (named !== null) return named.result;
    return clampedBy(inPlace, "clip_", this, [min, max]);
  }

  /** `clamp_min` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_.html */
  clamp_min_(this: Tensor, min: Operand): Tensor {
    const named = methodByName(this, "clamp_min_(min)", arguments);
    if (named !== null) return named.result;
    return raised(inPlace, "clamp_min_", this, min);
  }

  /** `clamp_max` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_.html */
  clamp_max_(this: Tensor, max: Operand): Tensor {
    const named = methodByName(this, "clamp_max_(max)", arguments);
    if (named !== null) return named.result;
    return lowered(inPlace, "clamp_max_", this, max);
  }
}

function clampedBy(run: Run, name: string, input: unknown, args: readonly unknown[]): Tensor {
  const x = tensorArgument(name, "input", input);
  const given = readArguments<{ min: unknown; max: unknown }>(name, ["min", "max"], args);
  const [low, high] = [boundOf(name, "min", given.min), boundOf(name, "max", given.max)];
  if (isTrueTensor(low) !== isTrueTensor(high) && (typeof low === "number" || typeof high === "number"))
    throw invalidCombination(name, Object.entries(given));
  checkRun(run, x, low ?? 0, high ?? 0);
  if (low === null && high === null) throw clampWithoutBounds();
  refuseBooleans(x, given.min ?? null, given.max ?? null);
  return clamped(run, x, "clamp", low, high);
}

/** Whether a bound is no number to PyTorch, which takes two of those or two tensors. */
function isTrueTensor(bound: Operand | null): boolean {
  return isTensor(bound) && (bound.ndim > 0 || bound.requires_grad);
}

function raised(run: Run, name: string, input: unknown, bound: unknown): Tensor {
  const x = tensorArgument(name, "input", input);
  const { min } = readArguments<{ min: unknown }>(name, ["min"], [bound]);
  refuseBooleans(x, min, null);
  return clamped(run, x, "clamp_min", operandArgument(name, "min", min), null);
}

function lowered(run: Run, name: string, input: unknown, bound: unknown): Tensor {
  const x = tensorArgument(name, "input", input);
  const { max } = readArguments<{ max: unknown }>(name, ["max"], [bound]);
  refuseBooleans(x, null, max);
  return clamped(run, x, "clamp_max", null, operandArgument(name, "max", max));
}

/** Bools have bounds that are tensors or numbers. */
function refuseBooleans(x: Tensor, min: unknown, max: unknown): void {
  const bounds = [min, max].filter((value) => value !== null);
  if (x.dtype !== bool || bounds.some((value) => typeof value !== "boolean")) return;
  const which = min === null ? "max_" : max === null ? "min_" : "";
  throw notImplementedFor(`clamp_${which}scalar_cpu`, bool.label);
}

function boundOf(name: string, argument: string, value: unknown): Operand | null {
  return value === undefined || value === null ? null : operandArgument(name, argument, value);
}
