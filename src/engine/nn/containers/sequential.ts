import { isOptions } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { Module } from "../module.js";
import { ModuleContainer } from "./moduleContainer.js";

/** A module that makes one tensor of one tensor. */
export type Layer = Module & { forward(input: Tensor): Tensor };

/**
 * Layers one after the other: `new nn.Sequential(new nn.Linear(2, 3), new nn.Tanh())`, or with names of one's own
 * `new nn.Sequential({ first: new nn.Linear(2, 3) })`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html
 */
export class Sequential extends ModuleContainer<Layer> {
  constructor(...layers: readonly Layer[] | readonly [Readonly<Record<string, Layer>>]) {
    super();
    const [first] = layers;
    const entries = isOptions(first) ? Object.entries(first) : layers.map((layer, i) => [String(i), layer] as const);
    for (const [name, layer] of entries) this.register_module(name, layer as Layer);
  }

  /** A `Sequential` of the layers from start to end, as arrays are sliced. They keep their names. */
  override slice(start?: number, end?: number): this {
    const part = Reflect.construct(this.constructor as new () => this, []);
    for (const [name, layer] of this.moduleEntries().slice(start, end)) part.register_module(name, layer);
    return part;
  }

  override forward(input: Tensor): Tensor {
    return this.held().reduce((x, layer) => layer(x), input);
  }
}
