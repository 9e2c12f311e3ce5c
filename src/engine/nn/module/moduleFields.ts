import { booleanArgument, readArguments, refuseMore } from "../../arguments.js";
import * as errors from "../../errors.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { Buffer } from "../buffer.js";
import { Callable } from "../callable.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";
import { joined, namedMembers, placeOfSubmodule, submoduleOf, type MemberOptions } from "./paths.js";
import { isModule } from "./isModule.js";

type Kind = "module" | "parameter" | "buffer";

/** What a module's fields hold: parameters, buffers and other modules, in the order of definition. */
export abstract class ModuleFields extends Callable {
  /** The fields that were registered as buffers, and whether `state_dict` has them. */
  #buffers = new Map<string, { readonly persistent: boolean }>();
  /** What each field was seen to hold. */
  #kinds = new Map<string, Kind>();
  /** The fields in which `functional_call` has put other tensors. */
  #exchanged = new Set<string>();

  /** All parameters of this module and the modules in it, each once; without `recurse` only its own. */
  parameters(recurse: boolean | { readonly recurse?: boolean } = true): Parameter[] {
    const options = readArguments<{ recurse: boolean }>("parameters", ["recurse"], [recurse]);
    return this.named_parameters({ recurse: booleanArgument("parameters", "recurse", options.recurse, true) }).map(
      ([, parameter]) => parameter,
    );
  }

  /**
   * The parameters with their names: `[["fc.weight", …], ["fc.bias", …]]`. Each parameter stands once, under the first of
   * its names, unless `remove_duplicate` is false.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_parameters
   */
  named_parameters(
    prefix: string | MemberOptions = "",
    recurse?: boolean | MemberOptions,
    remove_duplicate?: boolean | MemberOptions,
  ): [name: string, parameter: Parameter][] {
    const args = [prefix, recurse, remove_duplicate];
    return namedMembers("named_parameters", asModule(this), args, (module) => module.ownParameters());
  }

  /** All buffers of this module and the modules in it. */
  buffers(recurse: boolean | { readonly recurse?: boolean } = true): Tensor[] {
    const options = readArguments<{ recurse: boolean }>("buffers", ["recurse"], [recurse]);
    return this.named_buffers({ recurse: booleanArgument("buffers", "recurse", options.recurse, true) }).map(
      ([, buffer]) => buffer,
    );
  }

  /**
   * The buffers with their names, each once unless `remove_duplicate` is false.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_buffers
   */
  named_buffers(
    prefix: string | MemberOptions = "",
    recurse?: boolean | MemberOptions,
    remove_duplicate?: boolean | MemberOptions,
  ): [name: string, buffer: Tensor][] {
    const args = [prefix, recurse, remove_duplicate];
    return namedMembers("named_buffers", asModule(this), args, (module) => module.ownBuffers());
  }

  /** The modules that this module's fields hold. */
  children(): Module[] {
    if (arguments.length > 0) refuseMore("children", 0, arguments);
    return this.named_children().map(([, child]) => child);
  }

  /** The modules that this module's fields hold, with the fields' names. A module stands once. */
  named_children(): [name: string, child: Module][] {
    if (arguments.length > 0) refuseMore("named_children", 0, arguments);
    const seen = new Set<Module>();
    return this.moduleEntries().filter(([, child]) => !seen.has(child) && seen.add(child));
  }

  /** This module and all in it. */
  modules(): Module[] {
    if (arguments.length > 0) refuseMore("modules", 0, arguments);
    return this.named_modules().map(([, module]) => module);
  }

