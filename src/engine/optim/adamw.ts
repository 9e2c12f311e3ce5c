import type { Tensor } from "../tensor.js";
import { Adam, adamDefaults, type AdamOptions, type AdamState, type AdamWOptions } from "./adam.js";
import type { OptimizerInput } from "./parameterGroups.js";
import { readSettings } from "./settings.js";
import type { OptimizerStateDict } from "./stateDict.js";

const { decoupled_weight_decay: _always, ...shared } = adamDefaults;
const defaults: Required<AdamWOptions> = { ...shared, weight_decay: 1e-2 };

/**
 * Adam that pulls the weights themselves to 0 (by 0.01·lr a step unless told otherwise) rather than by way of the gradient.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
 */
export class AdamW extends Adam {
  constructor(
    params: OptimizerInput<AdamWOptions>,
    ...settings: [
      lr?: number | Tensor | AdamWOptions,
      betas?: readonly [number, number] | AdamWOptions,
      eps?: number | AdamWOptions,
      weight_decay?: number | AdamWOptions,
      amsgrad?: boolean | AdamWOptions,
      options?: AdamWOptions,
    ]
  ) {
    const read: AdamOptions = { ...readSettings("AdamW", defaults, 5, settings, params), decoupled_weight_decay: true };
    super(params as OptimizerInput<AdamOptions>, read);
  }

  /** Also where an Adam saved the state: the weights themselves are pulled. */
  override load_state_dict(state_dict: OptimizerStateDict<AdamState>): void {
    super.load_state_dict(state_dict);
    for (const group of this.param_groups) group.decoupled_weight_decay = true;
  }
}
