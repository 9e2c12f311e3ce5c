import { readArguments } from "../arguments.js";
import { Adam, adamDefaults, type AdamOptions, type AdamWOptions } from "./adam.js";
import type { OptimizerInput } from "./parameterGroups.js";

/**
 * Adam that pulls the weights themselves to 0 (by 0.01·lr a step unless told otherwise) rather than by way of the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 */
export class AdamW extends Adam {
  constructor(
    params: OptimizerInput<Required<AdamOptions>>,
    lr?: number | AdamWOptions,
    betas?: readonly [number, number] | AdamWOptions,
    eps?: number | AdamWOptions,
    weight_decay?: number | AdamWOptions,
    amsgrad?: boolean | AdamWOptions,
    options?: AdamWOptions,
  ) {
    const names = Object.keys(adamDefaults).filter(
      (name) => name !== "decoupled_weight_decay",
    ) as (keyof AdamWOptions)[];
    const given = [lr, betas, eps, weight_decay, amsgrad, options].filter((value) => value !== undefined);
    const read = readArguments<Required<AdamWOptions>>("AdamW", names, given);
    super(params, { weight_decay: 1e-2, ...read, decoupled_weight_decay: true });
  }
}
