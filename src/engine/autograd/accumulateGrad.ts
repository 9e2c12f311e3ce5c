import type { DType } from "../dtype.js";
import { kernels } from "../kernels/kernels.js";
import { gradientRoom } from "../layout.js";
import { callUserCode } from "../observer.js";
import { sameShape, type Geometry, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { emptyStrided } from "../tensorFactory.js";
import { GradientNode, type Edge, type Gradients } from "./node.js";

const noEdges: readonly (Edge | null)[] = [];

/** The node of a leaf: adds the gradients that arrive to the leaf's `.grad`. A leaf has one such node. */
export class AccumulateGrad extends GradientNode {
  /** The hooks that run when `.grad` has been added to. */
  readonly afterwards = new Set<{ readonly hook: (variable: Tensor) => void }>();
  /** The dtype for gradients that the script set; null for any. */
  gradDtype: DType | null | undefined;

  /**
   * How the leaf lay when it last came into the graph: a leaf that is turned in place since gets the gradient of what it was.
   * Null for one that only had hooks, or was a root, until now.
   */
  private placed: Geometry | null = null;

  constructor(override readonly variable: Tensor) {
    super();
  }

  /** The leaf comes into the graph as it is now. */
  place(): void {
    this.placed = geometryOf(this.variable);
  }

  override name(): string {
    return "torch::autograd::AccumulateGrad";
  }

  get edges(): readonly (Edge | null)[] {
    return noEdges;
  }

  get outputCount(): number {
    return 1;
  }

  override get comesFirst(): boolean {
    return true;
  }

  outputShape(): Shape {
    return (this.placed ?? this.variable).shape;
  }

  outputStrides(): readonly number[] {
    return (this.placed ?? this.variable).strides;
  }

  outputDtype(): DType | null {
    return this.gradDtype === undefined ? this.variable.dtype : this.gradDtype;
  }

  apply([gradient]: Gradients, _needed: readonly boolean[], createGraph: boolean): Gradients {
    // The script may have changed its mind since the graph was made; what a view of no_grad requires is its base's.
    const wantsIt = this.variable.wantsGradient;
    if (gradient !== null && gradient !== undefined && wantsIt) accumulateInto(this.variable, gradient, createGraph);
    // As in PyTorch they run whether or not something was added.
    for (const { hook } of [...this.afterwards]) callUserCode(() => hook(this.variable));
    return [];
  }
}

function geometryOf({ offset, shape, strides }: Tensor): Geometry {
  return { offset, shape, strides };
}

/** Adds to a tensor's `.grad`: in place, as PyTorch does, unless the sum is to be differentiated. */
function accumulateInto(tensor: Tensor, gradient: Tensor, createGraph: boolean): void {
  const existing = tensor.gradient;
  if (existing === null) {
    // A copy even where PyTorch can steal: two leaves must never share one gradient's storage.
    const { shape, strides } = gradientRoom(tensor, gradient, createGraph);
    const room = emptyStrided(shape, strides, gradient.dtype);
    // A leaf that was turned in place since may have no room for the gradient of what it was.
    if (createGraph || !sameShape(shape, gradient.shape)) room.copy_(gradient);
    else kernels.copy(gradient, room);
    tensor.gradient = room;
  } else if (createGraph) {
    tensor.gradient = existing.add(gradient);
  } else {
    existing.add_(gradient);
  }
}