  /**
   * This module, named by the prefix, and all in it: `[["", net], ["fc", …]]`. A module stands once, under the first of
   * its names, unless `remove_duplicate` is false.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_modules
   */
  named_modules(
    memo?: Set<Module> | null | Omit<MemberOptions, "recurse">,
    prefix?: string | Omit<MemberOptions, "recurse">,
    remove_duplicate?: boolean | Omit<MemberOptions, "recurse">,
  ): [name: string, module: Module][] {
    const names = ["memo", "prefix", "remove_duplicate"] as const;
    const given = readArguments<{ memo: Set<Module> | null; prefix: string; remove_duplicate: boolean }>(
      "named_modules",
      names,
      [memo, prefix, remove_duplicate],
    );
    const path = given.prefix ?? "";
    if (typeof path !== "string") throw errors.wrongArgument("named_modules", "prefix", "str", path);
    const once = booleanArgument("named_modules", "remove_duplicate", given.remove_duplicate, true);
    const seen = given.memo ?? new Set<Module>();
    const found: [string, Module][] = [];
    const visit = (module: Module, name: string): void => {
      if (once && seen.has(module)) return;
      seen.add(module);
      found.push([name, module]);
      for (const [field, child] of module.moduleEntries()) visit(child, joined(name, field));
    };
    visit(asModule(this), path);
    return found;
  }

  /**
   * The module at a path: `net.get_submodule("encoder.0")`; the module itself for "". Throws if there is none.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_submodule
   */
  get_submodule(target: string): Module {
    if (arguments.length > 1) refuseMore("get_submodule", 1, arguments);
    return submoduleOf(asModule(this), target);
  }

  /**
   * Puts a module at a path. Throws if what holds it is not there, if something else than a module stands there, and with
   * `strict` if nothing does.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.set_submodule
   */
  set_submodule(target: string, module: Module, strict: boolean | { readonly strict?: boolean } = false): void {
    const options = readArguments<{ strict: boolean }>("set_submodule", ["strict"], [strict]);
    const isStrict = booleanArgument("set_submodule", "strict", options.strict, false);
    const [parent, name] = placeOfSubmodule(asModule(this), target, module, isStrict);
    setField(parent, name, module);
  }

  /**
   * The parameter at a path: `net.get_parameter("fc.weight")`. Throws if there is none.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_parameter
   */
  get_parameter(target: string): Parameter {
    if (arguments.length > 1) refuseMore("get_parameter", 1, arguments);
    const [, name, value] = this.member(target);
    if (!(value instanceof Parameter)) throw errors.memberKind(name, "nn.Parameter");
    return value;
  }

  /**
   * The buffer at a path: `net.get_buffer("norm.running_mean")`. Throws if there is none.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_buffer
   */
  get_buffer(target: string): Tensor {
    if (arguments.length > 1) refuseMore("get_buffer", 1, arguments);
    const [holder, name] = this.member(target);
    const buffer = holder.ownBuffers().find(([field]) => field === name)?.[1];
    if (buffer === undefined) throw errors.memberKind(name, "buffer");
    return buffer;
  }

  /**
   * Sets a field to a parameter, or to null. Throws if the name is empty, has a dot or is taken.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_parameter
   */
  register_parameter(name: string, param: Parameter | null): void {
    if (arguments.length > 2) refuseMore("register_parameter", 2, arguments);
    this.checkName("parameter", name);
    if (param !== null && !(param instanceof Parameter)) throw errors.notAParameter(name, param);
    if (param?.grad_fn) throw errors.parameterWithHistory(name);
    setField(asModule(this), name, param);
  }

  /**
   * Sets a field to a tensor that belongs to the module's state without being learned. Not persistent means that
   * `state_dict` leaves it out. Throws if the name is empty, has a dot or is taken.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer
   */
  register_buffer(
    name: string,
    tensor: Tensor | null,
    persistent: boolean | { readonly persistent?: boolean } = true,
  ): void {
    const options = readArguments<{ persistent: boolean }>("register_buffer", ["persistent"], [persistent]);
    this.checkName("buffer", name);
    if (tensor !== null && !isTensor(tensor)) throw errors.notABuffer(name, tensor);
    this.#buffers.set(name, { persistent: booleanArgument("register_buffer", "persistent", options.persistent, true) });
    setField(asModule(this), name, tensor);
  }

  /** Sets a field to a module, or to null. Throws if the name is empty, has a dot or is taken. */
  register_module(name: string, module: Module | null): void {
    if (arguments.length > 2) refuseMore("register_module", 2, arguments);
    if (module !== null && !isModule(module)) throw errors.notAModule(module);
    this.checkName("module", name);
    setField(asModule(this), name, module);
  }

  /** The same as `register_module`. */
  add_module(name: string, module: Module | null): void {
    this.register_module(name, module);
  }

