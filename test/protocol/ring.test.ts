import assert from "node:assert/strict";
import fc from "fast-check";
import { createRing, eachFrame, RingReader, RingWriter } from "../../src/protocol/ring.js";

const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 40 });

describe("the ring", () => {
  it("gives back the frames that were written, in their order, however often it is drained", () => {
    fc.assert(
      fc.property(payloads, fc.integer({ min: 1, max: 5 }), (written, every) => {
        const ring = createRing(1024);
        const writer = new RingWriter(ring);
        const reader = new RingReader(ring);
        const read: Uint8Array[] = [];
        written.forEach((payload, i) => {
          writer.write(i, payload);
          if (i % every === 0) read.push(...payloadsOf(reader.drain()));
        });
        read.push(...payloadsOf(reader.drain()));
        assert.deepEqual(
          read.map((payload) => [...payload]),
          written.map((payload) => [...payload]),
        );
      }),
    );
  });

  it("goes on when its counters, which have 32 bits, begin anew", () => {
    for (const start of [2 ** 31 - 24, 2 ** 32 - 24]) {
      const ring = createRing(64);
      new Int32Array(ring).fill(start | 0, 0, 2);
      const [writer, reader] = [new RingWriter(ring), new RingReader(ring)];
      for (let i = 0; i < 20; i++) {
        writer.write(i, new Uint8Array(16 + (i % 3)).fill(i));
        assert.deepEqual(
          payloadsOf(reader.drain()).map((payload) => [...payload]),
          [Array.from({ length: 16 + (i % 3) }, () => i)],
        );
      }
    }
  });

  it("drops a frame that was cut off, and keeps what came before it", () => {
    const ring = createRing(64);
    const writer = new RingWriter(ring);
    writer.write(1, new Uint8Array(8).fill(7));
    const whole = new Int32Array(ring)[0]!;
    writer.write(2, new Uint8Array(8));
    Atomics.store(new Int32Array(ring), 0, whole + 9);
    const kinds: number[] = [];
    eachFrame(new RingReader(ring).drain(), (kind) => kinds.push(kind));
    assert.deepEqual(kinds, [1]);
  });

  it("takes only powers of two", () => {
    assert.throws(() => createRing(100), RangeError);
  });
});

function payloadsOf(frames: Uint8Array): readonly Uint8Array[] {
  const payloads: Uint8Array[] = [];
  eachFrame(frames, (_, start, end) => payloads.push(frames.slice(start, end)));
  return payloads;
}
