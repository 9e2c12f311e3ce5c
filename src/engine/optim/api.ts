/**
 * `torch.optim`: what changes parameters by their gradients.
 * https://docs.pytorch.org/docs/stable/optim.html
 */
export * as lr_scheduler from "./lrScheduler/api.js";
export * as swa_utils from "./swaUtils/api.js";
export { Adadelta, type AdadeltaOptions, type AdadeltaState } from "./adadelta.js";
export { Adafactor, type AdafactorOptions, type AdafactorState } from "./adafactor.js";
export { Adagrad, type AdagradOptions, type AdagradState } from "./adagrad.js";
export { Adam, type AdamOptions, type AdamState, type AdamWOptions } from "./adam.js";
export { Adamax, type AdamaxOptions, type AdamaxState } from "./adamax.js";
export { AdamW } from "./adamw.js";
export { ASGD, type ASGDOptions, type ASGDState } from "./asgd.js";
export { LBFGS, type LBFGSOptions, type LBFGSState } from "./lbfgs.js";
export { Muon, type MuonOptions, type MuonState } from "./muon.js";
export { NAdam, type NAdamOptions, type NAdamState } from "./nadam.js";
export { Optimizer, type HookOptions, type ParameterState } from "./optimizer.js";
export {
  register_optimizer_step_post_hook,
  register_optimizer_step_pre_hook,
  type OptimizerHook,
  type StateDictHook,
  type StepArguments,
  type StepPostHook,
  type StepPreHook,
} from "./optimizerHooks.js";
export type {
  Optimized,
  OptimizerInput,
  ParameterGroup,
  ParameterGroupInput,
  ScheduledSettings,
} from "./parameterGroups.js";
export { RAdam, type RAdamOptions, type RAdamState } from "./radam.js";
export { RMSprop, type RMSpropOptions, type RMSpropState } from "./rmsprop.js";
export { Rprop, type RpropOptions, type RpropState } from "./rprop.js";
export { SGD, type SGDOptions, type SGDState } from "./sgd.js";
export type { CapturableOptions, ForeachOptions, FusedOptions, ImplementationOptions } from "./settings.js";
export type { OptimizerStateDict, StateValue } from "./stateDict.js";