  /** @internal Every field that holds a module, also where two hold the same. */
  moduleEntries(): [name: string, child: Module][] {
    return this.fields("module").filter((entry): entry is [string, Module] => isModule(entry[1]));
  }

  /** @internal */
  ownParameters(): [string, Parameter][] {
    return this.fields("parameter").filter((entry): entry is [string, Parameter] => isTensor(entry[1]));
  }

  /** @internal */
  ownBuffers(): [string, Tensor][] {
    return this.fields("buffer").filter((entry): entry is [string, Tensor] => isTensor(entry[1]));
  }

  /** @internal Whether `state_dict` has this buffer. */
  isPersistent(name: string): boolean {
    const value: unknown = Reflect.get(this, name);
    return value instanceof Buffer ? value.persistent : this.#buffers.get(name)!.persistent;
  }

  /** @internal Puts another tensor into a field for a while, nothing for undefined, and gives what was there. */
  exchange(name: string, tensor: unknown): unknown {
    const before: unknown = Reflect.get(this, name);
    if (tensor === undefined) Reflect.deleteProperty(this, name);
    else Reflect.set(this, name, tensor);
    if (!this.#exchanged.delete(name)) this.#exchanged.add(name);
    return before;
  }

  /**
   * Takes a field away, as `del net.weight` does, so that whatever is set under its name afterwards begins anew: a tensor
   * where a parameter was. Throws if there is none.
   */
  __delattr__(name: string): void {
    if (arguments.length > 1) refuseMore("__delattr__", 1, arguments);
    if (!Object.hasOwn(this, name)) throw errors.noAttribute(this.constructor.name, name);
    this.forget(name);
  }

  /** @internal The same for whatever is there. */
  forget(name: string): void {
    Reflect.deleteProperty(this, name);
    this.#kinds.delete(name);
    this.#buffers.delete(name);
  }

  /** @internal Takes over what is known of another module's fields. */
  takeOver(other: ModuleFields): void {
    this.#buffers = new Map(other.#buffers);
  }

  /**
   * The fields of a kind, null where they hold nothing. A field that held a parameter and now holds a tensor would be
   * learned no more, and nobody would know: this is the first time that one can tell.
   */
  private fields(kind: Kind): [string, unknown][] {
    return Object.entries(this).filter(([name, value]) => {
      const before = this.#kinds.get(name);
      const now = this.#exchanged.has(name) ? (before ?? null) : this.kindOf(name, value);
      if (now !== null) this.#kinds.set(name, now);
      else if (before !== undefined && value !== null && value !== undefined)
        throw errors.assignedOfWrongKind(before, name, value);
      return now === kind;
    });
  }

  private kindOf(name: string, value: unknown): Kind | null {
    if (value instanceof Parameter) return "parameter";
    if (isModule(value)) return "module";
    return value instanceof Buffer || (this.#buffers.has(name) && isTensor(value)) ? "buffer" : null;
  }

  private member(target: string): readonly [holder: Module, name: string, value: unknown] {
    const path = target.split(".");
    const name = path.pop()!;
    const holder = submoduleOf(asModule(this), path.join("."));
    const value: unknown = Reflect.get(holder, name);
    if (value === undefined) throw errors.noSuchMember(holder.constructor.name, name);
    return [holder, name, value];
  }

  private checkName(what: Kind, name: unknown): void {
    if (typeof name !== "string") throw errors.nameOfWrongKind(what, name);
    if (name.includes(".")) throw errors.nameWithDot(what, name);
    if (name === "") throw errors.emptyName(what);
    const held: unknown = Reflect.get(this, name);
    if (held !== undefined && !this.isReplaceable(what, name, held)) throw errors.attributeExists(name);
  }

  /** Registering again what is registered replaces it. */
  private isReplaceable(what: Kind, name: string, held: unknown): boolean {
    if (what === "buffer") return this.#buffers.has(name) || held instanceof Buffer;
    return Object.hasOwn(this, name) && (held === null || this.kindOf(name, held) === what);
  }
}

function asModule(fields: ModuleFields): Module {
  return fields as Module;
}

function setField(module: Module, name: string, value: unknown): void {
  Object.defineProperty(module, name, { value, writable: true, enumerable: true, configurable: true });
}
