import { readArguments } from "../../arguments.js";
import { as_tensor, type TensorData } from "../../creation.js";
import { float64 } from "../../dtype.js";
import * as errors from "../../errors.js";
import { randint, randperm } from "../../random/factories.js";
import { default_generator, Generator } from "../../random/generator.js";
import { multinomial } from "../../random/multinomial.js";
import type { Tensor } from "../../tensor.js";
import { Sampler } from "./sampler.js";
import { lengthOf, type Sized } from "./sized.js";
import { indexAt, type Indices } from "./subset.js";

interface GeneratorOption {
  /** Where the numbers come from; seeded by the generator of `torch.manual_seed`, or that itself, unless given. */
  readonly generator?: Generator | null;
}

export interface RandomSamplerOptions extends GeneratorOption {
  /** What is sampled from; its length counts. */
  readonly data_source?: Sized;
  /** Whether an index can be drawn more than once; false unless given. */
  readonly replacement?: boolean;
  /** How many indices make an epoch; all unless given. */
  readonly num_samples?: number | null;
}

/**
 * All indices in random order, or any number of them, with replacement or one permutation after the other. Throws unless
 * the number of samples is a positive integer.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler
 */
export class RandomSampler extends Sampler {
  /** What is sampled from; its length counts. */
  readonly data_source: Sized;
  readonly replacement: boolean;
  readonly generator: Generator | null;
  private readonly chosenCount: number | null;

  constructor(
    data_source: Sized | RandomSamplerOptions,
    replacement?: boolean | RandomSamplerOptions,
    num_samples?: number | null | RandomSamplerOptions,
    generator?: Generator | null | RandomSamplerOptions,
  ) {
    super();
    const given = readArguments<RandomSamplerOptions>(
      "RandomSampler",
      ["data_source", "replacement", "num_samples", "generator"],
      [data_source, replacement, num_samples, generator],
    );
    if (given.data_source === undefined) throw errors.missingArgument("RandomSampler", "data_source");
    this.data_source = given.data_source;
    this.replacement = given.replacement ?? false;
    this.generator = given.generator ?? null;
    this.chosenCount = given.num_samples ?? null;
    if (typeof this.replacement !== "boolean") throw errors.notBoolean("replacement", this.replacement, TypeError);
    checkCount("num_samples", this.num_samples);
  }

  /** How many indices make an epoch: the length of the data, which may change, unless it was given. */
  get num_samples(): number {
    return this.chosenCount ?? lengthOf(this.data_source);
  }

  override get length(): number {
    return this.num_samples;
  }

  override *[Symbol.iterator](): IterableIterator<number> {
    const size = lengthOf(this.data_source);
    const generator = this.generator ?? new Generator().manual_seed(drawnSeed(null));
    const count = this.num_samples;
    // Indices with replacement are drawn 32 at a time; those without, a permutation at a time, the last one in full.
    const block = this.replacement ? 32 : size;
    if (block === 0) throw errors.permutationsOfNothing();
    const draw = (wanted: number): Tensor =>
      this.replacement ? randint(size, [wanted], { generator }) : randperm(size, { generator });
    for (let drawn = 0; drawn + block <= count; drawn += block) yield* draw(block).tolist() as number[];
    yield* (draw(count % block).tolist() as number[]).slice(0, count % block);
  }
}

export interface SubsetRandomSamplerOptions extends GeneratorOption {
  /** The indices that are permuted. */
  readonly indices?: Indices;
}

/**
 * Some indices in random order.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SubsetRandomSampler
 */
export class SubsetRandomSampler extends Sampler {
  readonly indices: Indices;
  readonly generator: Generator | null;

  constructor(
    indices: Indices | SubsetRandomSamplerOptions,
    generator?: Generator | null | SubsetRandomSamplerOptions,
  ) {
    super();
    const given = readArguments<SubsetRandomSamplerOptions>(
      "SubsetRandomSampler",
      ["indices", "generator"],
      [indices, generator],
    );
    if (given.indices === undefined) throw errors.missingArgument("SubsetRandomSampler", "indices");
    this.indices = given.indices;
    this.generator = given.generator ?? null;
  }

  override get length(): number {
    return lengthOf(this.indices);
  }

  override *[Symbol.iterator](): IterableIterator<number> {
    const { generator } = this;
    for (const place of randperm(this.length, { generator }).tolist() as number[]) yield indexAt(this.indices, place);
  }
}

export interface WeightedRandomSamplerOptions extends GeneratorOption {
  /** How likely each index is, in proportion to the others. */
  readonly weights?: TensorData;
  /** How many indices are drawn. */
  readonly num_samples?: number;
  /** Whether an index can be drawn more than once; true unless given. */
  readonly replacement?: boolean;
}

/**
 * Indices drawn by weights, which need not sum up to 1. Throws for weights that are no vector and unless the number of
 * samples is a positive integer.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler
 */
export class WeightedRandomSampler extends Sampler {
  /** The weights, as float64. */
  readonly weights: Tensor;
  readonly num_samples: number;
  readonly replacement: boolean;
  readonly generator: Generator | null;

  constructor(
    weights: TensorData | WeightedRandomSamplerOptions,
    num_samples?: number | WeightedRandomSamplerOptions,
    replacement?: boolean | WeightedRandomSamplerOptions,
    generator?: Generator | null | WeightedRandomSamplerOptions,
  ) {
    super();
    const given = readArguments<WeightedRandomSamplerOptions>(
      "WeightedRandomSampler",
      ["weights", "num_samples", "replacement", "generator"],
      [weights, num_samples, replacement, generator],
    );
    if (given.weights === undefined) throw errors.missingArgument("WeightedRandomSampler", "weights");
    if (given.num_samples === undefined) throw errors.missingArgument("WeightedRandomSampler", "num_samples");
    this.num_samples = given.num_samples;
    this.replacement = given.replacement ?? true;
    this.generator = given.generator ?? null;
    checkCount("num_samples", this.num_samples);
    if (typeof this.replacement !== "boolean")
      throw errors.notBoolean("replacement", this.replacement, errors.ValueError);
    this.weights = as_tensor(given.weights, float64);
    if (this.weights.ndim !== 1) throw errors.weightsNotAVector(this.weights.shape);
  }

  override get length(): number {
    return this.num_samples;
  }

  override *[Symbol.iterator](): IterableIterator<number> {
    const { generator } = this;
    yield* multinomial(this.weights, this.num_samples, this.replacement, { generator }).tolist() as number[];
  }
}

/** A seed of 63 bits, as PyTorch draws one: `torch.empty((), dtype=torch.int64).random_()`. */
export function drawnSeed(generator: Generator | null): bigint {
  return (generator ?? default_generator).random64() % 2n ** 63n;
}

/** Throws unless a number that was given is a positive integer. */
export function checkCount(name: string, count: unknown): void {
  if (typeof count !== "number" || !Number.isInteger(count) || count <= 0) throw errors.notPositiveInteger(name, count);
}
