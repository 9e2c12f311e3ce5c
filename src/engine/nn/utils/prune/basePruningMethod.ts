import * as errors from "../../../errors.js";
import { ones_like } from "../../../fills.js";
import { isOptions, readArguments } from "../../../arguments.js";
import type { IndexItem } from "../../../ops/indexItems.js";
import { sameShape } from "../../../shape.js";
import { Size } from "../../../size.js";
import type { Tensor } from "../../../tensor.js";
import type { Module } from "../../module.js";
import type { Registration } from "../../module/moduleHooks.js";

/** Whether single elements are pruned, whole slices at a dimension, or all at once by a mask. */
export type PruningType = "unstructured" | "structured" | "global";

export interface ImportanceOption {
  /** By what the elements are ranked, in the tensor's shape; by the tensor itself unless given. */
  readonly importance_scores?: Tensor | null;
}

type PruningClass<Method extends BasePruningMethod, Args extends readonly unknown[]> = new (...args: Args) => Method;

/** The methods behind the hooks: what a module runs is functions, also when it was copied. */
const methods = new WeakMap<Registration["hook"], BasePruningMethod>();

/**
 * A way to prune tensors of modules. Derive from it, say of which type it is, and write `compute_mask`; then call
 * `Mine.apply(module, name)`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.BasePruningMethod.html
 */
export abstract class BasePruningMethod {
  /** What it prunes. */
  abstract readonly PRUNING_TYPE: PruningType;
  /** @internal The tensor that it prunes. */
  _tensor_name: string | null = null;

  /** A mask of ones and zeros in the shape of `t`, which is the scores; within what `default_mask` leaves. */
  abstract compute_mask(t: Tensor, default_mask: Tensor): Tensor;

  /**
   * Prunes a tensor of a module by a method made of the arguments: the parameter is from now on `name_orig`, the mask the
   * buffer `name_mask`, and before each call their product becomes the field. Upon an earlier method, what that left is
   * pruned further. Throws if the scores have another shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.BasePruningMethod.html
   */
  static apply<Method extends BasePruningMethod, Args extends readonly unknown[]>(
    this: PruningClass<Method, Args>,
    module: Module,
    name: string,
    ...args: readonly [...Args] | readonly [...Args, ImportanceOption]
  ): BasePruningMethod;
  static apply(
    this: new (...args: unknown[]) => BasePruningMethod,
    module: Module,
    name: string,
    ...args: readonly unknown[]
  ): BasePruningMethod {
    const last = args.at(-1);
    const { importance_scores: scores = null, ...named } = (isOptions(last) ? last : {}) as ImportanceOption;
    const method = new this(...(isOptions(last) ? [...args.slice(0, -1), named] : args));
    return prune(module, name, method, scores);
  }

  /** The tensor as it is left: `name_mask` times `name_orig`. */
  apply_mask(module: Module): Tensor {
    if (this._tensor_name === null) throw errors.notYetPruned(module, "");
    const [mask, orig] = ["_mask", "_orig"].map((end) => Reflect.get(module, `${this._tensor_name}${end}`) as Tensor);
    return mask!.to(orig!.dtype).mul(orig!);
  }

  /** A tensor times its mask. Throws if the scores have another shape. */
  prune(
    t: Tensor,
    default_mask?: Tensor | null | (ImportanceOption & { readonly default_mask?: Tensor | null }),
    importance_scores?: Tensor | null | ImportanceOption,
  ): Tensor {
    const names = ["default_mask", "importance_scores"] as const;
    const given = readArguments<ImportanceOption & { readonly default_mask: Tensor | null }>("prune", names, [
      default_mask,
      importance_scores,
    ]);
    const scores = given.importance_scores ?? t;
    if (!sameShape(scores.shape, t.shape))
      throw errors.pruningScores("tensor t", String(Size(scores.shape)), String(Size(t.shape)));
    return t.mul(this.compute_mask(scores, given.default_mask ?? ones_like(t)));
  }

  /** Makes the tensor as it is left a parameter again. Throws if nothing was pruned. */
  remove(module: Module): void {
    const name = this._tensor_name;
    if (name === null) throw errors.notYetPruned(module, " before pruning can be removed");
    const weight = this.apply_mask(module);
    const orig = Reflect.get(module, `${name}_orig`) as Tensor;
    orig.data = weight.data;
    for (const end of ["", "_orig", "_mask"]) module.forget(`${name}${end}`);
    module.register_parameter(name, orig as never);
  }
}

/**
 * Several methods that prune a tensor one after the other, each within what the ones before it left.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.PruningContainer.html
 */
