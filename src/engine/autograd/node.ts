import type { DType } from "../dtype.js";
import type { Attribute, OpCall } from "../observer.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { placeOfForward, type ForwardPlace } from "./anomaly.js";
import { functionArgument, handleOf, type RemovableHandle } from "./removableHandle.js";

/** Where a gradient flows: output `output` of `node`. Null where an operand needs no gradient. */
export interface Edge {
  readonly node: GradientNode;
  readonly output: number;
}

export type Gradients = readonly (Tensor | null)[];
export type TensorHook = (gradient: Tensor) => Tensor | null | undefined;

/** Runs before a node's vjp, with the gradients of its outputs; an array that it returns takes their place. */
export type NodePreHook = (gradOutputs: Gradients) => Gradients | null | undefined | void;
/** Runs after a node's vjp; an array that it returns takes the place of the gradients of its inputs. */
export type NodePostHook = (gradInputs: Gradients, gradOutputs: Gradients) => Gradients | null | undefined | void;

/** What a node tells of what it saved: a tensor, a number, or an attribute of the call; null where it was not needed. */
export type SavedValue = Tensor | Attribute | undefined;

interface HookRegistration {
  readonly output: number;
  readonly hook: TensorHook;
}

/** Hooks in the order of registration. */
export interface NodeHooks {
  readonly pre: Set<{ readonly hook: NodePreHook }>;
  readonly post: Set<{ readonly hook: NodePostHook }>;
}

let made = 0;

/**
 * A node of the backward graph, as `grad_fn` and `next_functions` show it. Nodes point only to nodes that were made
 * before them, so descending `sequence` is an order in which every node's gradient is complete when its turn comes.
 * https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.html
 */
export abstract class GradientNode {
  /** What was saved for backward, by PyTorch's names. Throws once the graph has been freed. */
  readonly [saved: `_saved_${string}`]: SavedValue;
  /** Counts the nodes made so far: a later node has a greater number. */
  readonly sequence: number = made++;
  /** The op call that made this node; set when it was made under an observer. Its tensors go when the graph is freed. */
  call: OpCall | null = null;
  /** The leaf that an AccumulateGrad node accumulates into; other nodes have none. */
  readonly variable?: Tensor;

  /** @internal Where this node was made, if anomaly mode was on. */
  readonly origin: ForwardPlace | null = placeOfForward();

  private hooks: HookRegistration[] | null = null;
  private nodeHooks: NodeHooks | null = null;
  private meta: Record<string, unknown> | null = null;
  private retaining: (Tensor | null)[] | null = null;

  /** PyTorch's name: `MulBackward0`, `torch::autograd::AccumulateGrad`. */
  abstract name(): string;

  /** @internal Where the gradients of this node's inputs flow, one for each operand. */
  abstract readonly edges: readonly (Edge | null)[];

  /** @internal */
  abstract readonly outputCount: number;

  /** How many gradients its hooks see: counts and indices behind the last result that has one are none of them. */
  get gradientCount(): number {
    return this.outputCount;
  }

  /** @internal */
  abstract outputShape(output: number): Shape;

  /** @internal */
  abstract outputStrides(output: number): readonly number[];

  /** @internal The dtype that gradients of this output get; null where any will do. */
  abstract outputDtype(output: number): DType | null;

  /**
   * @internal The vector-Jacobian product: gradients of the operands for which `needed` is true, from those of the
   * outputs. Throws if what it needs has been freed or changed since.
   */
  abstract apply(gradients: Gradients, needed: readonly boolean[], createGraph: boolean): Gradients;

  /** @internal Whether it takes its turn as soon as it can, before any node made later: leaves, and nodes that only refuse. */
  get comesFirst(): boolean {
    return false;
  }

  /** @internal Forgets the tensors that were saved for backward. */
  release(): void {
    if (this.call !== null) this.call = { ...this.call, inputs: [], outputs: [] };
  }

  /** The nodes that this node's gradients go to, as `[node, index of its output]`, one for each operand. */
  get next_functions(): readonly (readonly [GradientNode | null, number])[] {
    return this.edges.map((edge) => (edge === null ? ([null, 0] as const) : ([edge.node, edge.output] as const)));
  }

  /** A place for whatever a script wants to keep with this node. */
  get metadata(): Record<string, unknown> {
    return (this.meta ??= {});
  }

  /**
   * Calls the hook after this node's vjp whenever backward comes by, with the gradients of its inputs and of its outputs.
   * An array that it returns takes the place of the former. Throws, at that time, for anything else, and for an array of
   * another length.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_hook.html
   */
  register_hook(fn: NodePostHook): RemovableHandle {
    return handleOf(this.allNodeHooks().post, functionArgument("register_hook", fn));
  }

  /**
   * Calls the hook before this node's vjp, with the gradients of its outputs, after the hooks of the tensors themselves. An
   * array that it returns takes their place. Throws as `register_hook` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_prehook.html
   */
  register_prehook(fn: NodePreHook): RemovableHandle {
    return handleOf(this.allNodeHooks().pre, functionArgument("register_prehook", fn));
  }

  /** The number of nodes made before this one. Backward runs the greatest first. */
  _sequence_nr(): number {
    return this.sequence;
  }

  /** The name without its namespace, as it stands in a tensor's printed form. */
  toString(): string {
    return `<${printedName(this)}>`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal Whether its hooks see gradients that nobody wants. */
  get showsAll(): boolean {
    return false;
  }

  /** @internal The node's own hooks; null where it never had any. */
  get ownHooks(): NodeHooks | null {
    return this.nodeHooks;
  }

  private allNodeHooks(): NodeHooks {
    return (this.nodeHooks ??= { pre: new Set(), post: new Set() });
  }

  /** @internal */
  addHook(output: number, hook: TensorHook): HookRegistration {
    const registration = { output, hook };
    this.hooks = [...(this.hooks ?? []), registration];
    return registration;
  }

  /** @internal */
  removeHook(registration: HookRegistration): void {
    // A copy, because a hook may remove itself while the hooks of its node run.
    if (this.hooks !== null) this.hooks = this.hooks.filter((other) => other !== registration);
  }

  /** @internal The hooks of each output that has some, the output first that had one first, as PyTorch runs them. */
  tensorHooks(): ReadonlyMap<number, readonly TensorHook[]> {
    if (this.hooks === null) return noHooks;
    const hooks = new Map<number, TensorHook[]>();
    for (const { output, hook } of this.hooks) hooks.set(output, [...(hooks.get(output) ?? []), hook]);
    return hooks;
  }

  /** @internal The non-leaf tensor whose `.grad` is to hold the gradient of this output. */
  retainedBy(output: number): Tensor | null {
    return this.retaining?.[output] ?? null;
  }

  /** @internal */
  retain(output: number, tensor: Tensor | null): void {
    this.retaining ??= [];
    this.retaining[output] = tensor;
  }
}

const noHooks: ReadonlyMap<number, readonly TensorHook[]> = new Map();

/** The op of a node as PyTorch's errors name it: `Add`, `Split`. */
export function opNameOf(node: GradientNode): string {
  return node.name().replace(/Backward(?!s|.*Backward)0?/, "");
}

/** A node's name as PyTorch prints it, without `torch::autograd::`. */
export function printedName(node: GradientNode): string {
  return node.name().replace("torch::autograd::", "");
}
