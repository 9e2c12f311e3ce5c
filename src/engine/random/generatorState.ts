import * as errors from "../errors.js";
import { MersenneTwister, stateSize } from "./mt19937.js";

/**
 * A generator's state as the bytes that PyTorch makes of it, so that the states of the two can be exchanged. In
 * little-endian order: the seed (8 bytes), the draws left until the words are renewed and a 1 (4 each), the number of the
 * next word (8), the 624 words (8 each), three doubles of which the second is the normal number that is kept, whether there
 * is one (4, padded to 8), and 8 bytes for a kept float32 number, which the CPU never has.
 */
export interface GeneratorState {
  readonly seed: bigint;
  readonly engine: MersenneTwister;
  readonly spareNormal: number | null;
}

const wordsAt = 24;
const spareAt = wordsAt + 8 * stateSize + 8;
const hasSpareAt = spareAt + 16;
const byteCount = hasSpareAt + 16;

export function stateBytes({ seed, engine, spareNormal }: GeneratorState): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  const view = new DataView(bytes.buffer);
  const { words, next, left } = engine.state;
  view.setBigUint64(0, seed, true);
  view.setInt32(8, left, true);
  view.setInt32(12, 1, true);
  view.setUint32(16, next, true);
  words.forEach((word, i) => {
    view.setUint32(wordsAt + 8 * i, word, true);
  });
  view.setFloat64(spareAt, spareNormal ?? 0, true);
  view.setInt32(hasSpareAt, spareNormal === null ? 0 : 1, true);
  return bytes;
}

/** Throws for another number of bytes, and for bytes that are no state of a generator. */
export function stateOfBytes(bytes: Uint8Array): GeneratorState {
  if (bytes.length !== byteCount) throw errors.generatorStateSize(byteCount, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, byteCount);
  const [left, seeded] = [view.getInt32(8, true), view.getInt32(12, true)];
  const next = Number(view.getBigUint64(16, true));
  if (seeded !== 1 || left <= 0 || left > stateSize || next > stateSize) throw errors.invalidGeneratorState();
  const words = Uint32Array.from({ length: stateSize }, (_, i) => view.getUint32(wordsAt + 8 * i, true));
  return {
    seed: view.getBigUint64(0, true),
    engine: MersenneTwister.at({ words, next, left }),
    spareNormal: view.getInt32(hasSpareAt, true) === 0 ? null : view.getFloat64(spareAt, true),
  };
}
