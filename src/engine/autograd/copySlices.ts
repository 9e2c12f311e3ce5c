import { zerosLike } from "../tensorFactory.js";
import { secondBackward, writeToExpanded } from "../errors.js";
import type { DType } from "../dtype.js";
import { isRepeated } from "../ops/folded.js";
import { stridedGather, stridedPut, type StridedAttributes } from "../ops/strided.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { gradientEdge } from "./edges.js";
import { outOfDate } from "./viewState.js";
import { GradientNode, type Edge, type Gradients } from "./node.js";

/**
 * The node of a tensor of which a view was written in place: gradients of the part that was written go through the op
 * that wrote it, the others pass unchanged.
 */
export class CopySlices extends GradientNode {
  readonly edges: readonly (Edge | null)[];

  constructor(
    base: Tensor,
    private readonly part: StridedAttributes,
    writer: GradientNode,
  ) {
    super();
    this.edges = [gradientEdge(base), ...writer.edges.slice(1)];
    this.writer = writer;
    this.shape = base.shape;
    this.strides = base.strides;
    this.dtype = base.dtype;
  }

  /**
   * The op that wrote; null once freed, whatever it keeps. As in PyTorch it stays as it is: a second derivative may come to
   * it by the result that it has saved.
   */
  private writer: GradientNode | null;
  private readonly shape: Shape;
  private readonly strides: readonly number[];
  private readonly dtype: DType;

  override name(): string {
    return "torch::autograd::CopySlices";
  }

  get outputCount(): number {
    return 1;
  }

  outputShape(): Shape {
    return this.shape;
  }

  outputStrides(): readonly number[] {
    return this.strides;
  }

  outputDtype(): DType {
    return this.dtype;
  }

  apply([gradient]: Gradients, needed: readonly boolean[], createGraph: boolean): Gradients {
    if (gradient === null || gradient === undefined) return [];
    const { writer } = this;
    if (writer === null) throw secondBackward();
    const written = stridedGather(gradient, this.part);
    const [ofSelf = null, ...ofOthers] = writer.apply([written], needed, createGraph);
    if (!needed[0]) return [null, ...ofOthers];
    // PyTorch writes the gradient of what was written into a copy of the whole.
    if (isRepeated(this.part.part)) throw writeToExpanded();
    return [stridedPut(gradient, ofSelf ?? zerosLike(written), this.part), ...ofOthers];
  }

  override release(): void {
    super.release();
    this.writer = null;
  }
}

/**
 * Gives the base of a written view its new history. The write has raised the version, so the view takes its grad_fn from
 * the base when it is next asked for.
 */
export function copySlices(view: Tensor, base: Tensor, writer: GradientNode): GradientNode {
  const part = {
    base: { offset: base.offset, shape: base.shape, strides: base.strides },
    part: { offset: view.offset, shape: view.shape, strides: view.strides },
  };
  const node = new CopySlices(base, part, writer);
  base.setNode(node, 0);
  // Whoever asked for the view's grad_fn between the write and this got one of the history before.
  view.viewState!.version = outOfDate;
  return node;
}
