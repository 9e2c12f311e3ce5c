import { booleanArgument, isOptions, readArguments } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import { Callable } from "./callable.js";
import { formatModule } from "./formatModule.js";
import { Parameter } from "./parameter.js";
import { loadStateDict, type LoadResult, type StateDict } from "./stateDict.js";

/**
 * A part of a network. Derive from it, hold parameters and other modules in fields, and write `forward`; then call the
 * module itself: `model(x)`. What a field holds is registered, in the order of definition; a field that is null is not.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
 */
export class Module extends Callable {
  /** Whether the module trains (dropout is on) or is evaluated. Set it with `train()` and `eval()`. */
  training = true;
  /** The names of the fields that are buffers, and whether `state_dict` has them. */
  readonly #buffers = new Map<string, { readonly persistent: boolean }>();

  /** What a call computes. A module that does not say so cannot be called. */
  override forward(...args: never[]): unknown;
  override forward(): unknown {
    throw errors.missingForward(this.constructor.name);
  }

  /** All parameters of this module and the modules in it, each once; without `recurse` only its own. */
  parameters(recurse = true): Parameter[] {
    return this.named_parameters("", recurse).map(([, parameter]) => parameter);
  }

  /**
   * The parameters with their names: `[["fc.weight", …], ["fc.bias", …]]`. Each parameter stands once, under the first of
   * its names.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_parameters
   */
  named_parameters(prefix = "", recurse = true): [name: string, parameter: Parameter][] {
    return this.named("named_parameters", prefix, recurse, (module) => module.ownParameters());
  }

  /** All buffers of this module and the modules in it. */
  buffers(recurse = true): Tensor[] {
    return this.named_buffers("", recurse).map(([, buffer]) => buffer);
  }

  /** The buffers with their names. */
  named_buffers(prefix = "", recurse = true): [name: string, buffer: Tensor][] {
    return this.named("named_buffers", prefix, recurse, (module) => module.ownBuffers());
  }

  /** The modules that this module's fields hold. */
  children(): Module[] {
    return this.named_children().map(([, child]) => child);
  }

  /** The modules that this module's fields hold, with the fields' names. A module stands once. */
  named_children(): [name: string, child: Module][] {
    return unique(this.moduleEntries());
  }

  /** @internal Every field that holds a module, also where two hold the same. */
  moduleEntries(): [name: string, child: Module][] {
    return ownEntries(this).filter(isModuleEntry);
  }

  /** This module and all in it. */
  modules(): Module[] {
    return this.named_modules().map(([, module]) => module);
  }

  /**
   * This module, named by the prefix, and all in it: `[["", net], ["fc", …]]`. A module stands once, under the first of
   * its names.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_modules
   */
  named_modules(prefix = ""): [name: string, module: Module][] {
    const found = new Map<Module, string>();
    const visit = (module: Module, name: string): void => {
      if (found.has(module)) return;
      found.set(module, name);
      for (const [field, child] of module.named_children()) visit(child, joined(name, field));
    };
    visit(this, prefix);
    return [...found].map(([module, name]) => [name, module]);
  }

  /**
   * Sets a field to a parameter, or to null. Throws if the name is empty, has a dot or is taken.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_parameter
   */
  register_parameter(name: string, parameter: Parameter | null): void {
    this.checkName("parameter", name);
    if (parameter !== null && !(parameter instanceof Parameter)) throw errors.notAParameter(name, parameter);
    if (parameter?.grad_fn) throw errors.parameterWithHistory(name);
    this.setField(name, parameter);
  }

  /**
   * Sets a field to a tensor that belongs to the module's state without being learned. Not persistent means that
   * `state_dict` leaves it out. Throws if the name is empty, has a dot or is taken.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer
   */
  register_buffer(name: string, tensor: Tensor | null, persistent: boolean | { persistent?: boolean } = true): void {
    const options = readArguments<{ persistent: boolean }>("register_buffer", ["persistent"], [persistent]);
    this.checkName("buffer", name);
    if (tensor !== null && !isTensor(tensor)) throw errors.notABuffer(name, tensor);
    this.#buffers.set(name, { persistent: booleanArgument("register_buffer", "persistent", options.persistent, true) });
    this.setField(name, tensor);
  }

  /** Sets a field to a module, or to null. Throws if the name is empty, has a dot or is taken. */
  register_module(name: string, module: Module | null): void {
    this.checkName("module", name);
    if (module !== null && !(module instanceof Module)) throw errors.notAModule(module);
    this.setField(name, module);
  }

  /** The same as `register_module`. */
  add_module(name: string, module: Module | null): void {
    this.register_module(name, module);
  }

  /**
   * Parameters and persistent buffers by name. They share their numbers with the module's.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict
   */
  state_dict(): StateDict {
    return Object.fromEntries(this.stateEntries("").map(([name, tensor]) => [name, tensor.detach()]));
  }

  /**
   * Copies numbers into the parameters and buffers of the same names. Throws if shapes differ and, unless `strict` is
   * false, if a name is missing or unexpected.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict
   */
  load_state_dict(state_dict: StateDict, strict: boolean | { readonly strict?: boolean } = true): LoadResult {
    const options = readArguments<{ strict: boolean }>("load_state_dict", ["strict"], [strict]);
    if (!isOptions(state_dict)) throw errors.stateDictKind(state_dict);
    const isStrict = booleanArgument("load_state_dict", "strict", options.strict, true);
    return loadStateDict(this.constructor.name, this.stateEntries(""), state_dict, isStrict);
  }

