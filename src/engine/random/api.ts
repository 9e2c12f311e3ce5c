/** What `torch` has of random numbers. */
export { default_generator, Generator, initial_seed, manual_seed, seed } from "./generator.js";
export {
  bernoulli,
  normal,
  rand,
  rand_like,
  randint,
  randn,
  randn_like,
  randperm,
  type RandomOptions,
} from "./factories.js";
