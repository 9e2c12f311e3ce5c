import type { Call, Choices } from "./choices.js";

/** The call of another writer in a mode of its own, or as a function that is differentiated in one call. */
export function scoped(inner: Call): Call {
  return (given) => {
    if (given.chance.happens(0.05)) return `torch.${given.one(modes)}(() => ${inner(given)})`;
    if (!given.chance.happens(0.1)) return inner(given);
    const call = inner(given);
    const operand = operandIn(given, call);
    return operand === null ? call : given.one(scopes)(given, call, operand);
  };
}

const modes = ["no_grad", "no_grad", "enable_grad", "inference_mode"];

interface Operand {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

type Scope = (given: Choices, call: string, operand: Operand) => string;

/** Forward mode with one operand of a call dual. `firstOf` and `tangentsOf` are the program's own (program.ts). */
const scopes: readonly Scope[] = [
  (given, call, operand) => dualLevel(given, operand, `tangentsOf(${call})`),
  (given, call, operand) => dualLevel(given, operand, `tangentsOf(${call})`),
  (given, call, operand) => dualLevel(given, operand, `tangentsOf(firstOf(${call}).mul(firstOf(${call})).sin())`),
  (_, call, { name }) => `torch.autograd.functional.jacobian((${name}) => firstOf(${call}), ${name})`,
  (given, call, operand) =>
    `torch.autograd.functional.jvp((${operand.name}) => firstOf(${call}), ${operand.name}, ${tangentFor(given, operand)})`,
];

function dualLevel(given: Choices, operand: Operand, body: string): string {
  const made = `torch.autograd.forward_ad.make_dual(${operand.name}, ${tangentFor(given, operand)})`;
  return `torch.autograd.forward_ad.dual_level(() => ((${operand.name}) => ${body})(${made}))`;
}

function tangentFor(given: Choices, { shape, dtype }: Operand): string {
  return given.like(shape, dtype);
}

/** A float tensor that a call names. */
function operandIn(given: Choices, call: string): Operand | null {
  const names = [...given.uses].filter((name) => new RegExp(`\\b${name}\\b`).test(call));
  const operands = names.map((name) => given.tensorNamed(name)).filter(({ tensor }) => tensor?.dtype.is_floating_point);
  if (operands.length === 0) return null;
  const { name, tensor } = given.one(operands);
  return { name, shape: tensor.shape, dtype: String(tensor.dtype).replace("torch.", "") };
}
