import { printingAs } from "./printingAs.js";
import type { Tensor } from "./tensor.js";

/** Results under their places: `x.max(1)[0]`. Interfaces that derive from it name them as well: `x.max(1).values`. */
export interface TwoTensors extends Iterable<Tensor> {
  /** The first tensor. */
  readonly 0: Tensor;
  /** The second tensor. */
  readonly 1: Tensor;
}

export interface ThreeTensors extends TwoTensors {
  /** The third tensor. */
  readonly 2: Tensor;
}

export interface FourTensors extends ThreeTensors {
  /** The fourth tensor. */
  readonly 3: Tensor;
}

type Named<Results> = Pick<Results, Extract<keyof Results, string>>;

/**
 * Several results as PyTorch's named tuples: an array of them that has each also by its name, and prints as
 * `torch.return_types.max(…)`. `op` is the name of the op, with `linalg_` before it for those of `torch.linalg`.
 */
export function namedTuple<Results extends TwoTensors>(op: string, fields: Named<Results>): Results {
  const tuple: object = Object.assign(Object.values(fields), fields);
  return printingAs(tuple, () => {
    const lines = Object.entries(fields).map(([name, tensor]) => `${name}=${String(tensor)}`);
    return `torch.return_types.${op}(\n${lines.join(",\n")})`;
  }) as Results;
}
