import { refuseMore, integerArgument } from "./arguments.js";
import { methodByName } from "./callByName.js";
import type { AccumulateGrad } from "./autograd/accumulateGrad.js";
import { is_inference_mode_enabled } from "./autograd/gradMode.js";
import { keepMutated } from "./autograd/mutation.js";
import type { GradientNode } from "./autograd/node.js";
import { nodeOfView, type ViewState } from "./autograd/viewState.js";
import { warnNonLeafGrad } from "./autograd/warnings.js";
import type { DType } from "./dtype.js";
import * as errors from "./errors.js";
import { transform } from "./func/transform.js";
import type { View } from "./kernels/kernels.js";
import { observer, opObserver } from "./observer.js";
import { reportUntracked } from "./ops/dispatch.js";
import { formatTensor } from "./print.js";
import { elementCount, isContiguous, sameShape, wrapDimension, type Geometry, type Shape } from "./shape.js";
import { addressOf, type Storage } from "./storage.js";
import { announceTensorClass, isTensor, newTensor } from "./tensorFactory.js";
import { TensorMethods } from "./tensorMethods.js";

/** Counts the in-place writes to what a tensor shows. Views and detached tensors share their source's counter. */
export interface VersionCounter {
  version: number;
  /** The observer's own: what it knows of the last write. */
  trace: unknown;
}

/**
 * A multi-dimensional array of numbers that can be differentiated. Make one with `torch.tensor`, `torch.ones` and the
 * like; the constructor is the engine's own.
 * https://docs.pytorch.org/docs/stable/tensors.html
 */
export class Tensor extends TensorMethods implements View {
  /** @internal */
  storage: Storage;
  /** @internal Index of the first element in the storage. */
  offset: number;
  /**
   * The size of each dimension.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.shape.html
   */
  shape: Shape;
  /** @internal */
  strides: readonly number[];
  /**
   * The type of the elements.
   * https://docs.pytorch.org/docs/stable/tensor_attributes.html
   */
  dtype: DType;

  /** @internal Null as long as nothing was written and nobody shares it. */
  counter: VersionCounter | null = null;
  /** @internal Set for tensors that show another one's storage. */
  viewState: ViewState | null = null;
  /** @internal Whether this was made in inference mode. */
  inference = is_inference_mode_enabled();
  /** @internal Whether writes to it are not counted: of what inference mode made, but not of what is detached from that later. */
  isUncounted = is_inference_mode_enabled();
  /** @internal Whether a leaf wants gradients. */
  wantsGradient = false;
  /** @internal The accumulated gradient, without the warnings of `.grad`. */
  gradient: Tensor | null = null;
  /** @internal A leaf's node, made when the graph first needs it. */
  accumulator: AccumulateGrad | null = null;
  /** @internal Which of its node's outputs this tensor is. */
  outputNumber = 0;
  /** @internal The observer's own: what it knows of this tensor. */
  observed: unknown = null;
  private node: GradientNode | null = null;

  /** @internal */
  constructor(storage: Storage, geometry: Geometry, dtype: DType) {
    super();
    this.storage = storage;
    this.offset = geometry.offset;
    this.shape = geometry.shape;
    this.strides = geometry.strides;
    this.dtype = dtype;
    if (transform !== null) transform.own(this);
  }

  /**
   * The node of the backward graph that made this tensor; null for leaves.
   * https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.html
   */
  get grad_fn(): GradientNode | null {
    return this.viewState === null ? this.node : nodeOfView(this, this.viewState, this.node);
  }

  /**
   * Whether gradients flow to this tensor. Can be set on leaves of a floating-point dtype; throws otherwise.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad.html
   */
  get requires_grad(): boolean {
    // A view requires grad with its base, even where its own history is not told: made in no_grad, or out of date.
    if (this.wantsGradient || this.node !== null) return true;
    return !this.inference && (this.viewState?.base.requires_grad ?? false);
  }

