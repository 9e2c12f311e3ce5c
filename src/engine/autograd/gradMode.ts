import { promiseInGradMode } from "../errors.js";
import { callUserCode } from "../observer.js";

let enabled = true;

/**
 * Whether ops are recorded for backward.
 * https://docs.pytorch.org/docs/stable/generated/torch.is_grad_enabled.html
 */
export function is_grad_enabled(): boolean {
  return enabled;
}

/** A grad mode that lasts until it is disposed of. */
export interface GradModeGuard extends Disposable {
  [Symbol.dispose](): void;
}

/** A grad mode as scripts use it: around a callback, as `using _ = mode()`, or on a function. */
export interface GradMode {
  /** Runs the callback in this mode and gives its value. Throws if that is a promise. */
  <Result>(callback: () => Result): Result;
  /** Sets the mode until the end of the block: `using _ = torch.no_grad();` */
  (): GradModeGuard;
  /** A function that always runs in this mode: PyTorch's `@torch.no_grad()`. */
  wrap<This, Arguments extends readonly unknown[], Result>(
    f: (this: This, ...args: Arguments) => Result,
  ): (this: This, ...args: Arguments) => Result;
}

/**
 * Ops inside are not recorded, and their results do not require grad.
 * https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html
 */
export const no_grad: GradMode = gradMode("no_grad", false);

/**
 * Ops inside are recorded, also within `no_grad`.
 * https://docs.pytorch.org/docs/stable/generated/torch.enable_grad.html
 */
export const enable_grad: GradMode = gradMode("enable_grad", true);

/** Sets the mode from here on. */
export function set_grad_enabled(mode: boolean): GradModeGuard;
/** Runs the callback in the mode and gives its value. */
export function set_grad_enabled<Result>(mode: boolean, callback: () => Result): Result;
/**
 * Switches recording on or off: as a statement from here on, with `using` until the end of the block, or around a
 * callback.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.set_grad_enabled.html
 */
export function set_grad_enabled(mode: boolean, ...rest: unknown[]): unknown {
  const callback = rest.find((item) => typeof item === "function") as (() => unknown) | undefined;
  return callback === undefined ? guard(mode) : runUser("set_grad_enabled", mode, callback);
}

/** Runs the engine's own code in a grad mode. */
export function inGradMode<Result>(mode: boolean, body: () => Result): Result {
  const previous = enabled;
  enabled = mode;
  try {
    return body();
  } finally {
    enabled = previous;
  }
}

function gradMode(name: string, mode: boolean): GradMode {
  // The instrumentation may append an empty spread, never an argument: what is no function counts as not given.
  const enter = (callback?: () => unknown): unknown =>
    typeof callback === "function" ? runUser(name, mode, callback) : guard(mode);
  const wrap = <This, Arguments extends readonly unknown[], Result>(f: (this: This, ...args: Arguments) => Result) =>
    function (this: This, ...args: Arguments): Result {
      return runUser(name, mode, () => Reflect.apply(f, this, args));
    };
  return Object.assign(enter, { wrap }) as GradMode;
}

function runUser<Result>(name: string, mode: boolean, callback: () => Result): Result {
  const result = inGradMode(mode, () => callUserCode(callback));
  if (isPromise(result)) {
    // The script gets an error of its own; the promise must not end the process as an unhandled rejection as well.
    result.then(undefined, () => undefined);
    throw promiseInGradMode(name);
  }
  return result;
}

function guard(mode: boolean): GradModeGuard {
  const previous = enabled;
  enabled = mode;
  return {
    [Symbol.dispose]() {
      enabled = previous;
    },
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
