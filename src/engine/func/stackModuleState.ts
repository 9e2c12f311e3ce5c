import { byName } from "../callByName.js";
import * as errors from "../errors.js";
import { Module } from "../nn/module.js";
import { stack } from "../ops/indexing.js";
import type { Tensor } from "../tensor.js";
import type { NamedTensors } from "./functionalCall.js";

/**
 * The parameters and the buffers of several models of one class, stacked, for `vmap` over `functional_call`:
 * `const [params, buffers] = stack_module_state(models)`. Throws for none, and for models of several classes or modes.
 * https://docs.pytorch.org/docs/stable/generated/torch.func.stack_module_state.html
 */
export function stack_module_state(models: Iterable<Module>): [params: NamedTensors, buffers: NamedTensors] {
  const named = byName(stack_module_state, "stack_module_state(models)", arguments);
  if (named !== null) return named.result;
  if (typeof Object(models)[Symbol.iterator] !== "function")
    throw errors.wrongArgument("stack_module_state", "models", "a list of modules", models);
  const list = Array.from(models as Iterable<unknown>, (model) => {
    if (!(model instanceof Module)) throw errors.wrongArgument("stack_module_state", "models", "modules", model);
    return model;
  });
  const [first] = list;
  if (first === undefined) throw errors.noModelsToStack();
  if (list.some(({ training }) => training !== first.training)) throw errors.modelsOfSeveralModes();
  if (list.some((model) => model.constructor !== first.constructor)) throw errors.modelsOfSeveralClasses();
  return [stacked(list.map((model) => model.named_parameters())), stacked(list.map((model) => model.named_buffers()))];
}

function stacked(models: readonly (readonly (readonly [string, Tensor])[])[]): NamedTensors {
  const [first = []] = models;
  return Object.fromEntries(
    first.map(([name]) => {
      const tensors = models.map((model) => model.find(([other]) => other === name)![1]);
      const wanting = tensors.filter(({ requires_grad }) => requires_grad).length;
      if (wanting > 0 && wanting < tensors.length) throw errors.modelsRequireDifferently(name);
      const together = stack(tensors).detach();
      return [name, wanting > 0 ? together.requires_grad_() : together];
    }),
  );
}
