import type { Tensor } from "./tensor.js";

/**
 * Several results as PyTorch's named tuples: an array of them that has each also by its name, and prints as
 * `torch.return_types.max(…)`. `op` is the name of the op, with `linalg_` before it for those of `torch.linalg`.
 */
export function namedTuple<Fields extends Readonly<Record<string, Tensor>>>(
  op: string,
  fields: Fields,
): Iterable<Tensor> & Fields {
  const text = {
    value(): string {
      const lines = Object.entries(fields).map(([name, tensor]) => `${name}=${String(tensor)}`);
      return `torch.return_types.${op}(\n${lines.join(",\n")})`;
    },
  };
  const tuple = Object.assign(Object.values(fields), fields);
  return Object.defineProperties(tuple, { toString: text, [Symbol.for("nodejs.util.inspect.custom")]: text });
}
