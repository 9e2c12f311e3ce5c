import type { Shape } from "../shape.js";
import { AssertionError, RuntimeError, ValueError } from "./kinds.js";
import { torchSize } from "./words.js";

export function shapeOfUninitialized(): Error {
  return new RuntimeError(
    "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in `load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward` to initialize the parameters before accessing their attributes.",
  );
}

export function normOfUninitialized(norm: "WeightNorm" | "SpectralNorm"): Error {
  const what = norm === "WeightNorm" ? "weight" : "spectral";
  return new ValueError(
    `The module passed to \`${norm}\` can't have uninitialized parameters. Make sure to run the dummy forward before applying ${what} normalization`,
  );
}

export function inferredFeatures(input: number, weight: number): Error {
  return new AssertionError(
    `The in_features inferred from input: ${input} is not equal to in_features from self.weight: ${weight}`,
  );
}

export function lazyConvolutionRank(module: string, unbatched: number, shape: Shape): Error {
  return new RuntimeError(
    `Expected ${unbatched}D (unbatched) or ${unbatched + 1}D (batched) input to ${module}, but got input of size: ${torchSize(shape)}`,
  );
}
