/**
 * `torch.distributions`: distributions to draw from, with densities, entropies and divergences.
 * https://docs.pytorch.org/docs/stable/distributions.html
 */
export { Distribution, type SampleShape } from "./distribution.js";
export { Normal, type NormalOptions } from "./normal.js";
export { Uniform, type UniformOptions } from "./uniform.js";
export { Bernoulli, type BernoulliOptions } from "./bernoulli.js";
export { Categorical, type CategoricalOptions } from "./categorical.js";
export { Exponential, type ExponentialOptions } from "./exponential.js";
export { Independent, type IndependentOptions } from "./independent.js";
export { Laplace, type LaplaceOptions } from "./laplace.js";
export { kl_divergence } from "./klDivergence.js";
export * as constraints from "./constraints.js";
