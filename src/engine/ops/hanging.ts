import { convertedAlike, filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call, isTracked } from "./dispatch.js";
import { sample, type Op, type Operand } from "./op.js";

/** What PyTorch's node gives for a derivative by an operand in which the gradient is constant. */
type Slope = "zeros" | "none";

/**
 * A gradient that is constant in some operands, and yet hangs on them in PyTorch's graph, since it has one node for the
 * backward of the op. A second derivative then is zeros or nothing, rather than an error.
 */
export function hangingOn(
  gradient: Tensor,
  operands: readonly Operand[],
  gradFn: string,
  slope: Slope = "zeros",
): Tensor {
  const others = operands.filter((operand) => isTensor(operand));
  return isTracked(hangingOp, others) ? call(hangingOp, [gradient, ...others], { gradFn, slope }) : gradient;
}

/** The ops of this family. */
export default class HangingOps {
  /** @internal */
  static get ops() {
    return { hanging: hangingOp };
  }
}

type Hanging = { readonly gradFn: string; readonly slope: Slope };

const hangingOp: Op<Hanging> = {
  name: "hanging",
  gradFn: ({ gradFn }) => gradFn,
  arity: Infinity,
  kind: "irregular",
  differentiable: true,
  formulas: ["1", "0"],
  samples: [
    sample([[2, 3], [4]], { attributes: { gradFn: "AvgPool2DBackwardBackward0", slope: "zeros" } }),
    sample([[2, 3], [4], []], { attributes: { gradFn: "ConvolutionBackwardBackward0", slope: "none" } }),
  ],
  shape: ([gradient]) => [gradient!],
  forward([gradient]) {
    const { dtype } = gradient as Tensor;
    return [convertedAlike(gradient as Tensor, dtype)];
  },
  saves: () => [],
  vjp: ([g], _, info, needed) =>
    needed.map((isNeeded, i) => {
      if (!isNeeded) return null;
      if (i === 0) return g!;
      return info.attributes.slope === "none" ? null : filledTensor(info.shapeOf(i), 0, g!.dtype);
    }),
  jvp: ([tangent]) => [tangent ?? null],
};
