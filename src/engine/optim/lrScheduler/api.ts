/**
 * `torch.optim.lr_scheduler`: what changes learning rates from step to step.
 * https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate
 */
export { ChainedScheduler, type ChainedSchedulerOptions } from "./chainedScheduler.js";
export { ConstantLR, type ConstantLROptions } from "./constantLR.js";
export { CosineAnnealingLR, type CosineAnnealingLROptions } from "./cosineAnnealingLR.js";
export { CosineAnnealingWarmRestarts, type CosineAnnealingWarmRestartsOptions } from "./cosineAnnealingWarmRestarts.js";
export { CyclicLR, type CycleMode, type CyclicLROptions } from "./cyclicLR.js";
export { ExponentialLR, type ExponentialLROptions } from "./exponentialLR.js";
export { LambdaLR, type LambdaLROptions, type LambdaSettings, type RateFunction } from "./lambdaLR.js";
export { LinearLR, type LinearLROptions } from "./linearLR.js";
export { LRScheduler, type SchedulerStateDict, type StepArgument } from "./lrScheduler.js";
export { MultiplicativeLR } from "./multiplicativeLR.js";
export { MultiStepLR, type MultiStepLROptions } from "./multiStepLR.js";
export { OneCycleLR, type AnnealStrategy, type OneCycleLROptions } from "./oneCycleLR.js";
export { PolynomialLR, type PolynomialLROptions } from "./polynomialLR.js";
export type { AnyOptimizer } from "./readers.js";
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from "./reduceLROnPlateau.js";
export { SequentialLR, type SequentialLROptions } from "./sequentialLR.js";
export { StepLR, type StepLROptions } from "./stepLR.js";
