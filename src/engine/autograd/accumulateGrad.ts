import type { DType } from "../dtype.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { converted, emptyTensor } from "../tensorFactory.js";
import { GradientNode, type Edge, type Gradients } from "./node.js";

const noEdges: readonly (Edge | null)[] = [];

/** The node of a leaf: adds the gradients that arrive to the leaf's `.grad`. A leaf has one such node. */
export class AccumulateGrad extends GradientNode {
  constructor(override readonly variable: Tensor) {
    super();
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

  outputShape(): Shape {
    return this.variable.shape;
  }

  outputDtype(): DType {
    return this.variable.dtype;
  }

  apply([gradient]: Gradients, _needed: readonly boolean[], createGraph: boolean): Gradients {
    if (gradient !== null && gradient !== undefined) accumulateInto(this.variable, gradient, createGraph);
    return [];
  }
}

/** Adds to a tensor's `.grad`: in place, as PyTorch does, unless the sum is to be differentiated. */
export function accumulateInto(tensor: Tensor, gradient: Tensor, createGraph: boolean): void {
  const existing = tensor.gradient;
  if (existing === null) {
    // A copy even where PyTorch can steal: two leaves must never share one gradient's storage.
    tensor.gradient = createGraph
      ? emptyTensor(gradient.shape, gradient.dtype).copy_(gradient)
      : converted(gradient, gradient.dtype);
  } else if (createGraph) {
    tensor.gradient = existing.add(gradient);
  } else {
    existing.add_(gradient);
  }
}
