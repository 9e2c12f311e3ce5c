import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import type { Shape } from "../shape.js";
import { filledTensor, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { GradientNode, type Edge, type Gradients } from "./node.js";
import { SavedTensor } from "./savedTensor.js";

/** What the author of a Function may write beside `forward`. */
export interface FunctionRules {
  readonly name: string;
  readonly forward?: (...args: never[]) => unknown;
  readonly setup_context?: (ctx: never, inputs: never, output: never) => void;
  readonly backward?: (ctx: never, ...gradients: never[]) => unknown;
  readonly vjp?: (ctx: never, ...gradients: never[]) => unknown;
}

type OutputInfo = { readonly shape: Shape; readonly dtype: DType } | null;

/**
 * The node of a call of a custom Function, which is also the `ctx` of its `forward` and `backward`: a place where these
 * keep what they like.
 */
export class FunctionNode extends GradientNode {
  /** The places of the tensors among the arguments. */
  edges: readonly (Edge | null)[] = [];
  /** For each argument, whether backward has to give a gradient for it. */
  readonly needs_input_grad: readonly boolean[];

  private outputs: readonly OutputInfo[] = [];
  private materializes = true;
  private kept: readonly (SavedTensor | null)[] | null = [];
  /** @internal What `forward` asked to be saved, until it has returned. */
  toSave: readonly (Tensor | null)[] = [];
  /** @internal */
  dirty: readonly Tensor[] = [];
  /** @internal */
  nonDifferentiable: readonly Tensor[] = [];

  /** @internal */
  constructor(
    private readonly rules: FunctionRules,
    private readonly inputs: readonly boolean[],
    needsGradient: readonly boolean[],
  ) {
    super();
    this.needs_input_grad = needsGradient;
  }

  /**
   * Keeps tensors for backward, which finds them in `saved_tensors`; null is kept too. Throws for anything else.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.save_for_backward.html
   */
  save_for_backward(...tensors: readonly (Tensor | null | undefined)[]): void {
    tensors.forEach((tensor, i) => {
      if (tensor !== null && tensor !== undefined && !isTensor(tensor)) throw errors.savedNoTensor(tensor, i);
    });
    this.toSave = tensors.map((tensor) => tensor ?? null);
  }

  /**
   * What was kept for backward. Throws once the graph has been freed, and for tensors that were written in place since.
   */
  get saved_tensors(): readonly Tensor[] {
    if (this.kept === null) throw errors.secondBackward();
    // PyTorch's tuple may hold None as well; a script that saves null knows which one it is.
    return this.kept.map((saved) => saved?.unpack() ?? null) as readonly Tensor[];
  }

  /**
   * Says that `forward` wrote these inputs in place. They must be among its results.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.mark_dirty.html
   */
  mark_dirty(...tensors: readonly Tensor[]): void {
    this.dirty = checked("mark_dirty", tensors);
  }

  /**
   * Says that no gradient flows through these results. Backward gets zeros for them.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.mark_non_differentiable.html
   */
  mark_non_differentiable(...tensors: readonly Tensor[]): void {
    this.nonDifferentiable = checked("mark_non_differentiable", tensors);
  }

  /**
   * Whether backward gets zeros for gradients that did not arrive, as it does unless told otherwise, or null.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.set_materialize_grads.html
   */
  set_materialize_grads(value: boolean): void {
    if (typeof value !== "boolean") throw errors.wrongArgument("set_materialize_grads", "value", "bool", value);
    this.materializes = value;
  }

  override name(): string {
    return `${this.rules.name}Backward`;
  }

  get outputCount(): number {
    return this.outputs.length;
  }

  /** What `forward` returned beside tensors has no gradient, and no shape of one. */
  outputShape(output: number): Shape {
    return this.outputs[output]?.shape ?? [];
  }

  outputDtype(output: number): DType | null {
    return this.outputs[output]?.dtype ?? null;
  }

  /** @internal Places the node in the graph, once `forward` has returned. */
  record(edges: readonly (Edge | null)[], outputs: readonly unknown[]): void {
    this.edges = edges;
    this.outputs = outputs.map((output) => (isTensor(output) ? { shape: output.shape, dtype: output.dtype } : null));
    this.kept = this.toSave.map((tensor) => {
      if (tensor === null) return null;
      const output = outputs.indexOf(tensor);
      return tensor.ownNode === this ? new SavedTensor(tensor, this, output) : new SavedTensor(tensor, null);
    });
    this.toSave = [];
  }

  apply(gradients: Gradients): Gradients {
    const { backward, vjp } = this.rules;
    if (backward !== undefined && vjp !== undefined) throw errors.backwardAndVjp();
    const rule = vjp ?? backward;
    if (typeof rule !== "function") throw errors.noBackward();
    const complete = this.outputs.map((output, i) => gradients[i] ?? this.missing(output));
    const result: unknown = callUserCode(() => Reflect.apply(rule, this.rules, [this, ...complete] as never));
    return this.ofTensors(Array.isArray(result) ? (result as readonly unknown[]) : [result]);
  }

  override release(): void {
    super.release();
    if (this.kept !== null && this.kept.length > 0) this.kept = null;
  }

  private missing(output: OutputInfo): Tensor | null {
    return output === null || !this.materializes ? null : filledTensor(output.shape, 0, output.dtype);
  }

  /** The gradients of the tensors among the arguments. */
  private ofTensors(given: readonly unknown[]): Gradients {
    const { inputs } = this;
    const extra = given.slice(inputs.length);
    // PyTorch takes None beyond the last argument, and less never.
    if (given.length < inputs.length || extra.some((value) => !isMissing(value)))
      throw errors.wrongGradientCount(this.name(), inputs.length, given.length);
    const gradients: (Tensor | null)[] = [];
    inputs.forEach((isTensorInput, i) => {
      const gradient = given[i];
      if (isMissing(gradient)) {
        if (isTensorInput) gradients.push(null);
      } else {
        if (!isTensorInput) throw errors.gradientOfNoTensor(this.name(), i + 1);
        if (!isTensor(gradient)) throw errors.gradientOfWrongKind(gradient);
        gradients.push(gradient);
      }
    });
    return gradients;
  }
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function checked(method: string, tensors: readonly unknown[]): readonly Tensor[] {
  tensors.forEach((tensor, i) => {
    if (!isTensor(tensor)) throw errors.markedNoTensor(method, tensor, i);
  });
  return tensors as readonly Tensor[];
}
