import { AutogradFunction, type FunctionCtx } from "../../autograd/function.js";
import { is_grad_enabled } from "../../autograd/gradMode.js";
import type { GradientNode } from "../../autograd/node.js";
import { warnOnce } from "../../autograd/warnings.js";
import * as errors from "../../errors.js";
import { pythonClass } from "../../errors/words.js";
import { callUserCode } from "../../observer.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import type { Module } from "../module.js";
import type { Gradients, Registration } from "./moduleHooks.js";

/** Stands at a module's border in the graph, where its gradients come by. */
class BackwardHookFunction extends AutogradFunction {
  static forward(ctx: FunctionCtx, ...args: Tensor[]): Tensor[] {
    ctx.mark_non_differentiable(...args.filter((arg) => !arg.requires_grad));
    return args;
  }

  static backward(_: FunctionCtx, ...gradients: Tensor[]): Tensor[] {
    return gradients;
  }
}

/** The backward hooks of one call: one border behind its results, where they begin, and one before its arguments. */
export class BackwardHooks {
  private gradOutputs: Gradients | null = null;
  private inputCount = 0;
  /** Which of the arguments are tensors; null if none of them wants a gradient. */
  private inputPlaces: readonly number[] | null = null;

  constructor(
    private readonly module: Module,
    private readonly hooks: readonly Registration[],
    private readonly preHooks: readonly Registration[],
  ) {}

  /** The arguments as `forward` is to get them. */
  ofInputs(args: readonly unknown[]): readonly unknown[] {
    const { values, places } = bordered(args, (node) => {
      node.register_hook((gradInputs) => this.inputsDone(gradInputs));
    });
    this.inputCount = args.length;
    this.inputPlaces = places;
    return values;
  }

  /** The result as the caller is to get it. */
  ofResult(result: unknown): unknown {
    if (!isTensor(result) && !Array.isArray(result)) {
      warnOnce(
        `For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received ${pythonClass(result)}`,
      );
      return result;
    }
    const results: readonly unknown[] = isTensor(result) ? [result] : result;
    const { values } = bordered(results, (node, places) => {
      node.register_hook((_, gradients) => this.outputsDone(gradients, places, results.length));
    });
    return isTensor(result) ? values[0] : values;
  }

  private outputsDone(gradients: Gradients, places: readonly number[], count: number): Gradients {
    let gradOutputs = spread(gradients, places, count);
    for (const { hook } of this.preHooks) {
      const result = callUserCode(() => hook(this.module, gradOutputs));
      gradOutputs = replaced(result, gradOutputs, errors.backwardPreHookCount);
    }
    this.gradOutputs = gradOutputs;
    if (this.inputPlaces === null) this.withoutInputs(gradOutputs);
    return places.map((place) => gradOutputs[place] ?? null);
  }

  private withoutInputs(gradOutputs: Gradients): void {
    warnOnce(
      "Full backward hook is firing when gradients are computed with respect to module outputs since no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more details.",
    );
    const none = spread([], [], this.inputCount);
    for (const { hook } of this.hooks) {
      const result: unknown = callUserCode(() => hook(this.module, none, gradOutputs));
      const isNothing = Array.isArray(result) && result.every((value) => value === null || value === undefined);
      if (result !== null && result !== undefined && !isNothing) throw errors.gradientOfNoInput();
    }
    this.gradOutputs = null;
  }

  private inputsDone(gradInputs: Gradients): Gradients | null {
    const { gradOutputs } = this;
    // In a second derivative gradients come to the arguments that have not come by the results.
    if (gradOutputs === null) return null;
    const places = this.inputPlaces!;
    let current = spread(gradInputs, places, this.inputCount);
    for (const { hook } of this.hooks) {
      const result = callUserCode(() => hook(this.module, current, gradOutputs));
      current = replaced(result, current, errors.backwardHookCount);
    }
    this.gradOutputs = null;
    return places.map((place) => current[place] ?? null);
  }
}

/** A hook of the older kind, which sees what the last op of the module sees. */
export function runRegularHook(module: Module, hook: Registration["hook"], result: unknown): void {
  const first = firstTensor(result);
  first?.grad_fn?.register_hook((gradInputs, gradOutputs) => {
    return hook(module, gradInputs, gradOutputs) as Gradients | null;
  });
}

function firstTensor(value: unknown): Tensor | null {
  if (isTensor(value)) return value;
  const items: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === "object" && value !== null
      ? Object.values(value)
      : [];
  return items.map(firstTensor).find((tensor) => tensor !== null) ?? null;
}

/** The values with the tensors among them behind a border, whose node is told if there is one. */
function bordered(
  values: readonly unknown[],
  told: (node: GradientNode, places: readonly number[]) => void,
): { readonly values: readonly unknown[]; readonly places: readonly number[] | null } {
  const places = values.flatMap((value, i) => (isTensor(value) ? [i] : []));
  const tensors = places.map((place) => values[place] as Tensor);
  if (!is_grad_enabled() || !tensors.some((tensor) => tensor.requires_grad)) return { values, places: null };
  const behind = BackwardHookFunction.apply(...tensors);
  const node = behind.find((tensor) => tensor.grad_fn !== null)!.grad_fn!;
  told(node, places);
  return { values: values.map((value, i) => (isTensor(value) ? behind[places.indexOf(i)]! : value)), places };
}

function spread(values: Gradients, places: readonly number[], count: number): Gradients {
  const result = Array.from<Tensor | null>({ length: count }).fill(null);
  places.forEach((place, i) => (result[place] = values[i] ?? null));
  return result;
}

function replaced(result: unknown, current: Gradients, wrongCount: (got: number, wanted: number) => Error): Gradients {
  if (result === undefined || result === null) return current;
  const all: readonly unknown[] = Array.isArray(result) ? result : [result];
  if (all.length !== current.length) throw wrongCount(all.length, current.length);
  const wrong = all.find((value) => value !== null && value !== undefined && !isTensor(value));
  if (wrong !== undefined) throw errors.hookReturnedNoTensor(wrong);
  return all as Gradients;
}
