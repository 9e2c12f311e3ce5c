import type { DType } from "../dtype.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros, zeroOf } from "../tensorFactory.js";
import { where } from "./comparisons.js";
import { d } from "./elementwise.js";
import { binary, binaryInPlace, type BinaryFunction, type BinaryInPlace } from "./functions.js";
import { sample } from "./op.js";
import { onlyFloating } from "./refusals.js";

/**
 * The number of the dtype that follows input in the direction of other, element by element and broadcast; equal elements stay
 * other. Where they are equal the gradient is 0. Throws for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nextafter.html
 */
export const nextafter: BinaryFunction = binary({
  name: "nextafter",
  choose: nextIn,
  derivatives: [
    d("0 if x == y else 1", ["x", "y"], (g, { x, y }) => where(x.eq(y as Tensor), zeroOf(g), g)),
    d("0", [], contiguousZeros),
  ],
  samples: [
    sample([
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 3], [3]]),
  ],
  carriesFirstOnly: true,
  check: onlyFloating("nextafter_cpu"),
});

/** `nextafter` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nextafter_.html */
export const nextafter_: BinaryInPlace = binaryInPlace(nextafter);

/** The numbers of one sign follow each other as their bits do. */
function nextIn(dtype: DType): (x: number, y: number) => number {
  const [number, bits] =
    dtype.name === "float32"
      ? [new Float32Array(1), (by: -1 | 1) => stepped(new Int32Array(number.buffer), by)]
      : [new Float64Array(1), (by: -1 | 1) => stepped(new BigInt64Array(number.buffer), by)];
  const least = dtype.name === "float32" ? 2 ** -149 : 2 ** -1074;
  return (x, y) => {
    if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
    if (x === y) return y;
    if (x === 0) return y > 0 ? least : -least;
    number[0] = x;
    bits(x > 0 === y > x ? 1 : -1);
    return number[0];
  };
}

function stepped(bits: Int32Array | BigInt64Array, by: -1 | 1): void {
  if (bits instanceof Int32Array) bits[0]! += by;
  else bits[0]! += BigInt(by);
}
