import { deepcopy } from "../../deepcopy.js";
import * as errors from "../../errors.js";
import { ModuleList } from "../containers/moduleList.js";
import type { Module } from "../module.js";
import { countArgument } from "../module/factory.js";
import { isModule } from "../module/isModule.js";

/** Copies of a layer, all with its weights. */
export function clonedLayers<Layer extends Module>(
  op: string,
  name: string,
  layer: Layer,
  num_layers: unknown,
): ModuleList<Layer> {
  if (layer === undefined) throw errors.missingArgument(`${op}.__init__`, name);
  const count = countArgument(op, "num_layers", num_layers);
  if (!isModule(layer)) throw errors.notAModule(layer);
  return new ModuleList(Array.from({ length: Math.max(0, count) }, () => deepcopy(layer)));
}

/** Whether the attention of a stack's first layer has the batch first. Throws if there is none. */
export function hasBatchFirst(layers: ModuleList): boolean {
  const first = layers.at(0);
  const attention: unknown = Reflect.get(first, "self_attn");
  if (attention === undefined) throw errors.noSelfAttention(first.constructor.name);
  return Reflect.get(attention as object, "batch_first") === true;
}
