import assert from "node:assert/strict";
import { dtypes, type DTypeName } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";

/** Numbers as PyTorch's answers have them: alone or in lists, non-finite ones as text. */
export type Numbers = number | string | readonly Numbers[];

type Parameters = Iterable<torch.Tensor>;
type AnyOptimizer = torch.optim.Optimizer<object, object>;

/** An optimizer of `torch.optim` by its name. */
export function makeOptimizer(name: string, params: Parameters, options: object): AnyOptimizer {
  const Optimizer = Reflect.get(torch.optim, name) as new (params: Parameters, options: object) => AnyOptimizer;
  return new Optimizer(params, options);
}

export function numbersOf(value: Numbers): number[] {
  return Array.isArray(value) ? (value as readonly Numbers[]).flatMap(numbersOf) : [Number(value)];
}

/** Compares numbers relative to 1 + |expected|. */
export function checkClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    const wanted = expected[i]!;
    const isClose = Object.is(value, wanted) || Math.abs(value - wanted) <= tolerance * (1 + Math.abs(wanted));
    assert.ok(isClose, `${i}: ${value} for ${wanted}`);
  });
}

/** A tensor as PyTorch's answers have it. */
export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly data: readonly Numbers[];
}

export function tensorOf({ data, shape, dtype }: WrittenTensor): torch.Tensor {
  return torch.tensor(numbersOf(data), { dtype: dtypes[dtype] }).reshape(shape);
}

export type Tensors = Readonly<Record<string, WrittenTensor>>;
type AtSteps<T> = Readonly<Record<string, T>>;

/** A training by PyTorch, in `oracle/training`. */
export interface TrainingRun {
  readonly dtype: "float32" | "float64";
  readonly data: { readonly x: WrittenTensor; readonly y?: WrittenTensor };
  readonly init: Tensors;
  readonly losses: readonly number[];
  readonly micro_losses?: readonly (readonly number[])[];
  /** Before they were clipped by their norm. */
  readonly grads: AtSteps<Tensors>;
  readonly grads_clipped?: AtSteps<Tensors>;
  readonly outputs_at: AtSteps<WrittenTensor>;
  readonly params_at: AtSteps<Tensors>;
  readonly accumulate?: number;
  readonly clip?: { readonly max_norm: number };
  readonly clip_value?: number;
  readonly total_norms?: readonly number[];
  readonly lr_per_step?: readonly number[];
  readonly final: Tensors;
  readonly buffers_final: Tensors;
  readonly eval_output: WrittenTensor;
}
