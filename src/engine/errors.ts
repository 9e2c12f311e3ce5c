/**
 * Every error that a script can see, one function each. The words are PyTorch's wherever it has a text for the case, so
 * that a search for the message finds the answers people have given.
 */
export * from "./errors/kinds.js";
export * from "./errors/arguments.js";
export * from "./errors/shapes.js";
export * from "./errors/dtypes.js";
export * from "./errors/writes.js";
export * from "./errors/autograd.js";
export * from "./errors/inference.js";
export * from "./errors/savedTensors.js";
export * from "./errors/functions.js";
export * from "./errors/forwardMode.js";
export * from "./errors/functional.js";
export * from "./errors/gradcheck.js";
export * from "./errors/checkpoint.js";
export * from "./errors/random.js";
export * from "./errors/modules.js";
export * from "./errors/slices.js";
export * from "./errors/losses.js";
export * from "./errors/indices.js";
export * from "./errors/optim.js";
export * from "./errors/windows.js";
export * from "./errors/pools.js";
export * from "./errors/resampling.js";
export * from "./errors/shuffles.js";
export * from "./errors/reductions.js";
export * from "./errors/activations.js";
export * from "./errors/elementwise.js";
export * from "./errors/signal.js";
export * from "./errors/numbers.js";
export * from "./errors/factories.js";
export * from "./errors/reducedWrites.js";
export * from "./errors/differences.js";
export * from "./errors/searching.js";
export * from "./errors/ordering.js";
export * from "./errors/indexWrites.js";
export * from "./errors/arranging.js";
export * from "./errors/joining.js";
export * from "./errors/products.js";
export * from "./errors/einsum.js";
export * from "./errors/padding.js";
export * from "./errors/normalizations.js";
export * from "./errors/marginLosses.js";
