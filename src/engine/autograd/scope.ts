import { isOptions } from "../arguments.js";
import { inOrder } from "../callByName.js";
import { promiseInGradMode, wrongArgument } from "../errors.js";
import { callUserCode } from "../observer.js";

/** A setting that lasts until it is disposed of. */
export interface ScopeGuard extends Disposable {
  [Symbol.dispose](): void;
}

/**
 * What PyTorch has as a context manager, with its arguments: around a callback, as `using _ = scope(…)`, or on a
 * function.
 */
export interface Scope<Settings extends readonly unknown[]> {
  /** Runs the callback inside and gives its value. Throws if that is a promise. */
  <Result>(...args: [...settings: Settings, callback: () => Result]): Result;
  /** Begins here and lasts until the end of the block: `using _ = scope(…);` */
  (...settings: Settings): ScopeGuard;
  /** A function that always runs inside, PyTorch's decorator. A generator is inside whenever it runs. */
  wrap<This, Arguments extends readonly unknown[], Result>(
    ...args: [...settings: Settings, f: (this: This, ...args: Arguments) => Result]
  ): (this: This, ...args: Arguments) => Result;
}

/** Begins something, and gives what ends it. */
type Enter<Settings extends readonly unknown[]> = (...settings: Settings) => () => void;

/**
 * Makes a scope of PyTorch's signature and of what begins and ends it. What follows the settings that `enter` must have is a setting with a default
 * or the callback, as it is a function or not.
 */
export function scope<Settings extends readonly unknown[]>(signature: string, begin: Enter<Settings>): Scope<Settings> {
  const name = signature.slice(0, signature.indexOf("("));
  const enter = (settings: readonly unknown[]): (() => void) => begin(...(inOrder(signature, settings) as never));
  const open = (...args: unknown[]): unknown => {
    const callback = args.at(-1);
    // The instrumentation may append an empty spread, never an argument: what is no function counts as not given.
    const isSetting = args.length <= begin.length && !isOptions(args.at(-2));
    if (typeof callback !== "function" || isSetting) return guard(enter(args));
    return runInside(name, enter(args.slice(0, -1)), callback as () => unknown);
  };
  const wrap = (...args: unknown[]): unknown => {
    const f = args.at(-1);
    if (typeof f !== "function") throw wrongArgument(`${name}.wrap`, "f", "a function", f);
    return wrapped(name, () => enter(args.slice(0, -1)), f as Wrappable);
  };
  return Object.defineProperty(Object.assign(open, { wrap }), "name", { value: name }) as unknown as Scope<Settings>;
}

type Wrappable = (this: unknown, ...args: readonly unknown[]) => unknown;

function wrapped(name: string, enter: () => () => void, f: Wrappable): Wrappable {
  return function (this: unknown, ...args) {
    const result = runInside(name, enter(), () => Reflect.apply(f, this, args));
    return isGenerator(result) ? generatorInside(name, enter, result) : result;
  };
}

function runInside<Result>(name: string, end: () => void, callback: () => Result): Result {
  let result: Result;
  try {
    result = callUserCode(callback);
  } finally {
    end();
  }
  if (isPromise(result)) {
    // The script gets an error of its own; the promise must not end the process as an unhandled rejection as well.
    result.then(undefined, () => undefined);
    throw promiseInGradMode(name);
  }
  return result;
}

function guard(end: () => void): ScopeGuard {
  return { [Symbol.dispose]: end };
}

type AnyGenerator = Generator<unknown, unknown, unknown>;

/** What follows a `yield` is outside until the generator goes on. */
function generatorInside(name: string, enter: () => () => void, generator: AnyGenerator): AnyGenerator {
  const step = (resume: () => IteratorResult<unknown, unknown>): IteratorResult<unknown, unknown> =>
    runInside(name, enter(), resume);
  return {
    next: (value: unknown) => step(() => generator.next(value)),
    return: (value: unknown) => step(() => generator.return(value)),
    throw: (error: unknown) => step(() => generator.throw(error)),
    [Symbol.iterator]() {
      return this;
    },
    [Symbol.dispose]() {
      step(() => generator.return(undefined));
    },
  } as AnyGenerator;
}

function isGenerator(value: unknown): value is AnyGenerator {
  return Object.prototype.toString.call(value) === "[object Generator]";
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