export class PruningContainer extends BasePruningMethod {
  readonly PRUNING_TYPE = "global";
  private methods: readonly BasePruningMethod[] = [];

  constructor(...methods: readonly BasePruningMethod[]) {
    super();
    if (methods.length === 1) this._tensor_name = methods[0]!._tensor_name;
    for (const method of methods) this.add_pruning_method(method);
  }

  /** How many methods there are. */
  get length(): number {
    return this.methods.length;
  }

  /** Adds a method. Throws for one of another tensor. */
  add_pruning_method(method: BasePruningMethod): void {
    if (!(method instanceof BasePruningMethod)) throw errors.noPruningMethod(method);
    if (this._tensor_name !== method._tensor_name)
      throw errors.otherPrunedTensor(this._tensor_name, method._tensor_name);
    this.methods = [...this.methods, method];
  }

  /** The method at a place. */
  at(index: number): BasePruningMethod | undefined {
    return this.methods.at(index);
  }

  /** The methods, the first one first. */
  [Symbol.iterator](): IterableIterator<BasePruningMethod> {
    return this.methods.values();
  }

  /** The mask of the last method, within what `default_mask` leaves. */
  compute_mask(t: Tensor, default_mask: Tensor): Tensor {
    const method = this.methods.at(-1)!;
    const mask = default_mask.to(t.dtype);
    const items = itemsLeft(method, t, default_mask);
    const part = method.compute_mask(t.index(...items), default_mask.index(...items));
    return mask.index_put_(items, part.to(mask.dtype));
  }
}

/** The method that prunes a tensor of a module, and its hook; null where there is none. */
export function methodOn(module: Module, name: string | null): BasePruningMethod | null {
  for (const { hook } of module.ownHooks()?.forwardPre ?? []) {
    const method = methods.get(hook);
    if (method !== undefined && (name === null || method._tensor_name === name)) return method;
  }
  return null;
}

/** Has a module multiply its tensor no more. */
export function dropHook(module: Module, method: BasePruningMethod): void {
  module.ownHooks()?.forwardPre.removeWhere(({ hook }) => methods.get(hook) === method);
}

function prune(module: Module, name: string, method: BasePruningMethod, scores: Tensor | null): BasePruningMethod {
  const old = methodOn(module, name);
  if (old !== null) dropHook(module, old);
  method._tensor_name = name;
  const whole = old === null ? method : combined(old, method);
  const orig = Reflect.get(module, name) as Tensor;
  if (scores !== null && !sameShape(scores.shape, orig.shape))
    throw errors.pruningScores(
      `parameter ${name} of ${String(module)}`,
      String(Size(scores.shape)),
      String(Size(orig.shape)),
    );
  const before = old === null ? ones_like(orig) : (Reflect.get(module, `${name}_mask`) as Tensor).detach().clone();
  const mask = whole.compute_mask(scores ?? orig, before);
  if (old === null) {
    module.register_parameter(`${name}_orig`, orig as never);
    module.forget(name);
  }
  module.register_buffer(`${name}_mask`, mask);
  Reflect.set(module, name, whole.apply_mask(module));
  addHook(module, name, whole);
  return whole;
}

function addHook(module: Module, name: string, method: BasePruningMethod): void {
  const hook: Registration["hook"] = (called) => {
    Reflect.set(called as Module, name, method.apply_mask(called as Module));
  };
  methods.set(hook, method);
  module.hooksToBe().forwardPre.add({ hook });
}

function combined(old: BasePruningMethod, method: BasePruningMethod): PruningContainer {
  const container = old instanceof PruningContainer ? old : new PruningContainer(old);
  container.add_pruning_method(method);
  return container;
}

/** What a method can still prune. */
function itemsLeft(method: BasePruningMethod, t: Tensor, mask: Tensor): readonly IndexItem[] {
  if (method.PRUNING_TYPE === "unstructured") return [mask.eq(1)];
  if (method.PRUNING_TYPE === "global") return ["..."];
  if ((method.PRUNING_TYPE as string) !== "structured") throw errors.unknownPruningType(method.PRUNING_TYPE);
  const dim: unknown = Reflect.get(method, "dim");
  if (typeof dim !== "number") throw errors.noPruningDimension();
  const place = dim < 0 ? dim + t.ndim : dim;
  if (place < 0) throw errors.pruningDimension(t.ndim);
  const others = Array.from({ length: t.ndim }, (_, i) => i).filter((i) => i !== place);
  const kept = mask.sum(others).ne(0);
  return Array.from({ length: t.ndim }, (_, i) => (i === place ? kept : ":"));
}
