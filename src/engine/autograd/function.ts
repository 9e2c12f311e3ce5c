import * as errors from "../errors.js";
import { batchLevel, innermostOf, type BatchLevel } from "../func/batchLevel.js";
import { transform } from "../func/transform.js";
import { forwardOverBatch } from "../func/vmapRule.js";
import { callUserCode, opObserver } from "../observer.js";
import { report } from "../ops/dispatch.js";
import { noAttributes } from "../ops/op.js";
import { isTensor } from "../tensorFactory.js";
import { atLevel, dualLevel } from "./dualLevel.js";
import { operandEdge } from "./edges.js";
import type { FunctionContext } from "./functionContext.js";
import { FunctionNode, type FunctionRules } from "./functionNode.js";
import { placeOutputs } from "./functionOutputs.js";
import { carryThroughFunction } from "./functionTangents.js";
import { inGradMode, isRecording } from "./gradMode.js";
import { classNamed } from "./nodeClasses.js";

/**
 * The first argument of a Function's `forward` and `backward`. What these keep in it are its fields:
 * `ctx: torch.autograd.FunctionCtx<{ factor: number }>`.
 */
export type FunctionCtx<Fields extends object = Record<never, never>> = FunctionContext & Fields;

type AnyFunction = (...args: never[]) => unknown;

/** The arguments of `apply`: those of `forward`, without `ctx` unless `setup_context` takes that. */
type ArgumentsOf<Rules> = Rules extends { setup_context: AnyFunction; forward: (...args: infer All) => unknown }
  ? All
  : Rules extends { forward: (ctx: never, ...args: infer Rest) => unknown }
    ? Rest
    : readonly unknown[];

type ResultOf<Rules> = Rules extends { forward: (...args: never[]) => infer Result } ? Result : never;

/**
 * An op with a derivative of your own. Derive from it, write static `forward(ctx, …)` and `backward(ctx, …)`, and call
 * `apply(…)`; with a static `setup_context(ctx, inputs, output)`, `forward` takes no ctx. `backward` gets one gradient for
 * each result and gives one for each argument, null where there is none.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function
 */
export class AutogradFunction {
  constructor() {
    throw errors.functionInstantiated();
  }

  /**
   * Runs `forward` without recording, and records it as one op. Throws if there is no `forward`, and if what it marked as
   * dirty is a leaf that requires grad or is not among its results.
   * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function
   */
  static apply<Rules extends FunctionRules>(this: Rules, ...args: ArgumentsOf<Rules>): ResultOf<Rules> {
    if (typeof (this as unknown) !== "function") throw errors.applyWithoutClass();
    return run(this, args) as ResultOf<Rules>;
  }
}
Object.defineProperty(AutogradFunction, "name", { value: "Function" });

function run(rules: FunctionRules, args: readonly unknown[]): unknown {
  const { forward, setup_context: setUp } = rules;
  if (typeof forward !== "function") throw errors.noForward();
  const inputs = args.filter(isTensor);
  const tracked = isRecording() && inputs.some((input) => input.requires_grad);
  const Node = classNamed(FunctionNode, `${rules.name}Backward`);
  const node = new Node(rules, args);
  const ctx = node.context;
  const edges = tracked ? inputs.map(operandEdge) : [];
  const level = batchLevel === null ? null : innermostOf(inputs);
  if ((transform !== null || level !== null) && setUp === undefined) throw errors.noSetupContext();
  const raw: unknown =
    level !== null
      ? overSlices(level, rules, ctx, args)
      : unrecorded(() => {
          if (setUp === undefined) return Reflect.apply(forward, rules, [ctx, ...args] as never);
          const output: unknown = Reflect.apply(forward, rules, args as never);
          Reflect.apply(setUp, rules, [ctx, args, output] as never);
          return output;
        });
  const several = Array.isArray(raw);
  const outputs = several ? (raw as readonly unknown[]) : [raw];
  const placed = placeOutputs(node, inputs, outputs, { tracked, savedByOthers: setUp !== undefined });
  if (dualLevel !== null) carryThroughFunction(dualLevel, { rules, node, args, outputs: placed });
  node.state.forForward = null;
  if (tracked) node.record(edges, placed);
  if (opObserver !== null) report(rules.name, tracked ? node : null, inputs, noAttributes, placed.filter(isTensor));
  return several ? placed : placed[0];
}

/** The same for arguments that are mapped over, whose calls are recorded where their wholes are. */
function overSlices(level: BatchLevel, rules: FunctionRules, ctx: object, args: readonly unknown[]): unknown {
  const output = forwardOverBatch(level, rules, args, (slices) => run(rules, slices));
  unrecorded(() => Reflect.apply(rules.setup_context!, rules, [ctx, args, output] as never));
  return output;
}

/** Runs a `forward`, in which neither mode is on. */
function unrecorded(body: () => unknown): unknown {
  const recordless = (): unknown => inGradMode(false, () => callUserCode(body));
  return dualLevel === null ? recordless() : atLevel(null, recordless);
}

type Backward<Ctx, Arguments extends readonly unknown[], Result> = (ctx: Ctx, ...gradients: Arguments) => Result;

/**
 * Marks a `backward` that cannot itself be differentiated: what it gives under `create_graph` throws when one tries. As a
 * decorator, or around a function: `static backward = once_differentiable((ctx, g) => …)`.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.once_differentiable.html
 */
export function once_differentiable<Ctx, Arguments extends readonly unknown[], Result>(
  fn: Backward<Ctx, Arguments, Result>,
  _decorated?: unknown,
): Backward<Ctx, Arguments, Result> {
  return function (this: unknown, ctx, ...gradients) {
    const result = inGradMode(false, () => Reflect.apply(fn, this, [ctx, ...gradients]) as Result);
    if (!isRecording() || !gradients.some((gradient) => isTensor(gradient) && gradient.requires_grad)) return result;
    const results: readonly unknown[] = Array.isArray(result) ? (result as readonly unknown[]) : [result];
    return delayedErrors(results) as Result;
  };
}

/** The results at a node whose backward throws. */
function delayedErrors(results: readonly unknown[]): readonly unknown[] {
  const sources = results.map((result) => {
    // Not by requires_grad_(), which transforms refuse.
    return isTensor(result) ? Object.assign(result.detach(), { wantsGradient: true }) : result;
  });
  return TwiceDifferentiated.apply(...sources) as readonly unknown[];
}

/** PyTorch's DelayedError. */
class TwiceDifferentiated extends AutogradFunction {
  static forward(...results: readonly unknown[]): readonly unknown[] {
    return results.map((result) => (isTensor(result) ? result.detach() : result));
  }

  static setup_context(): void {
    // It keeps nothing, but transforms want it.
  }

  static backward(): never {
    throw errors.differentiatedTwice();
  }
}
