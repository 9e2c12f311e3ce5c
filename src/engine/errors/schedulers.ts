import { pythonText } from "../pythonValues.js";
import { AssertionError, KeyError, NotImplementedError, RuntimeError, ValueError, ZeroDivisionError } from "./kinds.js";
import { pythonClass, pythonName } from "./words.js";

export function zeroDivision(text: "float division by zero" | "integer modulo by zero"): Error {
  return new ZeroDivisionError(text);
}

export function missingSetting(call: string, name: string): Error {
  return new TypeError(`${call}() missing 1 required positional argument: '${name}'`);
}

export function notAnOptimizer(value: unknown): Error {
  return new TypeError(`${pythonName(value)} is not an Optimizer`);
}

export function noInitialRate(group: number): Error {
  return new KeyError(
    `param 'initial_lr' is not specified in param_groups[${group}] when resuming scheduler with last_epoch >= 0.\nThis typically happens when:\n1. You're trying to resume training from a checkpoint but haven't properly loaded the optimizer state\n2. You're using last_epoch >= 0 for a fresh training run (not recommended)`,
  );
}

export function missingGetLr(): Error {
  return new NotImplementedError(
    "this scheduler has no get_lr(): a class that derives from LRScheduler says what the rates are",
  );
}

export function groupsChanged(isShorter: boolean): Error {
  return new ValueError(`zip() argument 2 is ${isShorter ? "shorter" : "longer"} than argument 1`);
}

export function valuesOfGroups(name: string, values: number, groups: number): Error {
  return new ValueError(
    `${name} must have the same length as optimizer.param_groups. ${name} has ${values} values, param_groups has ${groups}.`,
  );
}

export function noMomentumToCycle(): Error {
  return new ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
}

export function functionCount(groups: number, given: number): Error {
  return new ValueError(`Expected ${groups} lr_lambdas, but got ${given}`);
}

export function rateNotAFunction(value: unknown): Error {
  return new TypeError(`lr_lambda should be a function, but got ${pythonName(value)}`);
}

export function constantFactor(): Error {
  return new ValueError("Constant multiplicative factor expected to be between 0 and 1.");
}

export function startFactor(): Error {
  return new ValueError("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
}

export function endFactor(): Error {
  return new ValueError("Ending multiplicative factor expected to be between 0 and 1.");
}

export function expectedPositiveInteger(name: string, value: unknown): Error {
  return new ValueError(`Expected positive integer ${name}, but got ${pythonText(value)}`);
}

export function periodFactor(value: unknown): Error {
  return new ValueError(`Expected integer T_mult >= 1, but got ${pythonText(value)}`);
}

export function leastRate(value: unknown): Error {
  return new ValueError(`Expected float or int eta_min, but got ${pythonText(value)} of type ${pythonClass(value)}`);
}

export function negativeEpoch(epoch: number): Error {
  return new ValueError(`Expected non-negative epoch, but got ${epoch}`);
}

export function totalStepsUnknown(): Error {
  return new ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)");
}

export function tooManyCycleSteps(step: number, total: number): Error {
  return new ValueError(`Tried to step ${step} times. The specified number of total steps is ${total}`);
}

export function risingShare(value: number): Error {
  return new ValueError(`Expected float between 0 and 1 pct_start, but got ${value}`);
}

export function annealStrategy(value: unknown): Error {
  return new ValueError(`anneal_strategy must be one of 'cos' or 'linear', instead got ${pythonText(value)}`);
}

export function annealEpochs(value: unknown): Error {
  return new ValueError(`anneal_epochs must be equal or greater than 0, got ${pythonText(value)}`);
}

export function cycleMode(): Error {
  return new ValueError("mode is invalid and scale_fn is None");
}

export function plateauFactor(): Error {
  return new ValueError("Factor should be < 1.0.");
}

export function plateauMode(what: "mode" | "threshold mode", value: unknown): Error {
  return new ValueError(`${what} ${pythonText(value)} is unknown!`);
}

export function leastRateCount(groups: number, given: number): Error {
  return new ValueError(`expected ${groups} min_lrs, got ${given}`);
}

export function plateauGroupsChanged(groups: number, before: number): Error {
  return new RuntimeError(
    `The number of param groups in the \`optimizer\` (${groups}) differs from when \`ReduceLROnPlateau\` was initialized (${before}), usually due to a new param group being added to the optimizer. Please modify the \`min_lrs\` field to match the length of the \`optimizer\` param groups.`,
  );
}

export function noSchedulers(scheduler: string): Error {
  const use = scheduler === "ChainedScheduler" ? " to be chained" : "";
  return new ValueError(`${scheduler} expects at least one scheduler${use}, but got no scheduler.`);
}

export function schedulerWithoutOptimizer(scheduler: string, index: number): Error {
  return new TypeError(`${scheduler} at index ${index} should have \`optimizer\` as its attribute.`);
}

export function plateauAmongSchedulers(scheduler: string, index: number): Error {
  return new ValueError(
    `${scheduler} does not support \`ReduceLROnPlateau\` scheduler as it requires additional kwargs to be specified when calling \`step\`, but got one at index ${index} in the given schedulers sequence.`,
  );
}

export function schedulerOfOtherOptimizer(
  scheduler: string,
  index: number,
  inner: { readonly name: string; readonly optimizer: string },
  optimizer: string,
): Error {
  return new ValueError(
    `${scheduler} expects all schedulers to belong to the same optimizer, but got scheduler ${inner.name} at index ${index} has ${inner.optimizer}, which is different from ${optimizer}.`,
  );
}

export function milestoneCount(schedulers: number, milestones: number): Error {
  return new ValueError(
    `Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers ${schedulers} and the number of milestones to be equal to ${milestones}`,
  );
}

export function invalidDecay(decay: number): Error {
  return new ValueError(`Invalid decay value ${decay} provided. Please provide a value in [0,1] range.`);
}

export function twoAverageFunctions(): Error {
  return new AssertionError("Only one of avg_fn and multi_avg_fn should be provided");
}
