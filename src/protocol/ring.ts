/**
 * A byte stream from the worker to the runner through shared memory. The buffer begins with two 32-bit counters,
 * bytes written and bytes read, both modulo 2³²; from byte 16 on follow `capacity` bytes, a power of two, used round and
 * round. The stream is a sequence of frames: u32 length of the payload, u32 kind, the payload, zeros up to a
 * multiple of 8; all little-endian. The free space is the writer's credit: without it the writer waits. What the
 * writer has counted as written is readable even after its thread was killed in the middle of a statement; a frame
 * that was cut off by that is dropped by the reader.
 */
const written = 0;
const read = 1;
const headerBytes = 16;

export function createRing(capacity: number): SharedArrayBuffer {
  if (capacity < 8 || (capacity & (capacity - 1)) !== 0) throw new RangeError("capacity must be a power of two");
  return new SharedArrayBuffer(headerBytes + capacity);
}

export class RingWriter {
  readonly #counters: Int32Array;
  readonly #data: Uint8Array;
  readonly #frameHeader = new Uint32Array(2);

  constructor(ring: SharedArrayBuffer) {
    this.#counters = new Int32Array(ring, 0, headerBytes / 4);
    this.#data = new Uint8Array(ring, headerBytes);
  }

  /** Waits while the reader is behind. */
  write(kind: number, payload: Uint8Array): void {
    this.#frameHeader[0] = payload.length;
    this.#frameHeader[1] = kind;
    this.#append(new Uint8Array(this.#frameHeader.buffer));
    this.#append(payload);
    const rest = -payload.length & 7;
    if (rest > 0) this.#append(new Uint8Array(rest));
  }

  #append(bytes: Uint8Array): void {
    const capacity = this.#data.length;
    let at = 0;
    while (at < bytes.length) {
      const head = this.#counters[written]!;
      const free = this.#waitForSpace(head);
      const start = head & (capacity - 1);
      const count = Math.min(bytes.length - at, free, capacity - start);
      this.#data.set(at === 0 && count === bytes.length ? bytes : bytes.subarray(at, at + count), start);
      Atomics.store(this.#counters, written, (head + count) | 0);
      at += count;
    }
  }

  #waitForSpace(head: number): number {
    for (;;) {
      const tail = Atomics.load(this.#counters, read);
      const free = this.#data.length - ((head - tail) >>> 0);
      if (free > 0) return free;
      Atomics.wait(this.#counters, read, tail);
    }
  }
}

export class RingReader {
  readonly #counters: Int32Array;
  readonly #data: Uint8Array;
  #unfinished = new Uint8Array(0);

  constructor(ring: SharedArrayBuffer) {
    this.#counters = new Int32Array(ring, 0, headerBytes / 4);
    this.#data = new Uint8Array(ring, headerBytes);
  }

  /** The frames that have arrived whole since the last call; gives their space back to the writer. */
  drain(): Uint8Array {
    const bytes = this.#take();
    const end = eachFrame(bytes, () => undefined);
    this.#unfinished = bytes.slice(end);
    return bytes.subarray(0, end);
  }

  /** The unfinished rest of the last call and all new bytes, in memory of their own. */
  #take(): Uint8Array<ArrayBuffer> {
    const capacity = this.#data.length;
    const tail = this.#counters[read]!;
    const count = (Atomics.load(this.#counters, written) - tail) >>> 0;
    if (count === 0) return this.#unfinished;
    const start = tail & (capacity - 1);
    const first = Math.min(count, capacity - start);
    const bytes = new Uint8Array(this.#unfinished.length + count);
    bytes.set(this.#unfinished);
    bytes.set(this.#data.subarray(start, start + first), this.#unfinished.length);
    bytes.set(this.#data.subarray(0, count - first), this.#unfinished.length + first);
    Atomics.store(this.#counters, read, (tail + count) | 0);
    Atomics.notify(this.#counters, read);
    return bytes;
  }
}

/** Visits the whole frames among the bytes: the kind, and from where to where the payload is. Returns where they end. */
export function eachFrame(bytes: Uint8Array, visit: (kind: number, start: number, end: number) => void): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at, true);
    const next = at + 8 + ((length + 7) & ~7);
    if (next > bytes.length) break;
    visit(view.getUint32(at + 4, true), at + 8, at + 8 + length);
    at = next;
  }
  return at;
}
