import { inGradMode } from "../../autograd/gradMode.js";
import { byName } from "../../callByName.js";
import { deviceArgument, type DeviceLike } from "../../device.js";
import * as errors from "../../errors.js";
import { Module } from "../../nn/module.js";
import { BatchNorm } from "../../nn/normalization/batchNorm.js";
import { callUserCode } from "../../observer.js";

/**
 * Computes the running statistics of a model's batch norms anew, as means over a loader's batches; of a batch that is an
 * array the first item is the input. To be called once weights have been averaged.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.update_bn.html
 */
export function update_bn(
  loader: Iterable<unknown>,
  model: Module,
  device?: DeviceLike | null | { readonly device?: DeviceLike | null },
): void;
export function update_bn(loader: Iterable<unknown>, model: Module, device?: unknown): void {
  const named = byName(update_bn, "update_bn(loader, model, device)", arguments);
  if (named !== null) return named.result;
  if (!(model instanceof Module)) throw errors.notAModule(model);
  deviceArgument("update_bn", device);
  inGradMode(false, () => {
    const norms = [...model.modules()].filter((module) => module instanceof BatchNorm);
    if (norms.length === 0) return;
    const before = norms.map((norm) => norm.momentum);
    const wasTraining = model.training;
    model.train();
    for (const norm of norms) {
      norm.reset_running_stats();
      norm.momentum = null;
    }
    for (const batch of loader) {
      const input: unknown = Array.isArray(batch) ? batch[0] : batch;
      callUserCode(() => (model as unknown as (input: unknown) => unknown)(input));
    }
    norms.forEach((norm, i) => {
      norm.momentum = before[i]!;
    });
    model.train(wasTraining);
  });
}
