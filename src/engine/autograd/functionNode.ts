import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import type { Shape } from "../shape.js";
import { contiguousZeros, isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { FunctionContext, unpackAll, type FunctionState } from "./functionContext.js";
import { GradientNode, type Edge, type Gradients } from "./node.js";
import { SavedTensor } from "./savedTensor.js";

/** What the author of a Function writes. */
export interface FunctionRules {
  readonly name: string;
  readonly forward?: (...args: never[]) => unknown;
  readonly setup_context?: (ctx: never, inputs: never, output: never) => void;
  readonly backward?: (ctx: never, ...gradients: never[]) => unknown;
  readonly vjp?: (ctx: never, ...gradients: never[]) => unknown;
  readonly generate_vmap_rule?: boolean;
  readonly vmap?: (info: never, in_dims: never, ...args: never[]) => unknown;
  readonly jvp?: (ctx: never, ...tangents: never[]) => unknown;
}

type OutputInfo = Pick<Tensor, "shape" | "strides" | "dtype"> | null;

/** The node of a call of a custom Function. */
export class FunctionNode extends GradientNode {
  /** @internal The places of the tensors among the arguments. */
  edges: readonly (Edge | null)[] = [];
  /** @internal */
  readonly state: FunctionState = {
    toSave: [],
    dirty: [],
    nonDifferentiable: [],
    materializes: true,
    saved: [],
    forForward: null,
  };
  /** @internal */
  readonly context: FunctionContext;

  private outputs: readonly OutputInfo[] = [];
  private readonly inputs: readonly boolean[];

  /** @internal */
  constructor(
    private readonly rules: FunctionRules,
    args: readonly unknown[],
  ) {
    super();
    this.inputs = args.map(isTensor);
    this.context = new FunctionContext(
      this.state,
      args.map((arg) => isTensor(arg) && arg.requires_grad),
    );
  }

  override name(): string {
    return `${this.rules.name}Backward`;
  }

  /** What the Function kept for backward. Throws once the graph has been freed. */
  get saved_tensors(): readonly Tensor[] {
    return unpackAll(this.state);
  }

  /** For each argument, whether backward has to give a gradient for it. */
  get needs_input_grad(): readonly boolean[] {
    return this.context.needs_input_grad;
  }

  get outputCount(): number {
    return this.outputs.length;
  }

  /** What `forward` returned beside tensors has no gradient, and no shape of one. */
  outputShape(output: number): Shape {
    return this.outputs[output]?.shape ?? [];
  }

  outputStrides(output: number): readonly number[] {
    return this.outputs[output]?.strides ?? [];
  }

  outputDtype(output: number): DType | null {
    return this.outputs[output]?.dtype ?? null;
  }

  /** @internal Places the node in the graph, once `forward` has returned. */
  record(edges: readonly (Edge | null)[], outputs: readonly unknown[]): void {
    this.edges = edges;
    this.outputs = outputs.map((output) => {
      if (!isTensor(output)) return null;
      const { shape, strides, dtype } = output;
      return { shape, strides, dtype };
    });
    const { state } = this;
    state.saved = state.toSave.map((tensor) => {
      if (tensor === null) return null;
      return tensor.ownNode === this ? new SavedTensor(tensor, this) : new SavedTensor(tensor, null);
    });
    state.toSave = [];
  }

  apply(gradients: Gradients): Gradients {
    const { backward, vjp } = this.rules;
    if (backward !== undefined && vjp !== undefined) throw errors.backwardAndVjp();
    const rule = vjp ?? backward;
    if (typeof rule !== "function") throw errors.noBackward();
    const complete = this.outputs.map((output, i) => gradients[i] ?? this.missing(output));
    const result: unknown = callUserCode(() => Reflect.apply(rule, this.rules, [this.context, ...complete] as never));
    return this.ofTensors(Array.isArray(result) ? (result as readonly unknown[]) : [result]);
  }

  override release(): void {
    super.release();
    if (this.state.saved !== null && this.state.saved.length > 0) this.state.saved = null;
  }

  private missing(output: OutputInfo): Tensor | null {
    return output === null || !this.state.materializes ? null : contiguousZeros(output);
  }

  /** The gradients of the tensors among the arguments. */
  private ofTensors(given: readonly unknown[]): Gradients {
    const { inputs } = this;
    const extra = given.slice(inputs.length);
    // PyTorch takes None beyond the last argument, and less never.
    if (given.length < inputs.length || !extra.every(isMissing))
      throw errors.wrongGradientCount(this.name(), inputs.length, given.length);
    inputs.forEach((isTensorInput, i) => {
      if (isMissing(given[i])) return;
      if (!isTensorInput) throw errors.gradientOfNoTensor(this.name(), i + 1);
      if (!isTensor(given[i])) throw errors.gradientOfWrongKind(given[i]);
    });
    return given.filter((_, i) => inputs[i]).map((gradient) => (gradient as Tensor | null | undefined) ?? null);
  }
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}
