import type { Attributes, Op, Saved } from "./op.js";

/**
 * An activation as it is written over its operand: PyTorch's rule then takes the slope from the result, which its node keeps
 * and which must not be written again. `refusal` is the fault of slopes that the result does not tell. Where the result stands for
 * the operand in the rule, second derivatives go through it, as PyTorch's.
 */
export function overwritten<A extends Attributes>(
  op: Op<A>,
  refusal: (attributes: A) => Error | null = () => null,
  slopeFrom: "operand" | "result" = "operand",
): Op<A> {
  const check = (attributes: A): void => {
    const refused = refusal(attributes);
    if (refused !== null) throw refused;
  };
  const seenBy = (saved: Saved): Saved => (slopeFrom === "result" ? { ...saved, x: saved.out } : saved);
  return {
    ...op,
    saves: (needed) => [...new Set([...op.saves(needed), "out" as const])],
    vjp(gradients, saved, info, needed) {
      check(info.attributes);
      return op.vjp(gradients, seenBy(saved), info, needed);
    },
    jvp(tangents, saved, info, outputs) {
      check(info.attributes);
      return op.jvp(tangents, seenBy(saved), info, outputs);
    },
  };
}
