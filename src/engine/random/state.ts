import { readArguments, refuseMore } from "../arguments.js";
import { byName } from "../callByName.js";
import { scope, type Scope } from "../autograd/scope.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { default_generator, type Generator } from "./generator.js";

/**
 * Sets the seed of all random numbers that are drawn without a generator of their own: a whole number of at most 64 bits.
 * https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html
 */
export function manual_seed(seed: number | bigint): Generator {
  const named = byName(manual_seed, "manual_seed(seed)", arguments);
  if (named !== null) return named.result;
  return default_generator.manual_seed(seed);
}

/**
 * Sets a seed that nobody can foresee, and gives it.
 * https://docs.pytorch.org/docs/stable/generated/torch.seed.html
 */
export function seed(): number {
  if (arguments.length > 0) refuseMore("seed", 0, arguments);
  return default_generator.seed();
}

/**
 * The seed that random numbers without a generator of their own were last started with.
 * https://docs.pytorch.org/docs/stable/generated/torch.initial_seed.html
 */
export function initial_seed(): number {
  if (arguments.length > 0) refuseMore("initial_seed", 0, arguments);
  return default_generator.initial_seed();
}

/**
 * Where the stream of random numbers is, as the 5056 bytes (uint8) that PyTorch makes of it.
 * https://docs.pytorch.org/docs/stable/generated/torch.get_rng_state.html
 */
export function get_rng_state(): Tensor {
  if (arguments.length > 0) refuseMore("get_rng_state", 0, arguments);
  return default_generator.get_state();
}

/**
 * Goes to the place in a stream that `get_rng_state` gave. Throws for anything else.
 * https://docs.pytorch.org/docs/stable/generated/torch.set_rng_state.html
 */
export function set_rng_state(new_state: Tensor): void {
  const named = byName(set_rng_state, "set_rng_state(new_state)", arguments);
  if (named !== null) return named.result;
  default_generator.set_state(new_state);
}

export interface ForkOptions {
  /** Further devices, of which there are none. */
  readonly devices?: readonly never[];
  /** Whether there is a fork at all; true unless given. */
  readonly enabled?: boolean;
}

/**
 * What is drawn inside does not count outside: afterwards the stream goes on where it was before.
 * `fork_rng(() => …)`, `using _ = fork_rng();`, `fork_rng({ enabled: false }, () => …)`.
 * https://docs.pytorch.org/docs/stable/random.html#torch.random.fork_rng
 */
export const fork_rng: Scope<[]> & Scope<[options: ForkOptions]> = scope(
  "fork_rng(devices, enabled)",
  (...settings: unknown[]) => {
    const { devices = [], enabled = true } = readArguments<ForkOptions>("fork_rng", ["devices", "enabled"], settings);
    if (!Array.isArray(devices)) throw errors.wrongArgument("fork_rng", "devices", "an array", devices);
    if (devices.length > 0) throw errors.absentDevice("cuda");
    if (typeof enabled !== "boolean") throw errors.wrongArgument("fork_rng", "enabled", "bool", enabled);
    return enabled ? default_generator.snapshot() : () => undefined;
  },
) as Scope<[]> & Scope<[options: ForkOptions]>;
