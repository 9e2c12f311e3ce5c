import { integerArgument, isOptions } from "./arguments.js";
import { defaultDtype, int64 } from "./dtype.js";
import { rangeBounds, rangeStep, stepCount, tooManyArguments, wrongArgument } from "./errors.js";
import { factoryOptions, finishFactory, type TensorOptions } from "./factoryArguments.js";
import { roundTo } from "./storage.js";
import { emptyTensor } from "./tensorFactory.js";
import type { Tensor } from "./tensor.js";

/** The numbers from 0 to before `end`. */
export function arange(end: number, options?: TensorOptions): Tensor;
/**
 * The numbers from `start` to before `end` in steps: `arange(0, 1, 0.25)`. int64 if all of them are whole, else the default
 * dtype. Throws for a step of 0 or in the wrong direction.
 * https://docs.pytorch.org/docs/stable/generated/torch.arange.html
 */
export function arange(start: number, end: number, step?: number | TensorOptions, options?: TensorOptions): Tensor;
export function arange(...args: unknown[]): Tensor {
  const given = args.filter((value) => value !== undefined);
  const { dtype, requires_grad } = factoryOptions("arange", isOptions(given.at(-1)) ? given.at(-1) : undefined);
  const numbers = given.filter((value) => !isOptions(value));
  if (numbers.length > 3) throw tooManyArguments("arange", 3, numbers.length);
  const wrong = numbers.find((value) => typeof value !== "number");
  if (wrong !== undefined || numbers.length === 0) throw wrongArgument("arange", "end", "Number", wrong);
  const bounds = numbers as readonly unknown[] as readonly number[];
  const [start, end, step = 1] = bounds.length === 1 ? [0, bounds[0]!] : (bounds as readonly [number, number, number?]);
  if (step === 0) throw rangeStep();
  if (step > 0 ? end < start : end > start) throw rangeBounds();
  const result = emptyTensor(
    [Math.ceil((end - start) / step)],
    dtype ?? (bounds.every(Number.isInteger) ? int64 : defaultDtype()),
  );
  for (let i = 0; i < result.numel(); i++) result.storage.write(i, start + i * step);
  return finishFactory("arange", result, requires_grad);
}

/**
 * `steps` numbers at equal distances from `start` to `end`, both included. Throws for a negative number of steps.
 * https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
 */
export function linspace(start: number, end: number, steps: number, options?: TensorOptions): Tensor {
  const { dtype, requires_grad } = factoryOptions("linspace", options);
  const count = integerArgument("linspace", "steps", steps);
  if (count < 0) throw stepCount();
  const result = emptyTensor([count], dtype ?? defaultDtype());
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  const rounded = result.dtype.is_floating_point ? roundTo(result.dtype, step) : step;
  for (let i = 0; i < count; i++) {
    // From both ends, as PyTorch does it, so that the last number is `end` itself.
    result.storage.write(i, i < count / 2 ? start + i * rounded : end - (count - 1 - i) * rounded);
  }
  return finishFactory("linspace", result, requires_grad);
}

/**
 * A matrix with 1 on the diagonal and 0 elsewhere, of n rows and m columns; m is n unless given.
 * https://docs.pytorch.org/docs/stable/generated/torch.eye.html
 */
export function eye(n: number, m?: number | TensorOptions, options?: TensorOptions): Tensor {
  const { dtype, requires_grad } = factoryOptions("eye", isOptions(m) ? m : options);
  const rows = integerArgument("eye", "n", n);
  const columns = typeof m === "number" ? integerArgument("eye", "m", m) : rows;
  const result = emptyTensor([rows, columns], dtype ?? defaultDtype());
  for (let i = 0; i < Math.min(rows, columns); i++) result.storage.write(i * columns + i, 1);
  return finishFactory("eye", result, requires_grad);
}
