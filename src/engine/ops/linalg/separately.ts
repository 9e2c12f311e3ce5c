import { int64 } from "../../dtype.js";
import { sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { cat } from "../join.js";
import { tensorOf } from "./matrices.js";

type Matrices = readonly Tensor[];

interface Branches {
  chosen(tensors: Matrices): Tensor;
  others(tensors: Matrices): Tensor;
}

/** Applies one rule to those matrices of tensors, all of one shape, that a mask chooses, and another rule to the others. */
export function separately(mask: Tensor, tensors: Matrices, { chosen, others }: Branches): Tensor {
  const choices = [mask.tolist() as unknown].flat(Infinity) as boolean[];
  if (choices.every((choice) => !choice)) return others(tensors);
  if (choices.every((choice) => choice)) return chosen(tensors);
  const { shape } = tensors[0]!;
  const flat = tensors.map((tensor) => tensor.reshape([-1, ...shape.slice(-2)]));
  const places = (wanted: boolean): readonly number[] => choices.flatMap((choice, i) => (choice === wanted ? [i] : []));
  const taken = [places(true), places(false)].map((rows) => {
    const index = tensorOf([rows], [rows.length], int64);
    return flat.map((tensor) => tensor.index_select(0, index));
  });
  const order = [...places(true), ...places(false)];
  const back = order.map((_, i) => order.indexOf(i));
  const both = cat([chosen(taken[0]!), others(taken[1]!)]);
  const result = both.index_select(0, tensorOf([back], [back.length], int64));
  return sameShape(result.shape, shape) ? result : result.reshape(shape);
}
