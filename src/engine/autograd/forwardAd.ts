import { integerArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { about } from "../failedCall.js";
import { tensorArgument } from "../ops/operands.js";
import { dualViewOf, primalOf } from "../ops/primal.js";
import { printingAs } from "../printingAs.js";
import { sameShape } from "../shape.js";

import type { Tensor } from "../tensor.js";
import { atLevel, enteredLevel, enterLevel, exitLevel, setLevel, type DualLevel } from "./dualLevel.js";
import { scope, type Scope } from "./scope.js";
import { laidAs, tangentAt } from "./tangents.js";

interface LevelOptions {
  /** The level that is meant; the one that is entered by default. There is one, 0. */
  readonly level?: number | null;
}

/** What `unpack_dual` gives: an array of two that has them also by name. */
export type UnpackedDualTensor = readonly [primal: Tensor, tangent: Tensor | null] & {
  /** The numbers, without the tangent. */
  readonly primal: Tensor;
  /** The tangent; null for a tensor that has none. */
  readonly tangent: Tensor | null;
};

/**
 * Enters forward mode and gives the number of its level, 0. Throws where it is entered already.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.enter_dual_level.html
 */
export function enter_dual_level(): number {
  if (enteredLevel !== null) throw errors.nestedDualLevel();
  enterLevel();
  return 0;
}

/**
 * Leaves forward mode: all tangents are gone. Throws where it is not entered.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.exit_dual_level.html
 */
export function exit_dual_level(options?: LevelOptions): void;
export function exit_dual_level(...args: unknown[]): void {
  const current = enteredLevel === null ? -1 : 0;
  const level = levelOf("exit_dual_level", args) ?? current;
  if (level !== current) throw errors.notTheLastLevel();
  if (enteredLevel === null) throw errors.noLevelToExit();
  exitLevel();
}

/**
 * Forward mode inside: around a callback, with `using`, or on a function. Throws where it is entered already.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.dual_level.html
 */
export const dual_level: Scope<[]> = scope("dual_level()", () => {
  enter_dual_level();
  return exitLevel;
});

/**
 * A view of a tensor that carries a tangent of its shape through the ops that follow, as long as the level lasts. The
 * tangent is kept as it is if it lies in storage as the tensor does, else copied. Throws outside of a level, for integers,
 * for another shape, and where either has a tangent already.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.make_dual.html
 */
export function make_dual(tensor: Tensor, tangent: Tensor, options?: LevelOptions): Tensor;
export function make_dual(tensor: Tensor, tangent: Tensor, ...args: unknown[]): Tensor {
  const named = byName(make_dual, "make_dual(tensor, tangent, *, level)", arguments);
  if (named !== null) return named.result;
  const number = levelOf("make_dual", args);
  if (enteredLevel === null || (number ?? 0) < 0) throw errors.noDualLevel();
  const primal = floating("primal", tensorArgument("make_dual", "tensor", tensor));
  floating("tangent", tensorArgument("make_dual", "tangent", tangent));
  if ((number ?? 0) > 0) throw errors.invalidLevel("_make_dual");
  return dualOf(enteredLevel, primal, tangent);
}

/** A view of a tensor that has a tangent at a level. */
export function dualOf(level: DualLevel, primal: Tensor, tangent: Tensor): Tensor {
  if (tangentAt(level, primal) !== null) throw about(errors.dualOfDual(0), primal);
  if (tangentAt(level, tangent) !== null) throw about(errors.tangentIsDual(0), tangent);
  if (!sameShape(primal.shape, tangent.shape))
    throw about(errors.tangentOfWrongSize(primal.shape, tangent.shape), primal, tangent);
  const dual = atLevel(level.outer, () => dualViewOf(primal));
  level.set(dual, laidAs(level, dual, tangent));
  return dual;
}

/**
 * The numbers of a tensor, as a view without tangent, and its tangent, or null: `const [y, t] = unpack_dual(z)`.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.unpack_dual.html
 */
export function unpack_dual(tensor: Tensor, options?: LevelOptions): UnpackedDualTensor;
export function unpack_dual(tensor: Tensor, ...args: unknown[]): UnpackedDualTensor {
  const named = byName(unpack_dual, "unpack_dual(tensor, *, level)", arguments);
  if (named !== null) return named.result;
  const number = levelOf("unpack_dual", args);
  if (enteredLevel === null || (number ?? 0) < 0) return unpacked(tensor, null);
  if ((number ?? 0) > 0) throw errors.invalidLevel("_unpack_dual");
  const dual = tensorArgument("unpack_dual", "tensor", tensor);
  return unpacked(primalAt(enteredLevel, dual), tangentAt(enteredLevel, dual));
}

/** A view of a tensor that has no tangent at a level. */
export function primalAt(level: DualLevel, tensor: Tensor): Tensor {
  const primal = atLevel(level.outer, () => primalOf(tensor));
  level.set(primal, null);
  return primal;
}

/**
 * Whether ops inside carry tangents, as they do in a level unless told otherwise.
 * https://docs.pytorch.org/docs/stable/autograd.html#forward-mode-automatic-differentiation
 */
export const _set_fwd_grad_enabled: Scope<[mode: boolean]> = scope("_set_fwd_grad_enabled(mode)", (mode: boolean) => {
  if (typeof mode !== "boolean") throw errors.wrongArgument("_set_fwd_grad_enabled", "mode", "bool", mode);
  return setLevel(mode ? enteredLevel : null);
});

function unpacked(primal: Tensor, tangent: Tensor | null): UnpackedDualTensor {
  const pair = Object.assign([primal, tangent] as const, { primal, tangent });
  return printingAs(pair, () => `UnpackedDualTensor(primal=${String(primal)}, tangent=${printed(tangent)})`);
}

function printed(tangent: Tensor | null): string {
  return tangent === null ? "None" : String(tangent);
}

function floating(part: "primal" | "tangent", tensor: Tensor): Tensor {
  if (!tensor.dtype.is_floating_point) throw about(errors.dualOfWrongDtype(part, String(tensor.dtype)), tensor);
  return tensor;
}

function levelOf(op: string, args: readonly unknown[]): number | null {
  const { level } = readArguments<LevelOptions>(op, ["level"], args);
  return level === undefined || level === null ? null : integerArgument(op, "level", level);
}
