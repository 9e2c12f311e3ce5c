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
