import type { DType } from "../dtype.js";
import { secondBackward } from "../errors.js";
import type { Attributes, CallInfo, Op, Operand, ResultName, Saved, SavedName } from "../ops/op.js";
import { sameShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { operandEdge } from "./edges.js";
import { GradientNode, type Edge, type Gradients, type SavedValue } from "./node.js";
import { classNamed } from "./nodeClasses.js";
import { savedBy } from "./savedNames.js";
import { SavedTensor } from "./savedTensor.js";
import { currentSavedTensorHooks } from "./savedTensorHooks.js";

type Output = Pick<Tensor, "shape" | "strides" | "dtype">;

/** What nobody can write, because it was made for the op, is kept as it is. */
type Slot = SavedTensor | Operand;
type Slots = Readonly<Partial<Record<SavedName, Slot>>>;

const nothing: Slots = {};
const noSources: readonly SavedTensor[] = [];
const resultNames: readonly SavedName[] = ["out", "second", "third"] satisfies readonly ResultName[];
const operandIndex: { readonly [Name in Exclude<SavedName, ResultName>]: number } = {
  x: 0,
  y: 1,
  z: 2,
  w: 3,
  v: 4,
};

/** The backward node of an op call. */
export class OpNode extends GradientNode implements CallInfo {
  /** Null once freed; a node that saved nothing is never freed and can be gone through again. */
  private saved: Slots | null = nothing;
  /** What PyTorch keeps in the place of an operand that was made of it. */
  private sources: readonly SavedTensor[] = noSources;
  private made: number | null = null;
  private ownShapes: Shape[] | null = null;

  constructor(
    private readonly op: Op,
    readonly attributes: Attributes,
    private readonly edgesOfOperands: readonly (Edge | null)[],
    private readonly outputs: readonly Output[],
  ) {
    super();
    this.names = op.saves(edgesOfOperands.map((edge) => edge !== null));
    const { overload = 0 } = attributes;
    this.refuses = this.name() === "torch::autograd::NotImplemented";
    this.omitsEmpty = overload !== 0 || this.refuses;
    this.edges = this.omitsEmpty ? edgesOfOperands.filter((edge) => edge !== null) : edgesOfOperands;
  }

  readonly edges: readonly (Edge | null)[];

  /** Whether it has no derivative, and says so whatever reaches it. */
  private readonly refuses: boolean;

  /** A number that an overload takes has no place in PyTorch's graph, nor has an operand that a refusing node does not reach. */
  private readonly omitsEmpty: boolean;

  /** What the rules for the gradients that are wanted need. */
  private readonly names: readonly SavedName[];

  override name(): string {
    return this.op.gradFn(this.attributes);
  }

  get outputCount(): number {
    return this.outputs.length;
  }

  override get comesFirst(): boolean {
    return this.refuses;
  }

  /** Indices and counts behind the results have no gradient, and no place among those of the others. */
  override get gradientCount(): number {
    const { furtherResults = 0 } = this.op;
    return this.outputs.findLastIndex(({ dtype }) => dtype.is_floating_point) + 1 + furtherResults;
  }

  outputShape(output: number): Shape {
    return this.outputs[output]!.shape;
  }

  outputStrides(output: number): readonly number[] {
    return this.outputs[output]!.strides;
  }

  outputDtype(output: number): DType {
    return this.outputs[output]!.dtype;
  }

  shapeOf(operand: number): Shape {
    const own = this.ownShapes?.[operand];
    if (own !== undefined) return own;
    const edge = this.edgesOfOperands[operand]!;
    return edge.node.outputShape(edge.output);
  }

  stridesOf(operand: number): readonly number[] {
    const edge = this.edgesOfOperands[operand]!;
    return edge.node.outputStrides(edge.output);
  }

  /** @internal */
  saveOperands(operands: readonly Operand[]): void {
    this.noteShapes(operands);
    const slots: Partial<Record<SavedName, Slot>> = {};
    if (this.op.keptFrom !== undefined) this.keepSources(operands, this.op.keptFrom);
    for (const name of currentSavedTensorHooks() === null ? this.names : this.namesInOrder()) {
      if (isResult(name)) continue;
      const operand = operands[operandIndex[name]];
      // An op may have optional operands.
      if (operand === undefined) continue;
      const isMade = typeof operand === "number" || this.isMadeOfSources(name);
      slots[name] = isMade ? operand : new SavedTensor(operand, null);
      this.saved = slots;
    }
  }

  /** An operand that was turned in place without grad is not what its own node knows; one without gradient has no node. */
  private noteShapes(operands: readonly Operand[]): void {
    for (let i = 0; i < this.edgesOfOperands.length; i++) {
      const edge = this.edgesOfOperands[i]!;
      const operand = operands[i]!;
      if (typeof operand === "number" || (edge === null && !this.op.givesAll)) continue;
      const known = edge?.node.outputShape(edge.output);
      if (known === operand.shape || (known !== undefined && sameShape(known, operand.shape))) continue;
      (this.ownShapes ??= [])[i] = operand.shape;
    }
  }

  private keepSources(operands: readonly Operand[], from: number): void {
    this.sources = operands.slice(from).map((source) => new SavedTensor(source as Tensor, null));
    if (this.sources.length > 0) this.made = operands.findLastIndex((one, i) => i < from && typeof one !== "number");
  }

  override get showsAll(): boolean {
    return this.op.givesAll === true && this.ownHooks !== null;
  }

  private isMadeOfSources(name: SavedName): boolean {
    return !isResult(name) && operandIndex[name] === this.made;
  }

  /** Hooks see what is saved in the order of PyTorch's names. */
  private namesInOrder(): readonly SavedName[] {
    const order = savedBy(this.name()).map(([, source]) => source);
    return this.names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  }

  /** @internal Keeps the results that a rule needs. Comes before they are put at this node. */
  saveOutputs(outputs: readonly Tensor[]): void {
    for (const name of this.names) {
      if (!isResult(name)) continue;
      const output = resultNames.indexOf(name);
      const tensor = outputs[output]!;
      // Indices have no place in the graph.
      const owner = tensor.dtype.is_floating_point ? this : null;
      this.saved = { ...this.saved, [name]: new SavedTensor(tensor, owner, output) };
    }
  }

  apply(gradients: Gradients, needed: readonly boolean[]): Gradients {
    const saved = this.unpack();
    // A pass that keeps the gradient of the node's output, and goes no further, runs it for nothing.
    if (!needed.includes(true)) return [];
    if (!this.refuses && gradients.every((gradient) => gradient === null)) return [];
    if (this.showsAll)
      return this.op.vjp(
        gradients,
        saved,
        this,
        needed.map(() => true),
      );
    if (!this.omitsEmpty) return this.op.vjp(gradients, saved, this, needed);
    const isNeeded = needed.values();
    const ofOperands = this.edgesOfOperands.map((edge) => edge !== null && isNeeded.next().value === true);
    const results = this.op.vjp(gradients, saved, this, ofOperands);
    return results.filter((_, i) => this.edgesOfOperands[i] !== null);
  }

  /** @internal One of the `_saved_…` values. Throws for tensors once they have been freed. */
  savedValue(source: string): SavedValue {
    if (source === "sizes") return this.edgesOfOperands[0] ? this.shapeOf(0) : null;
    if (!slotNames.has(source)) return this.attributes[source] ?? null;
    if (this.saved === null) throw secondBackward();
    const name = source as SavedName;
    const slot = this.isMadeOfSources(name) ? this.sources[0] : this.saved[name];
    return slot instanceof SavedTensor ? slot.shown() : (slot ?? null);
  }

  override release(): void {
    super.release();
    if (this.saved !== nothing) this.saved = null;
    this.sources = noSources;
  }

  private unpack(): Saved {
    if (this.saved === null) throw secondBackward();
    for (const source of this.sources) source.unpack();
    const values: Partial<Record<SavedName, Operand>> = {};
    for (const name in this.saved) {
      const slot = this.saved[name as SavedName]!;
      values[name as SavedName] = slot instanceof SavedTensor ? slot.unpack() : slot;
    }
    return values as Saved;
  }
}

const slotNames: ReadonlySet<string> = new Set<SavedName>(["x", "y", "z", "w", "v", "out", "second", "third"]);

function isResult(name: SavedName): name is ResultName {
  return resultNames.includes(name);
}

function defineSaved(prototype: object, gradFn: string): void {
  for (const [name, source] of savedBy(gradFn)) {
    Object.defineProperty(prototype, `_saved_${name}`, {
      get(this: OpNode) {
        return this.savedValue(source);
      },
      enumerable: true,
      configurable: true,
    });
  }
}

const classes = new Map<string, typeof OpNode>();

/** The class of the nodes of this name. Asked for at every op of a script. */
function classOf(gradFn: string): typeof OpNode {
  let Node = classes.get(gradFn);
  if (Node === undefined) {
    Node = classNamed(OpNode, gradFn.replace("torch::autograd::", ""), defineSaved);
    classes.set(gradFn, Node);
  }
  return Node;
}

/** Makes the node of a call and keeps the operands its rules need, as they are now. `saveOutputs` keeps the results. */
export function opNode<A extends Attributes>(
  op: Op<A>,
  operands: readonly Operand[],
  attributes: A,
  outputs: readonly Output[],
): OpNode {
  const edges: (Edge | null)[] = [];
  for (let i = 0; i < operands.length && i < op.arity; i++) edges.push(operandEdge(operands[i]!));
  // An optional operand that is not given has a place in the graph nevertheless, as in PyTorch.
  while (edges.length < op.arity && op.arity !== Infinity) edges.push(null);
  const Node = classOf(op.gradFn(attributes));
  const node = new Node(
    op as Op,
    attributes,
    edges,
    outputs.map(({ shape, strides, dtype }) => ({ shape, strides, dtype })),
  );
  node.saveOperands(operands);
  return node;
}
