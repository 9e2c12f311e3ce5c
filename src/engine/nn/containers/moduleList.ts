import { formatModuleList } from "../formatModule.js";
import type { Module } from "../module.js";
import { ModuleContainer } from "./moduleContainer.js";

/**
 * A list whose modules are registered: `for (const layer of this.layers) x = layer(x)`. It cannot be called itself.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
 */
export class ModuleList<Held extends Module = Module> extends ModuleContainer<Held> {
  constructor(modules: Iterable<Held> = []) {
    super();
    this.extend(modules);
  }

  override toString(): string {
    return formatModuleList(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return formatModuleList(this);
  }
}
