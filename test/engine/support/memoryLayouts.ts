import type * as engine from "../../../src/engine/index.js";
import type { Torch } from "./recordedAnswers.js";

type Tensor = engine.Tensor;

/** Tensors that lie in memory in many ways, by names. */
export type Layouts = Readonly<Record<string, () => Tensor>>;

/** Numbers between 0.1 and 0.9 that differ from each other. */
export function numbers(torch: Torch, ...shape: readonly number[]): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return torch
    .arange(count, { dtype: torch.float32 })
    .mul(0.8 / Math.max(count, 1))
    .add(0.1)
    .reshape(shape);
}

/** For calls of one tensor. */
export function oneOperand(torch: Torch): Layouts {
  const of = (...shape: readonly number[]): Tensor => numbers(torch, ...shape);
  return {
    "in rows": () => of(2, 3, 4),
    transposed: () => of(4, 6).t(),
    permuted: () => of(2, 3, 4).permute(2, 0, 1),
    "channels last": () => of(2, 3, 2, 4).permute(0, 3, 1, 2),
    "channels last, one channel": () => of(2, 3, 3, 1).permute(0, 3, 1, 2),
    "channels last, 3-d": () => of(2, 5, 3).permute(0, 2, 1),
    reversed: () => of(2, 3, 2, 4).permute(3, 2, 1, 0),
    "expanded in rows": () => of(3, 1).expand(3, 4),
    "expanded rows": () => of(4).expand(3, 4),
    "expanded in the middle": () => of(4, 1, 3).permute(2, 1, 0).expand(3, 5, 4),
    "expanded throughout": () => of(1, 1).expand(3, 4),
    "every other column": () => of(4, 6).index(":", "::2"),
    "every other column, transposed": () => of(4, 6).index(":", "::2").t(),
    "one row": () => of(3, 1).t(),
    "one row and more": () => of(4, 1, 3).permute(2, 1, 0),
    "a column": () => of(1, 4).t(),
    "a column of many": () => of(3, 4).index(":", "1:2"),
    vector: () => of(5),
    "every other element": () => of(10).index("::2"),
    "one element of a vector": () => of(3).index("1:2"),
    "no dimensions": () => of(3).index(1),
    "no rows, transposed": () => of(0, 3).t(),
    "no columns, permuted": () => of(3, 0, 2).permute(2, 0, 1),
    "nothing of much": () => of(2, 3, 4).permute(2, 0, 1).index(":", "0:0"),
  };
}

/** For calls of two: any two of one list go together. */
export function pairs(torch: Torch): readonly Layouts[] {
  const of = (...shape: readonly number[]): Tensor => numbers(torch, ...shape);
  const square: Layouts = {
    "in rows": () => of(3, 3),
    transposed: () => of(3, 3).t(),
    "a row": () => of(3),
    "one row": () => of(1, 3),
    "one row, transposed": () => of(3, 1).t(),
    "a column": () => of(3, 1),
    "expanded rows": () => of(3).expand(3, 3),
    "every other column": () => of(3, 6).index(":", "::2"),
    "no dimensions": () => of(1).index(0),
    whole: () => of(3, 3).t().mul(10).to(torch.int64),
    doubles: () => of(3, 3).t().to(torch.float64),
  };
  const cube: Layouts = {
    "in rows": () => of(2, 3, 4),
    "permuted to 1 2 0": () => of(3, 4, 2).permute(2, 0, 1),
    "permuted to 2 0 1": () => of(4, 2, 3).permute(1, 2, 0),
    reversed: () => of(4, 3, 2).permute(2, 1, 0),
    "the first two exchanged": () => of(3, 2, 4).permute(1, 0, 2),
    "a matrix": () => of(3, 4),
    "a matrix, transposed": () => of(4, 3).t(),
    "one in the middle": () => of(4, 1, 2).permute(2, 1, 0),
    "one in front": () => of(4, 3, 1).permute(2, 1, 0),
    "expanded in front": () => of(4, 3).t().expand(2, 3, 4),
    "every other one": () => of(4, 6, 8).index("::2", "::2", "::2").permute(0, 1, 2),
    "every other one, permuted": () => of(8, 4, 6).index("::2", "::2", "::2").permute(1, 2, 0),
  };
  return [square, cube];
}
