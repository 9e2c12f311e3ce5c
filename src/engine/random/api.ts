/** What `torch` has of random numbers. */
export * as random from "./module.js";
export { default_generator, Generator } from "./generator.js";
export { get_rng_state, initial_seed, manual_seed, seed, set_rng_state } from "./state.js";
export { rand, rand_like, randint, randint_like, randn, randn_like, randperm } from "./factories.js";
export { normal } from "./normal.js";
export { bernoulli } from "./bernoulli.js";
export { multinomial } from "./multinomial.js";
export { binomial, poisson } from "./poisson.js";
export type { RandomOptions } from "./sized.js";
export * from "./dropouts.js";
