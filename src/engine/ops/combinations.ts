import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { integerAddcdiv, lerpDtypes, notImplementedFor, resultCannotBeCast } from "../errors.js";
import { between, plusProduct, plusQuotient } from "../kernels/elementFunctions.js";
import { asTensors } from "../layout.js";
import { heldNumber } from "../storage.js";
import type { Tensor } from "../tensor.js";
import { isTensor } from "../tensorFactory.js";
import { apply, call } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { checkWritable, inPlace } from "./inPlace.js";
import { productIn, sumIn } from "./integerArithmetic.js";
import { noAttributes, sample, type Op, type Operand } from "./op.js";
import { asTensor, numberArgument, operandArgument, tensorArgument } from "./operands.js";
import { refuseBools } from "./refusals.js";
import { productByNumber } from "./byNumber.js";

/** Options of `addcmul` and `addcdiv`. */
export interface ValueOptions {
  /** Multiplies the product or quotient; 1 unless given. */
  readonly value?: number;
}

/**
 * input + weight·(end − input), broadcast; weight is a number or a tensor. Throws for integers and for different dtypes.
 * https://docs.pytorch.org/docs/stable/generated/torch.lerp.html
 */
export function lerp(input: Tensor, end: Tensor, weight: Operand): Tensor {
  const named = byName(lerp, "lerp(input, end, weight)", arguments);
  if (named !== null) return named.result;
  const { x, y, w } = lerpArguments("lerp", input, end, weight);
  return typeof w === "number" ? call(lerpOp, [x, y, w], { weight: w }) : call(lerpTensorOp, [x, y, w], noAttributes);
}

/** `lerp` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lerp_.html */
export function lerp_(input: Tensor, end: Tensor, weight: Operand): Tensor {
  const named = byName(lerp_, "lerp_(input, end, weight)", arguments);
  if (named !== null) return named.result;
  const { x, y, w } = lerpArguments("lerp_", input, end, weight);
  checkWritable(x, y, w);
  refuseDtypes([x, y, w]);
  if (typeof w === "number") return inPlace(lerpOp, x, [y, w], { weight: w });
  return inPlace(lerpTensorOp, x, [y, w], noAttributes);
}

/**
 * input + value·tensor1·tensor2, broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.addcmul.html
 */
export function addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: ValueOptions): Tensor {
  const named = byName(addcmul, "addcmul(input, tensor1, tensor2, *, value)", arguments);
  if (named !== null) return named.result;
  return call(addcmulOp, threeOf("addcmul", input, tensor1, tensor2), valueOf("addcmul", options));
}

/** `addcmul` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcmul_.html */
export function addcmul_(input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: ValueOptions): Tensor {
  const named = byName(addcmul_, "addcmul_(input, tensor1, tensor2, *, value)", arguments);
  if (named !== null) return named.result;
  const [x, ...others] = threeOf("addcmul_", input, tensor1, tensor2);
  return inPlace(addcmulOp, x, others, valueOf("addcmul_", options));
}

/**
 * input + value·tensor1/tensor2, broadcast. Throws if both of the latter are integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.addcdiv.html
 */
export function addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: ValueOptions): Tensor {
  const named = byName(addcdiv, "addcdiv(input, tensor1, tensor2, *, value)", arguments);
  if (named !== null) return named.result;
  return call(addcdivOp, threeOf("addcdiv", input, tensor1, tensor2), valueOf("addcdiv", options));
}

/** `addcdiv` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcdiv_.html */
export function addcdiv_(input: Tensor, tensor1: Tensor, tensor2: Tensor, options?: ValueOptions): Tensor {
  const named = byName(addcdiv_, "addcdiv_(input, tensor1, tensor2, *, value)", arguments);
  if (named !== null) return named.result;
  const [x, ...others] = threeOf("addcdiv_", input, tensor1, tensor2);
  return inPlace(addcdivOp, x, others, valueOf("addcdiv_", options));
}

/** The ops of this family. */
export default class CombinationOps {
  /** @internal */
  static get ops() {
    return { lerp: lerpOp, lerp_tensor: lerpTensorOp, addcmul: addcmulOp, addcdiv: addcdivOp };
  }
}

type Weight = { readonly weight: number };

/** z is the weight, a number; the rules have it as an attribute, for only tensors are freed. */
const lerpOp: Op<Weight> = elementwise<Weight>({
  name: "lerp",
  layout: asTensors,
  gradFn: "LerpBackward0",
  of: between,
  order: [1, 0],
  derivatives: [
    d("1-z", [], (g, _, { attributes: { weight } }) => productByNumber(g, 1 - weight)),
    d("z", [], (g, _, { attributes: { weight } }) => productByNumber(g, weight)),
  ],
  tangent: ([ofX, ofY], { z }) => call(lerpOp, [ofX!, ofY!, z], { weight: z as number }),
  samples: [
    sample([[2, 3], [3]], { scalars: [0.3], attributes: { weight: 0.3 } }),
    sample([[2, 1], [3]], { scalars: [1.3], attributes: { weight: 1.3 } }),
  ],
  result: "first",
  refuse: refuseDtypes,
  check: refuseIntegers("lerp_kernel_scalar"),
});

