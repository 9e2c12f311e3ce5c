import { flagArgument, readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { batchLevel } from "../func/batchLevel.js";
import { denseNumbers } from "../kernels/dense.js";
import { inRows } from "../layout.js";
import { generatorOf, type Generator } from "../random/generator.js";
import { roundingOf } from "../storage.js";
import { emptyTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { hangingOn } from "./hanging.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";
import { overwritten } from "./overwritten.js";

export interface RreluOptions {
  /** The least slope, 1/8 unless given. */
  readonly lower?: number;
  /** The greatest slope, 1/3 unless given. */
  readonly upper?: number;
  /** Whether the slopes are drawn, or all of them the middle one; false unless given. */
  readonly training?: boolean;
  /** Where the slopes come from; the generator that `torch.manual_seed` seeds unless given. */
  readonly generator?: Generator | null;
}

/**
 * Each element, and below 0 a slope times it: while `training` a slope drawn for each from [lower, upper), else the middle
 * one. Throws for integers, for bounds that are not finite and for lower > upper.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
 */
export function rrelu(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
  options?: Pick<RreluOptions, "generator">,
): Tensor;
export function rrelu(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(rrelu, "rrelu(input, lower, upper, training, generator)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("rrelu", "input", input);
  return apply(rreluOp, x, slopesOf("rrelu", x, args).slopes);
}

/** `rrelu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu_.html */
export function rrelu_(
  input: Tensor,
  lower?: number | RreluOptions,
  upper?: number | RreluOptions,
  training?: boolean | RreluOptions,
  options?: Pick<RreluOptions, "generator">,
): Tensor;
export function rrelu_(input: Tensor, ...args: unknown[]): Tensor {
  const named = byName(rrelu_, "rrelu_(input, lower, upper, training, generator)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("rrelu_", "input", input);
  const { slopes, middle } = slopesOf("rrelu_", x, args);
  return inPlace(rreluInPlaceOp, x, [slopes], { middle });
}

/** The ops of this family. */
export default class RreluOps {
  /** @internal */
  static get ops() {
    return { rrelu_with_noise: rreluOp };
  }
}

/** y is each element's slope: 1 above 0. */
const rreluOp: Op = elementwise({
  name: "rrelu_with_noise",
  layout: inRows,
  gradFn: ({ inplace }) => (inplace === true ? "RreluWithNoiseBackward1" : "RreluWithNoiseBackward0"),
  of: (x, y) => x * y,
  derivatives: [
    d(
      "y",
      ["x", "y"],
      (g, { x, y }) => hangingOn(g.mul(y), [x], "RreluWithNoiseBackwardBackward0"),
      (t, { x, y }) => hangingOn(t.mul(y), [x], "RreluWithNoiseBackwardBackward0"),
    ),
  ],
  result: "first",
  samples: [sample([[2, 3], [3]], { indices: { 1: 5 } })],
});

/** The one slope of all elements below 0; null where each has its own. */
type Middle = { readonly middle: number | null };

const rreluInPlaceOp: Op<Middle> = overwritten<Middle>(
  rreluOp,
  ({ middle }) => (middle !== null && middle < 0 ? errors.overwrittenSlope("leakyReLu") : null),
  "result",
);

function slopesOf(op: string, x: Tensor, args: readonly unknown[]): Middle & { readonly slopes: Tensor } {
  const given = readArguments<RreluOptions>(op, ["lower", "upper", "training", "generator"], args);
  const lower = numberArgument(op, "lower", given.lower === undefined ? 1 / 8 : given.lower);
  const upper = numberArgument(op, "upper", given.upper === undefined ? 1 / 3 : given.upper);
  const training = flagArgument(op, "training", given.training, false);
  const source = generatorOf(op, given.generator);
  // Nor has PyTorch a rule for it.
  if (batchLevel !== null) throw errors.rreluInVmap();
  if (!Number.isFinite(lower)) throw errors.slopeNotFinite("lower", lower);
  if (!Number.isFinite(upper)) throw errors.slopeNotFinite("upper", upper);
  if (lower > upper) throw errors.slopeBounds();
  if (!x.dtype.is_floating_point)
    throw errors.notImplementedFor(training ? "rrelu_with_noise_out_cpu" : "leaky_relu_cpu", x.dtype.label);
  const slopes = emptyTensor(x.shape, x.dtype);
  const round = roundingOf(x.dtype);
  const [least, width] = [round(lower), round(upper) - round(lower)];
  const drawn = (): number => source.uniform53() * width + least;
  denseNumbers(x).forEach((number, i) => {
    // As in PyTorch, a NaN has the slope 1 while training, which is none.
    const slope = training ? (number <= 0 ? drawn() : 1) : number > 0 ? 1 : (lower + upper) / 2;
    slopes.storage.write(i, slope);
  });
  return { slopes, middle: training ? null : (lower + upper) / 2 };
}
