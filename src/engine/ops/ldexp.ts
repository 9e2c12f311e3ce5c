import { bool, float32 } from "../dtype.js";
import { ldexpCannotBeCast, notImplementedFor } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { productByNumber } from "./byNumber.js";
import { d } from "./elementwise.js";
import { binary, binaryInPlace, type BinaryFunction, type BinaryInPlace } from "./functions.js";
import { sample } from "./op.js";
import { pow } from "./powers.js";

/**
 * input · 2^other, as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.ldexp.html
 */
export const ldexp: BinaryFunction = binary({
  name: "ldexp",
  choose: (_, __, operands) => {
    const [x, exponent] = operands as readonly [Tensor, Tensor];
    // PyTorch takes the power in the exponent's own dtype, but for whole exponents of what is floating point.
    const isWhole = !exponent.dtype.is_floating_point;
    const isSingle = exponent.dtype === float32 || (isWhole && !x.dtype.is_floating_point);
    return isSingle ? (value, power) => value * Math.fround(2 ** power) : (value, power) => value * 2 ** power;
  },
  derivatives: [
    d("2^y", ["y"], (g, { y }) => g.mul(pow(2, y as Tensor))),
    d("out*log(2)", ["out"], (g, { out }) => productByNumber(g.mul(out), Math.LN2)),
  ],
  result: "floating",
  refuse([x], attributes) {
    const { dtype } = x as Tensor;
    if ("inplace" in attributes && !dtype.is_floating_point) throw ldexpCannotBeCast(dtype.label);
  },
  check([x, exponent]) {
    // PyTorch has a kernel of its own where the first is floating point.
    const isOwn = (x as Tensor).dtype.is_floating_point && (exponent as Tensor).dtype === bool;
    if (isOwn) throw notImplementedFor("ldexp_cpu_exp", bool.label);
  },
  samples: [
    sample(
      [
        [2, 3],
        [2, 3],
      ],
      { low: -1 },
    ),
    sample([[2, 1], [3]], { low: -1 }),
  ],
});

/** `ldexp` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ldexp_.html */
export const ldexp_: BinaryInPlace = binaryInPlace(ldexp);
