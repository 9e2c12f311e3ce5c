import { currentPass } from "../autograd/backward.js";
import { inGradMode, is_grad_enabled } from "../autograd/gradMode.js";
import { pushSavedTensorHooks } from "../autograd/savedTensorHooks.js";
import { scope, type Scope } from "../autograd/scope.js";
import * as errors from "../errors.js";
import type { SavedMetadata } from "../errors/checkpoint.js";
import { default_generator } from "../random/generator.js";
import type { Tensor } from "../tensor.js";

/**
 * A call that keeps nothing for backward. What it would have saved is counted; when backward asks for the first of it, the
 * call is made again, and what it saves then is handed out by the same numbers until that backward has ended.
 */
interface Frame {
  readonly again: () => unknown;
  readonly earlyStop: boolean;
  readonly checks: boolean;
  /** What each saved tensor looked like. */
  readonly saved: SavedMetadata[];
  /** What has been computed anew, for each backward. */
  readonly anew: WeakMap<object, Map<number, Tensor>>;
}

interface Settings {
  readonly preserveRandomState: boolean;
  readonly checks: boolean;
  readonly earlyStop: boolean;
}

let earlyStopSetting: boolean | null = null;

/**
 * Whether recomputation ends as soon as all that is needed is there, inside; as it does unless told otherwise.
 * https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.set_checkpoint_early_stop
 */
export const set_checkpoint_early_stop: Scope<[enable: boolean]> = scope(
  "set_checkpoint_early_stop(enable)",
  (enable: boolean) => {
    if (typeof enable !== "boolean") throw errors.wrongArgument("set_checkpoint_early_stop", "enable", "bool", enable);
    const previous = earlyStopSetting;
    earlyStopSetting = enable;
    return () => {
      earlyStopSetting = previous;
    };
  },
);

/** Makes the call without keeping what backward needs. */
export function recomputed<Result>(call: () => Result, settings: Settings): Result {
  if (!is_grad_enabled()) return call();
  const frame: Frame = {
    again: sameRandomNumbers(settings.preserveRandomState, call),
    earlyStop: earlyStopSetting ?? settings.earlyStop,
    checks: settings.checks,
    saved: [],
    anew: new WeakMap(),
  };
  const end = pushSavedTensorHooks({
    pack: ({ shape, dtype }) => frame.saved.push({ shape, dtype }) - 1,
    unpack: (number) => handOut(frame, number as number),
  });
  try {
    return call();
  } finally {
    end();
  }
}

/** The call as it is now, as far as random numbers go; those drawn since are not lost by it. */
export function sameRandomNumbers<Result>(wanted: boolean, call: () => Result): () => Result {
  if (!wanted) return call;
  const goBack = default_generator.snapshot();
  return () => {
    const goOn = default_generator.snapshot();
    goBack();
    try {
      return call();
    } finally {
      goOn();
    }
  };
}

function handOut(frame: Frame, number: number): Tensor {
  // Outside of backward, where a script looks at what a node saved, each look computes anew.
  const pass = currentPass() ?? {};
  let anew = frame.anew.get(pass);
  if (anew === undefined) {
    anew = computeAnew(frame);
    frame.anew.set(pass, anew);
  }
  const tensor = anew.get(number);
  if (tensor === undefined) throw errors.unpackedTwice();
  anew.delete(number);
  return tensor;
}

/** Ends a call whose remaining results nobody needs. */
class Enough extends Error {}

function computeAnew(frame: Frame): Map<number, Tensor> {
  const anew = new Map<number, Tensor>();
  let count = 0;
  const end = pushSavedTensorHooks({
    pack(tensor) {
      const number = count++;
      if (number < frame.saved.length) anew.set(number, tensor.alias());
      if (frame.earlyStop && count === frame.saved.length) throw new Enough();
      return tensor;
    },
    unpack: (tensor) => tensor,
  });
  try {
    inGradMode(true, frame.again);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    end();
  }
  check(frame, anew, count);
  return anew;
}

function check({ saved, checks }: Frame, anew: ReadonlyMap<number, Tensor>, count: number): void {
  if (count < saved.length) throw errors.recomputedOtherCount(saved.length, count);
  if (!checks) return;
  const mismatches = saved.flatMap((metadata, position) => {
    const { shape, dtype } = anew.get(position)!;
    const isSame = dtype === metadata.dtype && String(shape) === String(metadata.shape);
    return isSame ? [] : [{ position, saved: metadata, recomputed: { shape, dtype } }];
  });
  if (mismatches.length > 0) throw errors.recomputedOtherTensors(mismatches);
}
