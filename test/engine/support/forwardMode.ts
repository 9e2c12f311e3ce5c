import * as torch from "../../../src/engine/index.js";
import { setObserver, type OpCall } from "../../../src/engine/observer.js";
import type { Attributes, Op, Saved } from "../../../src/engine/ops/op.js";
import { opTable } from "../../../src/engine/ops/table.js";

/** Runs a function and gives the calls whose results have a grad_fn, in the order in which they were made. */
export function recordCalls<Result>(body: () => Result): {
  readonly calls: readonly OpCall[];
  readonly result: Result;
} {
  const calls: OpCall[] = [];
  const nothing = (): void => undefined;
  setObserver({
    opMade: (call) => void calls.push(call),
    opUntracked: nothing,
    beforeWrite: nothing,
    backwardBegan: nothing,
    nodeDone: nothing,
    backwardEnded: nothing,
    enterModule: nothing,
    leaveModule: nothing,
    saveSite: () => 0,
    restoreSite: nothing,
  });
  try {
    return { calls, result: body() };
  } finally {
    setObserver(null);
  }
}

/** Carries tangents through recorded calls by the ops' jvp rules. Null is a tangent of zero. */
export function tangentsOf(
  calls: readonly OpCall[],
  given: readonly (readonly [torch.Tensor, torch.Tensor])[],
  outputs: readonly torch.Tensor[],
): readonly (torch.Tensor | null)[] {
  const tangents = new Map(given);
  for (const call of calls) {
    const op = opTable[call.op as keyof typeof opTable] as Op;
    const operands = [...call.inputs, ...call.scalars];
    const own = operands.slice(0, op.arity).map((operand) => tangents.get(operand as torch.Tensor) ?? null);
    if (own.every((tangent) => tangent === null)) continue;
    const [x, y, z, w, v] = operands;
    const [out, second, third] = call.outputs;
    const saved = { x, y, z, w, v, out, second, third } as Saved;
    const info = { attributes: call.attributes as Attributes, shapeOf: (i: number) => call.inputs[i]!.shape };
    const results = torch.no_grad(() => op.jvp(own, saved, info, call.outputs));
    results.forEach((tangent, i) => {
      if (tangent !== null) tangents.set(call.outputs[i]!, tangent);
    });
  }
  return outputs.map((output) => tangents.get(output) ?? null);
}
