import { readArguments } from "../arguments.js";
import { byName } from "../callByName.js";
import { multiGradMode, multiGradWithoutGraph } from "../errors.js";
import { tensorList } from "../ops/tensorLists.js";
import type { Tensor } from "../tensor.js";
import { currentPass } from "./backward.js";
import { gradientEdge } from "./edges.js";
import type { Edge, Gradients } from "./node.js";
import { functionArgument, handle, type RemovableHandle } from "./removableHandle.js";

interface MultiGradOptions {
  /** "all" calls the hook once all gradients of a backward are complete, "any" with the first. */
  readonly mode?: "all" | "any";
}

/**
 * Calls a hook in each backward when the gradients of several tensors are complete: with all of them, null for tensors
 * that the backward does not reach, or under `mode: "any"` with the first. Throws for tensors that do not require grad.
 * https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.register_multi_grad_hook
 */
export function register_multi_grad_hook(
  tensors: readonly Tensor[],
  fn: (gradients: Gradients) => void,
  options?: { readonly mode?: "all" },
): RemovableHandle;
export function register_multi_grad_hook(
  tensors: readonly Tensor[],
  fn: (gradient: Tensor) => void,
  options: { readonly mode: "any" },
): RemovableHandle;
export function register_multi_grad_hook(
  tensors: readonly Tensor[],
  fn: ((gradients: Gradients) => void) | ((gradient: Tensor) => void),
  ...rest: unknown[]
): RemovableHandle {
  const named = byName(register_multi_grad_hook, "register_multi_grad_hook(tensors, fn, *, mode)", arguments);
  if (named !== null) return named.result;
  const { mode = "all" } = readArguments<MultiGradOptions>("register_multi_grad_hook", ["mode"], rest);
  if (mode !== "all" && mode !== "any") throw multiGradMode(mode);
  functionArgument("register_multi_grad_hook", fn);
  const edges = tensorList("register_multi_grad_hook", tensors).map((tensor) => {
    const edge = gradientEdge(tensor);
    if (edge === null) throw multiGradWithoutGraph();
    return edge;
  });
  const arrived =
    mode === "all" ? whenAll(edges, fn as (gradients: Gradients) => void) : whenAny(fn as (gradient: Tensor) => void);
  const handles = tensors.map((tensor, i) => tensor.register_hook((gradient) => arrived(gradient, i)));
  return handle(() => {
    for (const each of handles) each.remove();
  });
}

type Arrived = (gradient: Tensor, index: number) => void;

/** Counts what arrives in each backward apart, since one may run inside of another. */
function whenAll(edges: readonly Edge[], fn: (gradients: Gradients) => void): Arrived {
  const collected = new WeakMap<object, { readonly gradients: (Tensor | null)[]; missing: number }>();
  return (gradient, index) => {
    const pass = currentPass()!;
    let state = collected.get(pass);
    if (state === undefined) {
      const missing = edges.filter(({ node }) => pass.willRun(node)).length;
      state = { gradients: edges.map(() => null), missing };
      collected.set(pass, state);
    }
    state.gradients[index] = gradient;
    state.missing--;
    if (state.missing !== 0) return;
    collected.delete(pass);
    fn(state.gradients);
  };
}

function whenAny(fn: (gradient: Tensor) => void): Arrived {
  const told = new WeakSet();
  return (gradient) => {
    const pass = currentPass()!;
    if (told.has(pass)) return;
    told.add(pass);
    fn(gradient);
  };
}
