/** Where a generator is in its stream, as PyTorch writes it into its state. */
export interface TwisterState {
  readonly words: Uint32Array;
  /** The word that is given out next. */
  readonly next: number;
  /** How many draws there are until the words are renewed, that one included. */
  readonly left: number;
}

/** How many words the state of the twister has. */
export const stateSize = 624;

/**
 * The Mersenne Twister, as PyTorch draws on the CPU: 624 words of state, renewed all at once, each word tempered before
 * it is given out. M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
 */
export class MersenneTwister {
  private constructor(
    private readonly words: Uint32Array,
    private next: number,
    private left: number,
  ) {}

  /** The stream of a seed, a whole number from 0 to 2^32 − 1. */
  static seeded(seed: number): MersenneTwister {
    const words = new Uint32Array(stateSize);
    words[0] = seed;
    for (let i = 1; i < stateSize; i++) {
      const previous = words[i - 1]!;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    return new MersenneTwister(words, 0, 1);
  }

  /** One at a place of a stream; the words are copied. */
  static at({ words, next, left }: TwisterState): MersenneTwister {
    return new MersenneTwister(Uint32Array.from(words), next, left);
  }

  /** Where it is, with the words as they are until the next draw. */
  get state(): TwisterState {
    const { words, next, left } = this;
    return { words, next, left };
  }

  /** The next 32 random bits as a number that is not negative. */
  random(): number {
    if (--this.left === 0) this.renew();
    let y = this.words[this.next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  private renew(): void {
    const { words } = this;
    for (let i = 0; i < stateSize; i++) {
      const y = (words[i]! & 0x80000000) | (words[(i + 1) % stateSize]! & 0x7fffffff);
      words[i] = words[(i + shift) % stateSize]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.next = 0;
    this.left = stateSize;
  }
}

const shift = 397;
