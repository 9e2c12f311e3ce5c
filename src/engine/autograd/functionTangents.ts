import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { atLevel, type DualLevel } from "./dualLevel.js";
import type { FunctionNode, FunctionRules } from "./functionNode.js";
import { laidAs, tangentAt } from "./tangents.js";
import { sameShape } from "../shape.js";
import { about } from "../failedCall.js";

interface Call {
  readonly rules: FunctionRules;
  readonly node: FunctionNode;
  readonly args: readonly unknown[];
  readonly outputs: readonly unknown[];
}

/** Gives the results of a custom Function the tangents that its `jvp` makes of those of its arguments. */
export function carryThroughFunction(level: DualLevel, call: Call): void {
  if (level.outer !== null) carryThroughFunction(level.outer, call);
  const { rules, node, args, outputs } = call;
  const own = args.map((arg) => (isTensor(arg) ? tangentAt(level, arg) : null));
  if (own.every((tangent) => tangent === null)) return;
  const { jvp } = rules;
  if (typeof jvp !== "function") throw errors.noJvp();
  const versions = own.map((tangent) => tangent?._version);
  const given = args.map(
    (arg, i) => own[i] ?? (node.state.materializes && isTensor(arg) ? contiguousZeros(arg) : null),
  );
  const returned: unknown = atLevel(level.outer, () =>
    callUserCode(() => Reflect.apply(jvp, rules, [node.context, ...given] as never)),
  );
  const tangents: readonly unknown[] = Array.isArray(returned) ? (returned as readonly unknown[]) : [returned];
  if (tangents.length !== outputs.length) throw errors.wrongTangentCount(outputs.length, tangents.length);
  outputs.forEach((output, i) => {
    const tangent = checked(node, output, tangents[i] ?? null, i);
    if (!isTensor(output)) return;
    if (tangent === null) {
      level.set(output, null);
    } else if (node.state.dirty.includes(output)) {
      const input = args.indexOf(output);
      const before = own[input] ?? null;
      if (before !== null && tangent._version === versions[input]) throw errors.tangentNotWritten();
      if (before !== null && tangent !== before) throw errors.tangentNotReturned();
      level.set(output, tangent);
    } else {
      if (showsArgument(output, args) && tangent.viewState === null) throw errors.tangentIsNoView();
      level.set(output, laidAs(level, output, tangent));
    }
  });
}

function checked({ state }: FunctionNode, output: unknown, tangent: unknown, i: number): Tensor | null {
  if (tangent === null) return null;
  if (!isTensor(tangent)) throw errors.tangentOfWrongKind(tangent, i);
  if (!isTensor(output) || !output.dtype.is_floating_point || state.nonDifferentiable.includes(output))
    throw errors.tangentOfNoTensor(i);
  if (!sameShape(output.shape, tangent.shape))
    throw about(errors.tangentOfWrongSize(output.shape, tangent.shape), tangent);
  return tangent;
}

/** Whether a result shows the storage of an argument, as a view of it or of what that is a view of. */
function showsArgument(output: Tensor, args: readonly unknown[]): boolean {
  const base = output.viewState?.base;
  return base !== undefined && args.some((arg) => isTensor(arg) && (arg.viewState?.base ?? arg) === base);
}
