import { byName } from "../callByName.js";
import { derivativeNotImplemented, heavisideDtypes } from "../errors.js";
import type { Tensor } from "../tensor.js";
import { contiguousZeros } from "../tensorFactory.js";
import { apply } from "./dispatch.js";
import { d, elementwise } from "./elementwise.js";
import { binary, binaryInPlace, type StepFunction, type StepInPlace } from "./functions.js";
import { inPlace } from "./inPlace.js";
import { noAttributes, sample, type CallInfo, type Op, type Operand } from "./op.js";
import { operandArgument, tensorArgument } from "./operands.js";

/**
 * 0 below 0, 1 above, and at 0 the other element; broadcast. Throws for different dtypes. PyTorch has no derivative of it.
 * https://docs.pytorch.org/docs/stable/generated/torch.heaviside.html
 */
export const heaviside: StepFunction = binary(
  {
    name: "heaviside",
    gradFn: "torch::autograd::NotImplemented",
    unknownAs: "heaviside",
    of: (x, y) => (x === 0 ? y : x < 0 || Number.isNaN(x) ? 0 : 1),
    derivatives: [d("not implemented", [], notImplemented), d("not implemented", [], notImplemented)],
    samples: [],
    refuse: ([x, y]) => {
      if ((x as Tensor).dtype !== (y as Tensor).dtype) throw heavisideDtypes();
    },
  },
  "values",
);

/** `heaviside` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.heaviside_.html */
export const heaviside_: StepInPlace = binaryInPlace(heaviside, "values");

/**
 * The magnitude of input with the sign of other, −0 included; broadcast, other may be a number; as floating point.
 * https://docs.pytorch.org/docs/stable/generated/torch.copysign.html
 */
export function copysign(input: Tensor, other: Operand): Tensor {
  const named = byName(copysign, "copysign(input, other)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("copysign", "input", input);
  const y = operandArgument("copysign", "other", other, x);
  return apply(typeof y === "number" ? copysignNumberOp : copysignOp, x, y);
}

/** `copysign` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copysign_.html */
export function copysign_(input: Tensor, other: Operand): Tensor {
  const named = byName(copysign_, "copysign_(input, other)", arguments);
  if (named !== null) return named.result;
  const y = operandArgument("copysign_", "other", other, input);
  const op = typeof y === "number" ? copysignNumberOp : copysignOp;
  return inPlace(op, tensorArgument("copysign_", "input", input), [y], noAttributes);
}

/** The ops of this family that take numbers. */
export default class SignedOperandOps {
  /** @internal */
  static get ops() {
    return { copysign: copysignOp, copysign_number: copysignNumberOp };
  }
}

const copysignOp: Op = elementwise({
  name: "copysign",
  of: withSign,
  derivatives: [d("out/x", ["x", "out"], (g, { x, out }) => turned(g, x, out)), d("0", [], contiguousZeros)],
  carriesFirstOnly: true,
  result: "floating",
  samples: [sample([[2, 3], [3]], { low: -1.4, high: 1.6 })],
});

const copysignNumberOp: Op = elementwise({
  name: "copysign_number",
  gradFn: "CopysignBackward1",
  of: withSign,
  derivatives: [d("out/x", ["x", "out"], (g, { x, out }) => turned(g, x, out))],
  result: "floating",
  samples: [sample([[2, 3]], { low: -1.4, high: 1.6, scalars: [-0.7] })],
});

function withSign(x: number, y: number): number {
  return y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x);
}

/** g times out/x, which is 0 where x is. */
function turned(g: Tensor, x: Tensor, out: Tensor): Tensor {
  return g.mul(out.div(x).masked_fill_(x.eq(0), 0));
}

function notImplemented(_g: Tensor, _saved: object, { attributes }: CallInfo): never {
  throw derivativeNotImplemented(attributes["inplace"] === true ? "heaviside_" : "heaviside");
}
