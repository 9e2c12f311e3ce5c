import { readArguments } from "../arguments.js";
import { isRecording } from "../autograd/gradMode.js";
import { byName } from "../callByName.js";
import type { Tensor } from "../tensor.js";
import { filledTensor } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { roundingOf } from "../storage.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { inPlace } from "./inPlace.js";
import { sample, type Op } from "./op.js";
import { floatArgument, tensorArgument } from "./operands.js";

/** How near to 0 and 1 elements are brought before. */
export type LogitEps = number | null | { readonly eps?: number | null };

/**
 * log(input / (1 − input)), as floating point: NaN beyond 0 and 1, unless eps brings elements between eps and 1 − eps.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.logit
 */
export function logit(input: Tensor, eps?: LogitEps): Tensor {
  const named = byName(logit, "logit(input, eps)", arguments);
  if (named !== null) return named.result;
  return call(logitOp, [tensorArgument("logit", "input", input)], { eps: epsOf("logit", eps) });
}

/** `logit` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logit_.html */
export function logit_(input: Tensor, eps?: LogitEps): Tensor {
  const named = byName(logit_, "logit_(input, eps)", arguments);
  if (named !== null) return named.result;
  return inPlace(logitOp, tensorArgument("logit_", "input", input), [], { eps: epsOf("logit_", eps) });
}

/** The op of this file. */
export default class LogitOps {
  /** @internal */
  static get ops() {
    return { logit: logitOp };
  }
}

type Eps = { readonly eps: number | null };

const logitOp: Op<Eps> = elementwise<Eps>({
  name: "logit",
  choose(dtype, { eps }) {
    const round = roundingOf(dtype);
    const [low, high] = eps === null || eps < 0 ? [-Infinity, Infinity] : [round(eps), round(1 - round(eps))];
    return (x) => {
      const inside = x < low ? low : x > high ? high : x;
      return Math.log(round(inside / round(1 - inside)));
    };
  },
  derivatives: [
    d(
      "1/(x*(1-x))",
      ["x"],
      (g, { x }, { attributes }) =>
        isRecording() ? slope(g, x, attributes.eps) : call(slopeOp, [g, x], { eps: attributes.eps }),
      (t, { x }, { attributes: { eps } }) => slope(t, x, eps),
    ),
  ],
  result: "floating",
  samples: [
    sample([[2, 3]], { low: 0.1, high: 0.9, attributes: { eps: null } }),
    sample([[2, 3]], { low: 0.3, high: 0.7, attributes: { eps: 0.2 } }),
  ],
});

/** Where it is to be differentiated again, and in forward mode, PyTorch takes a negative eps at its word. */
function slope(g: Tensor, x: Tensor, eps: number | null): Tensor {
  const [low, high] = eps === null ? [0, 1] : [eps, 1 - eps];
  const inside = x.ge(low).logical_and(x.le(high));
  return where(inside, g.div(x.mul(x.neg().add(1))), filledTensor([], eps === null ? NaN : 0, g.dtype));
}

/** PyTorch's kernel, of a gradient and the operand. Of NaN it is NaN, and at −0 what it is at 0. */
const slopeOp: Op<Eps> = elementwise<Eps>({
  name: "logit_backward",
  choose(dtype, { eps }) {
    const round = roundingOf(dtype);
    const isOpen = eps === null || eps < 0;
    const [low, high] = isOpen ? [0, 1] : [round(eps), round(1 - round(eps))];
    const outside = isOpen ? NaN : 0;
    return (g, x) => (x < low || x > high ? outside : g / (round(x * round(1 - x)) + 0));
  },
  derivatives: [],
  samples: [],
});

function epsOf(name: string, given: unknown): number | null {
  const { eps = null } = readArguments<{ eps: unknown }>(name, ["eps"], given === undefined ? [] : [given]);
  return eps === null ? null : floatArgument(name, "eps", eps);
}
