/**
 * The Mersenne Twister, as PyTorch draws on the CPU: 624 words of state, renewed all at once, each word tempered before
 * it is given out. M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(size);
  private next = size;

  /** `seed` is a whole number from 0 to 2^32 − 1. */
  constructor(seed: number) {
    this.state[0] = seed;
    for (let i = 1; i < size; i++) {
      const previous = this.state[i - 1]!;
      this.state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** Another one at the same place in the stream. */
  copy(): MersenneTwister {
    const copy = new MersenneTwister(0);
    copy.state.set(this.state);
    copy.next = this.next;
    return copy;
  }

  /** The next 32 random bits as a number that is not negative. */
  random(): number {
    if (this.next === size) this.renew();
    let y = this.state[this.next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  private renew(): void {
    const { state } = this;
    for (let i = 0; i < size; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
      state[i] = state[(i + shift) % size]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.next = 0;
  }
}

const size = 624;
const shift = 397;