  /** Puts this module and all in it into training mode, or out of it. */
  train(mode = true): this {
    if (typeof mode !== "boolean") throw errors.trainingModeKind();
    for (const module of this.modules()) module.training = mode;
    return this;
  }

  /** Puts this module and all in it into evaluation mode: dropout is off. */
  eval(): this {
    return this.train(false);
  }

  /** Says whether the parameters want gradients. */
  requires_grad_(requires_grad = true): this {
    for (const parameter of this.parameters()) parameter.requires_grad_(requires_grad);
    return this;
  }

  /**
   * Sets the `.grad` of all parameters to null, or with `set_to_none: false` to zeros.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.zero_grad
   */
  zero_grad(set_to_none?: boolean | { readonly set_to_none?: boolean }): void {
    const options = readArguments<{ set_to_none: boolean }>("zero_grad", ["set_to_none"], [set_to_none]);
    const toNone = booleanArgument("zero_grad", "set_to_none", options.set_to_none, true);
    for (const parameter of this.parameters()) clearGradient(parameter, toNone);
  }

  /** Calls a function with every module in this one, the innermost first, and with this one last. */
  override apply(fn: (module: Module) => void): this {
    for (const child of this.children()) child.apply(fn);
    callUserCode(() => {
      fn(this);
    });
    return this;
  }

  /** Brings floating-point parameters and buffers to another floating-point dtype, in place. */
  to(dtype: DType): this {
    if (!(dtype instanceof DType)) throw errors.wrongArgument("to", "dtype", "torch.dtype", dtype);
    if (!dtype.is_floating_point) throw errors.moduleDtype(dtype.toString());
    for (const tensor of [...this.parameters(), ...this.buffers()]) {
      if (tensor.dtype.is_floating_point) inGradMode(false, () => convert(tensor, dtype));
    }
    return this;
  }

  /** What stands between the parentheses of the printed form. */
  extra_repr(): string {
    return "";
  }

  /** PyTorch's printed form: the class, its settings, and the modules in it. */
  override toString(): string {
    return formatModule(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return formatModule(this);
  }

  private ownParameters(): [string, Parameter][] {
    return ownEntries(this).filter(isParameterEntry);
  }

  private ownBuffers(): [string, Tensor][] {
    return ownEntries(this).filter(
      (entry): entry is [string, Tensor] => this.#buffers.has(entry[0]) && isTensor(entry[1]),
    );
  }

  private named<T>(
    op: string,
    prefix: string,
    recurse: boolean,
    own: (module: Module) => readonly [string, T][],
  ): [string, T][] {
    if (typeof prefix !== "string") throw errors.wrongArgument(op, "prefix", "string", prefix);
    const modules: readonly [string, Module][] = recurse ? this.named_modules(prefix) : [[prefix, this]];
    return unique(
      modules.flatMap(([path, module]) => own(module).map(([name, value]): [string, T] => [joined(path, name), value])),
    );
  }

  /** Under every one of their names: two names of one tensor are two entries. */
  private stateEntries(prefix: string): [string, Tensor][] {
    const persistent = this.ownBuffers().filter(([name]) => this.#buffers.get(name)!.persistent);
    const own = [...this.ownParameters(), ...persistent];
    return [
      ...own.map(([name, tensor]): [string, Tensor] => [joined(prefix, name), tensor]),
      ...this.moduleEntries().flatMap(([name, child]) => child.stateEntries(joined(prefix, name))),
    ];
  }

  private checkName(what: "module" | "parameter" | "buffer", name: unknown): void {
    if (typeof name !== "string") throw errors.nameOfWrongKind(what, name);
    if (name.includes(".")) throw errors.nameWithDot(what, name);
    if (name === "") throw errors.emptyName(what);
    if (name in this && Reflect.get(this, name) !== undefined && !this.isReplaceable(what, name))
      throw errors.attributeExists(name);
  }

  /** Registering again what is registered replaces it. */
  private isReplaceable(what: "module" | "parameter" | "buffer", name: string): boolean {
    if (what === "buffer") return this.#buffers.has(name);
    const entry = ownEntries(this).find(([field]) => field === name);
    return (
      entry !== undefined && (entry[1] === null || (what === "module" ? isModuleEntry(entry) : isParameterEntry(entry)))
    );
  }

  private setField(name: string, value: unknown): void {
    Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  }
}

/** Sets a tensor's gradient to null, or to zeros without a history. */
export function clearGradient(tensor: Tensor, toNone: boolean): void {
  if (toNone) {
    tensor.gradient = null;
  } else if (tensor.gradient !== null) {
    if (tensor.gradient.grad_fn !== null) tensor.gradient.detach_();
    else tensor.gradient.requires_grad_(false);
    inGradMode(false, () => tensor.gradient!.zero_());
  }
}

function convert(tensor: Tensor, dtype: DType): void {
  const { gradient } = tensor;
  tensor.data = tensor.data.to(dtype);
  if (gradient !== null) tensor.gradient = gradient.to(dtype);
}

function ownEntries(module: Module): [string, unknown][] {
  return Object.entries(module);
}

function isParameterEntry(entry: [string, unknown]): entry is [string, Parameter] {
  return entry[1] instanceof Parameter;
}

function isModuleEntry(entry: [string, unknown]): entry is [string, Module] {
  return entry[1] instanceof Module;
}

function unique<T>(entries: readonly [string, T][]): [string, T][] {
  const seen = new Set<T>();
  return entries.filter(([, value]) => !seen.has(value) && seen.add(value));
}

function joined(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}
