import { integerArgument, isFirstAlone, isOptions, readArguments, sizeArgument, trimmed } from "./arguments.js";
import { bool, defaultDtype, float32, float64, int64, type DType } from "./dtype.js";
import * as errors from "./errors.js";
import { byName } from "./callByName.js";
import {
  factoryKeywords,
  factoryOptionNames,
  factoryOptions,
  finishFactory,
  scalarArgument,
  type TensorOptions,
} from "./factoryArguments.js";
import { fusedMultiplyAdd } from "./random/fusedMultiplyAdd.js";
import { spacing } from "./spacing.js";
import { checkNumber, heldNumber, roundTo } from "./storage.js";
import { emptyTensor, isTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

/** A number, or a tensor without dimensions. */
type Bound = number | bigint | boolean | Tensor;

interface RangeBounds {
  /** 0 unless given. */
  readonly start?: Bound;
  /** Where the range ends. */
  readonly end: Bound;
  /** 1 unless given. */
  readonly step?: Bound;
}

const linspaceSignature = `linspace(start, end, steps, ${factoryKeywords})`;
const logspaceSignature = `logspace(start, end, steps, base, ${factoryKeywords})`;
const eyeSignature = `eye(n, m, ${factoryKeywords})`;

/** The same by name: what is before `end` may be left out. */
export function arange(named: RangeBounds & TensorOptions): Tensor;
export function arange(start: Bound, named: Omit<RangeBounds, "start"> & TensorOptions): Tensor;
/** The numbers from 0 to before `end`. */
export function arange(end: Bound, options?: TensorOptions): Tensor;
/**
 * The numbers from `start` to before `end` in steps: `arange(0, 1, 0.25)`. int64 if all of them are whole, else the default
 * dtype. Throws for a step of 0 or in the wrong direction.
 * https://docs.pytorch.org/docs/stable/generated/torch.arange.html
 */
export function arange(start: Bound, end: Bound, step?: Bound | TensorOptions, options?: TensorOptions): Tensor;
export function arange(...args: unknown[]): Tensor {
  const { bounds, options } = rangeArguments(args);
  const { dtype: given, requires_grad } = factoryOptions("arange", options);
  const scalars = Object.entries(bounds).map(([name, bound]) => [name, scalarArgument("arange", name, bound)] as const);
  const dtype = given ?? (scalars.every(([, { isInteger }]) => isInteger) ? int64 : defaultDtype());
  if (dtype === bool) throw errors.notImplementedFor("arange_cpu", dtype.label);
  const { start = 0, end = 0, step = 1 } = Object.fromEntries(scalars.map(([name, { value }]) => [name, value]));
  const result = emptyTensor([rangeLength(start, end, step, dtype)], dtype);
  const whole = (value: number): number => (dtype.is_floating_point ? value : Math.trunc(value));
  const [first, distance] = [whole(start), whole(step)];
  // PyTorch computes as many numbers at once as its registers hold, each from the first of them.
  const block = dtype === float32 ? 8 : dtype.is_floating_point ? 4 : 1;
  const blocks = result.numel() - (result.numel() % block);
  for (let i = 0; i < result.numel(); i++) {
    const place = i < blocks ? i % block : 0;
    const base = roundTo(dtype, fusedMultiplyAdd(float64, distance, i - place, first));
    result.storage.write(i, fusedMultiplyAdd(float64, distance, place, base));
  }
  return finishFactory("arange", result, requires_grad);
}

/**
 * `steps` numbers at equal distances from `start` to `end`, both included. Throws for a negative number of steps.
 * https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
 */
export function linspace(start: Bound, end: Bound, steps: number, options?: TensorOptions): Tensor;
export function linspace(...args: unknown[]): Tensor {
  const named = byName(linspace, linspaceSignature, arguments);
  if (named !== null) return named.result;
  const { result, requires_grad, spaced } = spacedArguments("linspace", args);
  for (let i = 0; i < result.numel(); i++) result.storage.write(i, spaced(i));
  return finishFactory("linspace", result, requires_grad);
}

/**
 * The powers of `base` whose exponents are `steps` numbers at equal distances from `start` to `end`. Throws for a negative
 * number of steps.
 * https://docs.pytorch.org/docs/stable/generated/torch.logspace.html
 */
export function logspace(
  start: Bound,
  end: Bound,
  steps: number,
  base?: number | TensorOptions,
  options?: TensorOptions,
): Tensor;
export function logspace(...args: unknown[]): Tensor {
  const named = byName(logspace, logspaceSignature, arguments);
  if (named !== null) return named.result;
  const { result, requires_grad, spaced, base } = spacedArguments("logspace", args);
  if (result.numel() === 1) checkNumber(result.dtype, base ** spaced(0), false);
  for (let i = 0; i < result.numel(); i++) result.storage.write(i, base ** spaced(i));
  return finishFactory("logspace", result, requires_grad);
}

/**
 * A matrix with 1 on the diagonal and 0 elsewhere, of n rows and m columns; m is n unless given. Throws for negative sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.eye.html
 */
export function eye(n: number, m?: number | TensorOptions | null, options?: TensorOptions): Tensor;
export function eye(...args: unknown[]): Tensor {
  const named = byName(eye, eyeSignature, arguments);
  if (named !== null) return named.result;
  const { named: sizes, rest } = namedArguments<EyeArguments>("eye", ["n", "m"], args);
  const { dtype, requires_grad } = factoryOptions("eye", rest);
  const rows = sizeArgument("eye", "n", sizes.n);
  const columns = sizeArgument("eye", "m", sizes.m ?? rows);
  if (rows < 0) throw errors.negativeEye("n", rows);
  if (columns < 0) throw errors.negativeEye("m", columns);
  const result = emptyTensor([rows, columns], dtype ?? defaultDtype());
  for (let i = 0; i < Math.min(rows, columns); i++) result.storage.write(i * columns + i, 1);
  return finishFactory("eye", result, requires_grad);
}

interface EyeArguments {
  readonly n: unknown;
  readonly m?: unknown;
}

interface RangeArguments {
  readonly start?: unknown;
  readonly end?: unknown;
  readonly step?: unknown;
}

/** One number is the end, unless the end is named. */
function rangeArguments(args: readonly unknown[]): { readonly bounds: RangeArguments; readonly options: object } {
  const given = trimmed(args);
  const last = given.at(-1);
  const isEnd =
    isFirstAlone(isOptions(last) ? given.slice(0, -1) : given) && !(isOptions(last) && last["end"] !== undefined);
  const names = isEnd ? (["end", "start", "step"] as const) : (["start", "end", "step"] as const);
  const { named, rest } = namedArguments<RangeArguments>("arange", names, given);
  if (named.end === undefined) throw errors.wrongArgument("arange", "end", "Number", named.end);
  return { bounds: named, options: rest };
}

/** How many numbers there are. Of int64 the bounds lose their fractions, of other integers they do not. */
function rangeLength(start: number, end: number, step: number, dtype: DType): number {
  if (Number.isNaN(step) || step === 0) throw errors.rangeStep();
  if (!Number.isFinite(start) || !Number.isFinite(end)) throw errors.unsupportedRange(start, end);
  if (step > 0 ? end < start : end > start) throw errors.rangeBounds();
  if (!dtype.is_floating_point) checkNumber(int64, step, false);
  const [from, to, by] =
    dtype === int64 ? ([start, end, step].map(Math.trunc) as [number, number, number]) : [start, end, step];
  if (by === 0) throw errors.rangeStepFraction();
  // Of equal bounds and a negative step the quotient is −0.
  const length = Math.abs(Math.ceil((to - from) / by));
  if (!Number.isSafeInteger(length)) throw errors.rangeTooLong();
  return length;
}

interface SpacedArguments {
  readonly start?: unknown;
  readonly end?: unknown;
  readonly steps?: unknown;
  readonly base?: unknown;
}

interface Spaced {
  readonly result: Tensor;
  readonly requires_grad: boolean;
  readonly base: number;
  /** The number at a place. */
  spaced(i: number): number;
}

function spacedArguments(op: "linspace" | "logspace", args: readonly unknown[]): Spaced {
  const names = op === "linspace" ? (["start", "end", "steps"] as const) : (["start", "end", "steps", "base"] as const);
  const { named, rest } = namedArguments<SpacedArguments>(op, names, args);
  const { dtype: given, requires_grad } = factoryOptions(op, rest);
  const steps = integerArgument(op, "steps", named.steps);
  const base = scalarArgument(op, "base", named.base === undefined ? 10 : named.base).value;
  for (const name of ["start", "end"] as const) if (!isTensor(named[name])) scalarArgument(op, name, named[name]);
  const [start, end] = [spacedBound(op, "start", named), spacedBound(op, "end", named)];
  if (steps < 0) throw errors.stepCount();
  const dtype = given ?? defaultDtype();
  // A single step is the start, and needs no kernel.
  if (dtype === bool && steps > 1) throw errors.notImplementedFor(`${op}_cpu`, dtype.label);
  // Exponents of integers are no integers.
  const bounds = op === "linspace" || dtype.is_floating_point ? dtype : defaultDtype();
  // What no number is made of may be anything.
  const [first, last] = steps === 0 ? [0, 0] : [start, steps === 1 ? start : end];
  const spaced =
    bounds === dtype || steps < 2
      ? spacing(first, last, steps, bounds)
      : spacing(heldNumber(dtype, first), heldNumber(dtype, last), steps, bounds);
  return { result: emptyTensor([steps], dtype), requires_grad, base, spaced };
}

function spacedBound(op: string, name: "start" | "end", { start, end }: SpacedArguments): number {
  const ranks = Object.entries({ start, end }).flatMap(([bound, value]) =>
    isTensor(value) ? [[bound, value.ndim] as const] : [],
  );
  if (ranks.some(([, rank]) => rank > 0)) throw errors.boundsWithDimensions(op, ranks);
  const bound = name === "start" ? start : end;
  return scalarArgument(op, name, isTensor(bound) ? bound.detach() : bound).value;
}

/** The arguments that a function reads itself, and the options that all factories have. */
function namedArguments<Named extends object>(
  op: string,
  names: readonly (keyof Named & string)[],
  args: readonly unknown[],
): { readonly named: Partial<Named>; readonly rest: object } {
  const given = trimmed(args);
  const last = given.at(-1);
  const options = isOptions(last) ? last : {};
  const isOwn = ([name]: readonly [string, unknown]): boolean => (names as readonly string[]).includes(name);
  const entries = Object.entries(options);
  const own = Object.fromEntries(entries.filter(isOwn));
  const positional = isOptions(last) ? given.slice(0, -1) : given;
  readArguments<Record<string, unknown>>(op, [...names, ...factoryOptionNames], [options]);
  const rest = Object.fromEntries(entries.filter((entry) => !isOwn(entry)));
  return { named: readArguments<Named>(op, names, [...positional, own]), rest };
}
