import { readArguments } from "../arguments.js";
import { deviceArgument, type Device, type DeviceLike } from "../device.js";
import { uint8 } from "../dtype.js";
import * as errors from "../errors.js";
import { denseNumbers } from "../kernels/dense.js";
import type { Tensor } from "../tensor.js";
import { emptyTensor, isTensor } from "../tensorFactory.js";
import { stateBytes, stateOfBytes, type GeneratorState } from "./generatorState.js";
import { MersenneTwister } from "./mt19937.js";

/**
 * A source of random numbers of its own; the `generator` option of the random functions takes one. Draws exactly what
 * PyTorch's CPU generator draws after the same seed.
 * https://docs.pytorch.org/docs/stable/generated/torch.Generator.html
 */
export class Generator {
  /** Where it draws: the cpu. */
  readonly device: Device;
  private state = seededState(67280421310721n);

  /** `device` is "cpu". The seed is 67280421310721 until another is set. */
  constructor(device?: DeviceLike | { readonly device?: DeviceLike }) {
    const given = device === undefined ? [] : [device];
    const options = readArguments<{ device: DeviceLike }>("Generator", ["device"], given);
    this.device = deviceArgument("Generator", options.device);
  }

  /** Starts the stream that belongs to a seed, a whole number of at most 64 bits. Returns this generator. */
  manual_seed(seed: number | bigint): this {
    if (typeof seed !== "bigint" && !Number.isInteger(seed)) throw errors.seedNotWhole(seed);
    const whole = BigInt(seed);
    if (whole < -(2n ** 63n) || whole >= 2n ** 64n) throw errors.seedOverflow();
    this.state = seededState(BigInt.asUintN(64, whole));
    return this;
  }

  /** Starts a stream that nobody can foresee, and gives its seed. */
  seed(): number {
    return this.manual_seed(unforeseenSeed()).initial_seed();
  }

  /** The seed of the stream that this generator is in; rounded if it is above 2^53. */
  initial_seed(): number {
    return Number(this.state.seed);
  }

  /** The place in the stream, as the 5056 bytes (uint8) that PyTorch makes of it. */
  get_state(): Tensor {
    const bytes = stateBytes(this.state);
    const tensor = emptyTensor([bytes.length], uint8);
    tensor.storage.array!.set(bytes);
    return tensor;
  }

  /** Goes to a place that `get_state` gave. Throws for anything else. Returns this generator. */
  set_state(new_state: Tensor): this {
    if (!isTensor(new_state)) throw errors.generatorStateKind(new_state);
    if (new_state.dtype !== uint8) throw errors.generatorStateDtype();
    if (!new_state.is_contiguous()) throw errors.generatorStateLayout();
    this.state = stateOfBytes(Uint8Array.from(denseNumbers(new_state)));
    return this;
  }

  /** Another generator at the same place of the same stream. */
  clone_state(): Generator {
    const clone = new Generator(this.device);
    clone.state = copyOf(this.state);
    return clone;
  }

  /** Its printed form. */
  toString(): string {
    return "<torch._C.Generator object>";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** @internal Remembers the place in the stream; what this gives goes back to it, any number of times. */
  snapshot(): () => void {
    const kept = copyOf(this.state);
    return () => {
      this.state = copyOf(kept);
    };
  }

  /** @internal 32 random bits. */
  random(): number {
    return this.state.engine.random();
  }

  /** @internal 64 random bits, the upper half drawn first. */
  random64(): bigint {
    const upper = this.random();
    return (BigInt(upper) << 32n) | BigInt(this.random());
  }

  /** @internal A number in [0, 1) of the 24 bits that a float32 holds. */
  uniform24(): number {
    return (this.random() & 0xffffff) / 2 ** 24;
  }

  /** @internal A number in [0, 1) of the 53 bits that a double holds. */
  uniform53(): number {
    const upper = this.random() & 0x1fffff;
    return (upper * 2 ** 32 + this.random()) / 2 ** 53;
  }

  /** @internal A standard normal number by Box and Muller's method, which makes two at a time and keeps the second. */
  normal(): number {
    const spare = this.state.spareNormal;
    if (spare !== null) {
      this.state.spareNormal = null;
      return spare;
    }
    const angle = 2 * Math.PI * this.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()));
    this.state.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/**
 * What draws where no generator is given. Until a seed is set, nobody can foresee it.
 * https://docs.pytorch.org/docs/stable/torch.html#torch.torch.default_generator
 */
export const default_generator = new Generator().manual_seed(unforeseenSeed());

/** Checks what a script passed as a generator; null is the one that `torch.manual_seed` seeds. @internal */
export function generatorOf(op: string, generator: unknown): Generator {
  if (generator === undefined || generator === null) return default_generator;
  if (!(generator instanceof Generator)) throw errors.wrongArgument(op, "generator", "torch.Generator", generator);
  return generator;
}

type MutableState = { -readonly [Name in keyof GeneratorState]: GeneratorState[Name] };

function seededState(seed: bigint): MutableState {
  return { seed, engine: MersenneTwister.seeded(Number(BigInt.asUintN(32, seed))), spareNormal: null };
}

function copyOf({ seed, engine, spareNormal }: GeneratorState): MutableState {
  return { seed, engine: MersenneTwister.at(engine.state), spareNormal };
}

function unforeseenSeed(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}
