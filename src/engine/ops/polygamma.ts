import { integerArgument } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import { negativeOrder } from "../errors.js";
import { polygamma as polygammaKernel } from "../kernels/special/gamma.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { checkWritable, inPlace } from "./inPlace.js";
import { numberedInPlace, sample, type Op } from "./op.js";
import { tensorArgument } from "./operands.js";
import { roundingOf } from "../storage.js";

/**
 * The n-th derivative of digamma, as floating point. Throws for a negative n.
 * https://docs.pytorch.org/docs/stable/special.html#torch.special.polygamma
 */
export function polygamma(n: number, input: Tensor): Tensor {
  const named = byName(polygamma, "polygamma(n, input)", arguments);
  if (named !== null) return named.result;
  const order = integerArgument("polygamma", "n", n);
  const x = tensorArgument("polygamma", "input", input);
  return polygammaOf(checkedOrder(order), x);
}

/** The n-th derivative of digamma, for an n that has been checked. */
export function polygammaOf(n: number, x: Tensor): Tensor {
  return call(polygammaOp, [x], { n });
}

/** Tensor methods and ops of this family. */
export default class PolygammaMethods {
  /** @internal */
  static get ops() {
    return { polygamma: polygammaOp };
  }

  /**
   * The n-th derivative of digamma, as floating point. Throws for a negative n.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.polygamma.html
   */
  polygamma(this: Tensor, n: number): Tensor {
    const named = methodByName(this, "polygamma(n)", arguments);
    if (named !== null) return named.result;
    return polygamma(n, this);
  }

  /** `polygamma` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.polygamma_.html */
  polygamma_(this: Tensor, n: number): Tensor {
    const named = methodByName(this, "polygamma_(n)", arguments);
    if (named !== null) return named.result;
    checkWritable(this);
    return inPlace(polygammaOp, this, [], { n: checkedOrder(integerArgument("polygamma_", "n", n)) });
  }
}

type Order = { readonly n: number };

const polygammaOp: Op<Order> = elementwise<Order>({
  name: "polygamma",
  gradFn: numberedInPlace("PolygammaBackward"),
  choose(dtype, { n }) {
    const round = roundingOf(dtype);
    return (x) => polygammaKernel(n, x, round);
  },
  derivatives: [d("polygamma(n + 1, x)", ["x"], (g, { x }, { attributes: { n } }) => g.mul(polygammaOf(n + 1, x)))],
  result: "floating",
  samples: [0, 1, 2, 3].map((n) => sample([[2, 3]], { low: 1.6, high: 3.7, attributes: { n } })),
});

function checkedOrder(order: number): number {
  if (order < 0) throw negativeOrder();
  return order;
}
