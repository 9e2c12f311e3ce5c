import { readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { tensorArgument } from "../../ops/operands.js";
import { trilinear } from "../../ops/trilinear.js";
import type { Tensor } from "../../tensor.js";

/**
 * x1 @ weight[o] @ x2 + bias[o] for each o: of [*, n], [*, m], weight [k, n, m] and bias [k], [*, k]. Throws where sizes or dtypes
 * differ.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html
 */
export function bilinear(
  input1: Tensor,
  input2: Tensor,
  weight: Tensor,
  bias?: Tensor | null | { readonly bias?: Tensor | null },
): Tensor {
  const named = byName(bilinear, "bilinear(input1, input2, weight, bias)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("bilinear", "input1", input1);
  const y = tensorArgument("bilinear", "input2", input2);
  const w = tensorArgument("bilinear", "weight", weight);
  const given = readArguments<{ bias: unknown }>("bilinear", ["bias"], bias === undefined ? [] : [bias]);
  const b = (given.bias ?? null) === null ? null : tensorArgument("bilinear", "bias", given.bias);
  checkSizes(x, y, w, b);
  const flat = trilinear(x.reshape(-1, x.shape.at(-1)!), w, y.reshape(-1, y.shape.at(-1)!));
  const result = flat.reshape([...x.shape.slice(0, -1), w.shape[0]!]);
  return b === null ? result : result.add(b);
}

function checkSizes(x: Tensor, y: Tensor, w: Tensor, b: Tensor | null): void {
  const all = { input1: x, input2: y, weight: w, ...(b === null ? {} : { bias: b }) };
  if (Object.values(all).some(({ dtype }) => dtype !== x.dtype)) {
    throw errors.bilinearDtypes(Object.entries(all).map(([name, { dtype }]) => [name, dtype.name]));
  }
  if (x.ndim !== y.ndim) throw errors.bilinearRanks(x.ndim, y.ndim);
  const differing = x.shape.slice(0, -1).findIndex((size, dim) => size !== y.shape[dim]);
  if (differing >= 0) throw errors.bilinearBatch(differing, x.shape[differing]!, y.shape[differing]!);
  const inner = w.size(1);
  if (x.size(-1) !== inner) throw errors.bilinearSize("input1", x.size(-1), inner);
  const columns = w.size(2);
  if (y.size(-1) !== columns) throw errors.bilinearSize("input2", y.size(-1), columns);
  if (b !== null && b.size(0) !== w.shape[0]) throw errors.bilinearSize("bias", b.size(0), w.shape[0]!);
  if (w.ndim > 3) throw errors.bilinearWeight();
}
