import type { DType } from "../dtype.js";
import type { OpCall } from "../observer.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** Where a gradient flows: output `output` of `node`. Null where an operand needs no gradient. */
export interface Edge {
  readonly node: GradientNode;
  readonly output: number;
}

export type Gradients = readonly (Tensor | null)[];
export type TensorHook = (gradient: Tensor) => Tensor | null | undefined;

interface HookRegistration {
  readonly output: number;
  readonly hook: TensorHook;
}

let made = 0;

/**
 * A node of the backward graph, as `grad_fn` and `next_functions` show it. Nodes point only to nodes that were made
 * before them, so descending `sequence` is an order in which every node's gradient is complete when its turn comes.
 */
export abstract class GradientNode {
  /** Counts the nodes made so far: a later node has a greater number. */
  readonly sequence: number = made++;
  /** The op call that made this node; set when it was made under an observer. Its tensors go when the graph is freed. */
  call: OpCall | null = null;
  /** The leaf that an AccumulateGrad node accumulates into; other nodes have none. */
  readonly variable?: Tensor;

  private hooks: HookRegistration[] | null = null;
  private retaining: (Tensor | null)[] | null = null;

  /** PyTorch's name: `MulBackward0`, `torch::autograd::AccumulateGrad`. */
  abstract name(): string;

  /** @internal Where the gradients of this node's inputs flow, one for each operand. */
  abstract readonly edges: readonly (Edge | null)[];

  /** @internal */
  abstract readonly outputCount: number;

  /** @internal */
  abstract outputShape(output: number): Shape;

  /** @internal */
  abstract outputDtype(output: number): DType;

  /**
   * @internal The vector-Jacobian product: gradients of the operands for which `needed` is true, from those of the
   * outputs. Throws if what it needs has been freed or changed since.
   */
  abstract apply(gradients: Gradients, needed: readonly boolean[], createGraph: boolean): Gradients;

  /** @internal Forgets the tensors that were saved for backward. */
  release(): void {
    if (this.call !== null) this.call = { ...this.call, inputs: [], outputs: [] };
  }

  /** The nodes that this node's gradients go to, as `[node, index of its output]`, one for each operand. */
  get next_functions(): readonly (readonly [GradientNode | null, number])[] {
    return this.edges.map((edge) => (edge === null ? ([null, 0] as const) : ([edge.node, edge.output] as const)));
  }

  /** The name without its namespace, as it stands in a tensor's printed form. */
  toString(): string {
    return `<${printedName(this)}>`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
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

  /** @internal */
  hooksOf(output: number): readonly TensorHook[] {
    if (this.hooks === null) return noHooks;
    return this.hooks.filter((registration) => registration.output === output).map(({ hook }) => hook);
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

const noHooks: readonly TensorHook[] = [];

/** A node's name as PyTorch prints it, without `torch::autograd::`. */
export function printedName(node: GradientNode): string {
  return node.name().replace("torch::autograd::", "");
}