  set requires_grad(wanted: boolean) {
    if (!this.is_leaf) throw errors.requiresGradOfNonLeaf(wanted);
    if (wanted && !this.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("property");
    this.requires_grad_(wanted);
  }

  /**
   * Whether the script made this tensor, rather than a recorded op.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html
   */
  get is_leaf(): boolean {
    return this.grad_fn === null;
  }

  /**
   * The gradient that backward accumulated here, or null. Only leaves and tensors with `retain_grad()` get one; reading
   * it of another tensor warns. Setting it throws for a gradient of another shape or dtype.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html
   */
  get grad(): Tensor | null {
    if (this.gradient === null && !this.is_leaf && !this.retains_grad) warnNonLeafGrad();
    return this.gradient;
  }

  set grad(gradient: Tensor | null) {
    if (gradient !== null && gradient !== undefined) this.checkGradient(gradient);
    this.gradient = gradient ?? null;
  }

  /**
   * The same numbers without the graph: writes through it change this tensor and are not noticed by backward. Setting it
   * makes this tensor show the other one's numbers.
   * https://docs.pytorch.org/docs/stable/tensors.html
   */
  get data(): Tensor {
    const data = newTensor(this.storage, this, this.dtype);
    data.inference = this.inference;
    if (opObserver !== null) reportUntracked("data", [this], [data]);
    return data;
  }

  set data(source: Tensor) {
    if (!isTensor(source)) throw errors.dataOfWrongKind(source);
    if (this.requires_grad && !source.dtype.is_floating_point) throw errors.dataMustBeFloating();
    observer?.beforeWrite(this);
    this.storage = source.storage;
    this.offset = source.offset;
    this.shape = source.shape;
    this.strides = source.strides;
    this.dtype = source.dtype;
    if (opObserver !== null) reportUntracked("set_data", [this, source], [this]);
  }

  /** How often this tensor, or a view of its storage, has been written in place. */
  get _version(): number {
    if (this.isUncounted) throw errors.inferenceTensorVersion();
    return this.counter === null ? 0 : this.counter.version;
  }

  /**
   * The number of dimensions.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ndim.html
   */
  get ndim(): number {
    return this.shape.length;
  }

  /**
   * The number of dimensions: `x.ndim`.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dim.html
   */
  dim(): number {
    if (arguments.length > 0) refuseMore("dim", 0, arguments);
    return this.shape.length;
  }

  /**
   * The shape, or the size of one dimension. Throws an IndexError for a dimension that is not there.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.size.html
   */
  size(): Shape;
  size(dim: number): number;
  size(dim?: number | null): Shape | number {
    const named = methodByName(this, "size(dim)", arguments);
    if (named !== null) return named.result;
    if (dim === undefined || dim === null) return this.shape;
    const place = integerArgument("size", "dim", dim);
    if (this.ndim === 0) throw errors.dimensionOfScalar(place);
    return this.shape[wrapDimension(place, this.ndim)]!;
  }

  /**
   * How far apart in storage the elements of each dimension are, or those of one. Throws an IndexError for a dimension that is not there.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.stride.html
   */
  stride(): readonly number[];
  stride(dim: number): number;
  stride(dim?: number | null): readonly number[] | number {
    const named = methodByName(this, "stride(dim)", arguments);
    if (named !== null) return named.result;
    if (dim === undefined || dim === null) return this.strides;
    const place = integerArgument("stride", "dim", dim);
    if (this.ndim === 0) throw errors.dimensionOfScalar(place);
    return this.strides[wrapDimension(place, this.ndim)]!;
  }

  /**
   * A number that tells where the first element lies: tensors that share it show the same memory. It is no real address.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.data_ptr.html
   */
  data_ptr(): number {
    if (arguments.length > 0) refuseMore("data_ptr", 0, arguments);
    return addressOf(this.storage) + this.offset * this.dtype.itemsize;
  }

  /**
   * The number of elements.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numel.html
   */
  numel(): number {
    if (arguments.length > 0) refuseMore("numel", 0, arguments);
    return elementCount(this.shape);
  }

  /**
   * Whether the elements lie in row-major order without gaps.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_contiguous.html
   */
  is_contiguous(): boolean {
    if (arguments.length > 0) refuseMore("is_contiguous", 0, arguments);
    return isContiguous(this);
  }

  /**
   * PyTorch's printed form.
   * https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html
   */
  override toString(): string {
    return formatTensor(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return formatTensor(this);
  }

  /** Text in a template string; as a number this throws, because JavaScript's operators do not reach tensors. */
  [Symbol.toPrimitive](hint: "string" | "number" | "default"): string {
    if (hint === "string") return formatTensor(this);
    throw errors.tensorUsedAsNumber();
  }

  /** @internal The node that this tensor was put at, also where a view's is out of date. */
  get ownNode(): GradientNode | null {
    return this.node;
  }

  /** @internal Puts this tensor at an output of a backward node. */
  setNode(node: GradientNode | null, output: number): void {
    this.node = node;
    this.outputNumber = output;
  }

  /** @internal The version counter, to be shared with a view. */
  sharedCounter(): VersionCounter {
    return (this.counter ??= { version: 0, trace: null });
  }

  /** @internal Says that the storage is about to be written. */
  beginWrite(): void {
    if (this.isUncounted && !is_inference_mode_enabled()) throw errors.inferenceTensorWritten();
    observer?.beforeWrite(this);
    keepMutated(this);
    this.sharedCounter().version++;
  }

  /** @internal Another tensor object for the same numbers and versions, without a place in the graph. */
  alias(): Tensor {
    const alias = newTensor(this.storage, this, this.dtype);
    alias.counter = this.sharedCounter();
    alias.inference = this.inference;
    alias.isUncounted = this.isUncounted;
    return alias;
  }

  private checkGradient(gradient: unknown): void {
    if (!isTensor(gradient)) throw errors.gradOfWrongKind(gradient);
    if (gradient === this) throw errors.ownGrad();
    const wanted = this.grad_dtype;
    if (wanted !== null && gradient.dtype !== wanted) throw errors.gradOfWrongDtype(gradient.dtype.label, wanted.label);
    if (!sameShape(gradient.shape, this.shape)) throw errors.gradOfWrongSize(gradient.shape, this.shape);
  }
}

announceTensorClass(Tensor);
