/**
 * `torch.random`: the stream of random numbers.
 * https://docs.pytorch.org/docs/stable/random.html
 */
export { default_generator } from "./generator.js";
export { fork_rng, get_rng_state, initial_seed, manual_seed, seed, set_rng_state } from "./state.js";
