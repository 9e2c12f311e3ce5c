import { wrongArgument } from "../errors.js";
import { MersenneTwister } from "./mt19937.js";

/**
 * A source of random numbers of its own; the `generator` option of the random functions takes one. Draws exactly what
 * PyTorch's CPU generator draws after the same seed.
 * https://docs.pytorch.org/docs/stable/generated/torch.Generator.html
 */
export class Generator {
  private currentSeed = 67280421310721;
  private engine = new MersenneTwister(lowBits(this.currentSeed));
  private spareNormal: number | null = null;

  /** Starts the stream that belongs to a seed, a whole number. Returns this generator. */
  manual_seed(seed: number | bigint): this {
    if (typeof seed !== "bigint" && !Number.isInteger(seed)) throw wrongArgument("manual_seed", "seed", "int", seed);
    this.currentSeed = Number(seed);
    this.engine = new MersenneTwister(lowBits(seed));
    this.spareNormal = null;
    return this;
  }

  /** Starts a stream that nobody can foresee, and gives its seed. */
  seed(): number {
    return this.manual_seed(unforeseenSeed()).currentSeed;
  }

  /** The seed of the stream that this generator is in. */
  initial_seed(): number {
    return this.currentSeed;
  }

  /** @internal Remembers the place in the stream; what this gives goes back to it, any number of times. */
  snapshot(): () => void {
    const { currentSeed, spareNormal } = this;
    const engine = this.engine.copy();
    return () => {
      this.currentSeed = currentSeed;
      this.spareNormal = spareNormal;
      this.engine = engine.copy();
    };
  }

  /** @internal 32 random bits. */
  random(): number {
    return this.engine.random();
  }

  /** @internal 64 random bits, the upper half drawn first. */
  random64(): bigint {
    const upper = this.engine.random();
    return (BigInt(upper) << 32n) | BigInt(this.engine.random());
  }

  /** @internal A number in [0, 1) of the 24 bits that a float32 holds. */
  uniform24(): number {
    return (this.engine.random() & 0xffffff) / 2 ** 24;
  }

  /** @internal A number in [0, 1) of the 53 bits that a double holds. */
  uniform53(): number {
    const upper = this.engine.random() & 0x1fffff;
    return (upper * 2 ** 32 + this.engine.random()) / 2 ** 53;
  }

  /** @internal A standard normal number by Box and Muller's method, which makes two at a time and keeps the second. */
  normal(): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return spare;
    }
    const angle = 2 * Math.PI * this.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()));
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/** What draws where no generator is given. Until a seed is set, nobody can foresee it. */
export const default_generator = new Generator().manual_seed(unforeseenSeed());

/**
 * Sets the seed of all random numbers that are drawn without a generator of their own.
 * https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html
 */
export function manual_seed(seed: number | bigint): Generator {
  return default_generator.manual_seed(seed);
}

/**
 * Sets a seed that nobody can foresee, and gives it.
 * https://docs.pytorch.org/docs/stable/generated/torch.seed.html
 */
export function seed(): number {
  return default_generator.seed();
}

/**
 * The seed that random numbers without a generator of their own were last started with.
 * https://docs.pytorch.org/docs/stable/generated/torch.initial_seed.html
 */
export function initial_seed(): number {
  return default_generator.initial_seed();
}

function lowBits(seed: number | bigint): number {
  return Number(BigInt.asUintN(32, BigInt(seed)));
}

function unforeseenSeed(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}
