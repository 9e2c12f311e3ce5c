import { integersArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { kernels } from "../kernels/kernels.js";
import { channelsLastStrides, preservedStrides, suggestsChannelsLast } from "../layout.js";
import { contiguousStrides, type Shape } from "../shape.js";
import { checkNumber } from "../storage.js";
import { filledTensor, laidOut } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { constantly, sample, type Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";

export interface ConstantPadOptions {
  /** What is put around the tensor; 0 unless given. */
  readonly value?: number;
}

/**
 * The tensor with a value before and after it: `pad` holds two numbers for each dimension, the last one's first. Negative
 * numbers take elements away. Throws where more are taken than there are, and for an odd number of numbers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
export function constant_pad_nd(input: Tensor, pad: readonly number[], value?: number | ConstantPadOptions): Tensor {
  const named = byName(constant_pad_nd, "constant_pad_nd(input, pad, value)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("constant_pad_nd", "input", input);
  const sizes = integersArgument("constant_pad_nd", "pad", pad);
  const given = readArguments<ConstantPadOptions>("constant_pad_nd", ["value"], value === undefined ? [] : [value]);
  const filled = numberArgument("constant_pad_nd", "value", given.value, 0);
  if (sizes.length % 2 !== 0) throw errors.padLengthOdd(sizes.length, "constant_pad_nd");
  if (sizes.length > 2 * x.ndim) throw errors.padLengthTooLarge(sizes.length, x.ndim, "constant_pad_nd");
  return constantPadded(x, sizes, filled);
}

/** The same with a list that has been checked. */
export function constantPadded(x: Tensor, pad: readonly number[], value: number): Tensor {
  checkNumber(x.dtype, value, false);
  return call(constantPadOp, [x], { pad, value });
}

/** The tensor with zeros before and after it along a dimension. */
export function zeroPadded(x: Tensor, dim: number, before: number, after: number): Tensor {
  const pad = [...new Array<number>(2 * (x.ndim - dim - 1)).fill(0), before, after];
  return constantPadded(x, pad, 0);
}

/** What is put before and after a dimension of as many. */
export function around(pad: readonly number[], rank: number, dim: number): readonly [number, number] {
  const place = 2 * (rank - dim - 1);
  return [pad[place] ?? 0, pad[place + 1] ?? 0];
}

/** The ops of this family. */
export default class PaddingOps {
  /** @internal */
  static get ops() {
    return { constant_pad_nd: constantPadOp };
  }
}

type Padding = { readonly pad: readonly number[]; readonly value: number };

const constantPadOp: Op<Padding> = {
  name: "constant_pad_nd",
  gradFn: constantly("ConstantPadNdBackward0"),
  arity: 1,
  kind: "irregular",
  differentiable: true,
  formulas: ["1"],
  samples: [
    sample([[2, 3]], { attributes: { pad: [1, 2], value: 0 } }),
    sample([[2, 3, 2]], { attributes: { pad: [1, 0, -1, 2], value: 0.5 } }),
  ],
  shape: ([shape], { pad }) => [
    shape!.map((size, dim) => {
      const [before, after] = around(pad, shape!.length, dim);
      // As much as PyTorch's narrow() finds wrong, in its words.
      const rest = size + Math.min(before, 0);
      if (rest < 0 || rest + Math.min(after, 0) < 0) throw errors.narrowNegative();
      return size + before + after;
    }),
  ],
  forward([operand], attributes) {
    const x = operand as Tensor;
    const { pad, value } = attributes;
    const [shape] = constantPadOp.shape([x.shape], attributes) as readonly [Shape];
    const strides = paddedStrides(x, shape, pad);
    const out = laidOut(filledTensor(shape, value, x.dtype), strides);
    const kept = x.shape.map((size, dim) => {
      const [before, after] = around(pad, x.ndim, dim);
      return size + Math.min(before, 0) + Math.min(after, 0);
    });
    const start = (strides: readonly number[], sign: 1 | -1): number =>
      x.shape.reduce((sum, _, dim) => sum + Math.max(sign * around(pad, x.ndim, dim)[0], 0) * strides[dim]!, 0);
    kernels.copy(
      { storage: x.storage, offset: x.offset + start(x.strides, -1), shape: kept, strides: x.strides },
      { storage: out.storage, offset: start(out.strides, 1), shape: kept, strides: out.strides },
    );
    return [out];
  },
  saves: () => [],
  vjp: ([g], _saved, { attributes: { pad } }) => [
    call(constantPadOp, [g!], { pad: pad.map((size) => -size), value: 0 }),
  ],
  jvp: ([tangent], _saved, { attributes: { pad } }) => [
    tangent ? call(constantPadOp, [tangent], { pad, value: 0 }) : null,
  ],
};

/** What is only cut lies as it did; what is padded in rows, or with the channels innermost. */
function paddedStrides(x: Tensor, shape: Shape, pad: readonly number[]): readonly number[] {
  if (pad.every((size) => size <= 0)) return preservedStrides({ offset: 0, shape, strides: x.strides });
  return suggestsChannelsLast(x) ? channelsLastStrides(shape) : contiguousStrides(shape);
}