const lerpTensorOp: Op = elementwise({
  name: "lerp_tensor",
  gradFn: "LerpBackward1",
  of: between,
  order: [1, 0, 2],
  derivatives: [
    d("1-z", ["z"], (g, { z }) => g.mul((z as Tensor).neg().add(1))),
    d("z", ["z"], (g, { z }) => g.mul(z)),
    // PyTorch keeps the weight, which two of its derivatives need, whichever is asked for.
    d("y-x", ["x", "y", "z"], (g, { x, y }) => g.mul((y as Tensor).sub(x))),
  ],
  tangent([ofX, ofY, ofZ], { x, y, z }) {
    return apply(lerpTensorOp, ofX!, ofY!, z).add(ofZ!.mul((y as Tensor).sub(x)));
  },
  samples: [
    sample([
      [2, 3],
      [2, 3],
      [2, 3],
    ]),
    sample([[2, 1], [3], []]),
  ],
  refuse: refuseDtypes,
  check: refuseIntegers("lerp_kernel_tensor"),
});

type Value = { readonly value: number };

const threes = [
  sample([[2, 3], [2, 3], [3]], { attributes: { value: 1 } }),
  sample([[3], [2, 1], [2, 3]], { attributes: { value: -1.5 } }),
];

const addcmulOp: Op<Value> = elementwise<Value>({
  name: "addcmul",
  choose(dtype, { value }) {
    const factor = heldNumber(dtype, value);
    if (dtype.is_floating_point) return plusProduct(factor);
    const [plus, times] = [sumIn(dtype), productIn(dtype)];
    return (x, y, z) => plus(x, times(times(factor, y), z));
  },
  derivatives: [
    d("1", [], (g) => g),
    d("value*z", ["z"], (g, { z }, { attributes: { value } }) => g.mul(z).mul(value)),
    d("value*y", ["y"], (g, { y }, { attributes: { value } }) => g.mul(y).mul(value)),
  ],
  samples: threes,
  check: refuseBools("addcmul_cpu_out"),
});

const addcdivOp: Op<Value> = elementwise<Value>({
  name: "addcdiv",
  choose(dtype, { value }) {
    return plusQuotient(heldNumber(dtype, value));
  },
  derivatives: [
    // PyTorch keeps the divisor, which two of its derivatives need, whichever is asked for.
    d("1", ["z"], (g) => g),
    d(
      "value/z",
      ["z"],
      (g, { z }, { attributes: { value } }) => {
        const divisor = z as Tensor;
        const inverse = divisor.reciprocal();
        // PyTorch multiplies in the divisor's dtype.
        if (inverse.dtype !== divisor.dtype) throw resultCannotBeCast(inverse.dtype.label, divisor.dtype.label);
        return g.mul(inverse.mul(value));
      },
      (t, { z }, { attributes: { value } }) => t.div(z).mul(value),
    ),
    d(
      "-value*y/z^2",
      ["y", "z"],
      (g, { y, z }, { attributes: { value } }) =>
        g.neg().mul(
          asTensor(y)
            .mul(value)
            .div((z as Tensor).mul(z)),
        ),
      (t, { y, z }, { attributes: { value } }) => t.mul(asTensor(y).div(z)).div(z).mul(-value),
    ),
  ],
  samples: threes,
  refuse([, y, z]) {
    if ([y, z].every((operand) => typeof operand === "object" && !operand.dtype.is_floating_point))
      throw integerAddcdiv();
  },
});

function refuseIntegers(kernel: string): (operands: readonly Operand[]) => void {
  return ([x]) => {
    const { dtype } = x as Tensor;
    if (!dtype.is_floating_point) throw notImplementedFor(kernel, dtype.label);
  };
}

function refuseDtypes([x, end, weight]: readonly Operand[]): void {
  const of = (x as Tensor).dtype;
  if ((end as Tensor).dtype !== of) throw lerpDtypes("end", of.name, (end as Tensor).dtype.name);
  // A weight without dimensions counts as a number.
  if (isTensor(weight) && weight.ndim > 0 && weight.dtype !== of)
    throw lerpDtypes("weight", of.name, weight.dtype.name);
}

function lerpArguments(
  name: string,
  input: unknown,
  end: unknown,
  weight: unknown,
): { readonly x: Tensor; readonly y: Tensor; readonly w: Operand } {
  const w = operandArgument(name, "weight", weight);
  return { x: tensorArgument(name, "input", input), y: tensorArgument(name, "end", end), w };
}

function threeOf(name: string, input: unknown, first: unknown, second: unknown): readonly [Tensor, Tensor, Tensor] {
  return [
    tensorArgument(name, "input", input),
    tensorArgument(name, "tensor1", first),
    tensorArgument(name, "tensor2", second),
  ];
}

function valueOf(name: string, options: unknown): Value {
  const given = readArguments<ValueOptions>(name, ["value"], options === undefined ? [] : [options]);
  const value = numberArgument(name, "value", given.value, 1);
  return { value };
}
