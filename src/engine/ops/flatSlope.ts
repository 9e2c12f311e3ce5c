import type { DType } from "../dtype.js";
import type { ScalarFunction } from "../kernels/kernels.js";
import type { ResultLayout } from "../layout.js";
import { heldNumber } from "../storage.js";
import { zerosLike } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { sample, type Op } from "./op.js";

type Numbers = Readonly<Record<string, number>>;

interface FlatSlopeSpec<A extends Numbers> {
  readonly name: string;
  readonly formula: string;
  readonly sampled: A;
  /** How the gradient lies: as that of the result, unless PyTorch looks at what decides on the piece first. */
  readonly layout?: ResultLayout;
  /** The gradient of the operand from that of the result, x, and from y, which decides on the piece. */
  of(numbers: A): ScalarFunction["of"];
}

/**
 * The backward of a function that is piecewise linear: linear in the gradient, and with zeros for a derivative by what
 * decides on the piece. PyTorch's graph has that one, so that second derivatives can be asked for.
 */
export function flatSlope<A extends Numbers>(spec: FlatSlopeSpec<A>): Op<A> {
  const op: Op<A> = elementwise<A>({
    name: spec.name,
    ...(spec.layout && { layout: spec.layout }),
    choose: (dtype, numbers) => spec.of(inDtype(dtype, numbers)),
    derivatives: [
      d(spec.formula, ["y"], (g, { y }, { attributes }) => call(op, [g, y as Tensor], attributes)),
      // PyTorch keeps all that a backward needs, whichever derivative of it is asked for.
      d("0", ["y"], (g) => zerosLike(g)),
    ],
    samples: [
      sample(
        [
          [2, 3],
          [2, 3],
        ],
        { low: -1.4, high: 1.6, attributes: spec.sampled },
      ),
    ],
  });
  return op;
}

/**
 * A call's numbers as PyTorch's kernels have them: a bound that is written as 0.1 is met by float32's 0.1, or an integer's 0.
 * Throws for those that the dtype cannot hold.
 */
export function inDtype<A extends Numbers>(dtype: DType, numbers: A): A {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, heldNumber(dtype, number)])) as A;
}
