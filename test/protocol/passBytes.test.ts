import assert from "node:assert/strict";
import fc from "fast-check";
import { histogram } from "../../src/protocol/histogram.js";
import { decodeTensors, encodePass, type NodeLayout } from "../../src/protocol/passBytes.js";
import { hasNonFiniteGradientAt, readHeader, viewOf } from "../../src/protocol/passHeader.js";
import { statistics } from "../../src/protocol/summary.js";
import { tensorNumbers } from "../../src/protocol/tensorNumbers.js";
import { decodeThinned, thinPass } from "../../src/protocol/thinnedPass.js";

const tensor = fc.record({
  entries: fc.array(fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0)), {
    minLength: 1,
    maxLength: 90,
  }),
  scalars: fc.array(fc.double(), { maxLength: 2 }),
  grad: fc.boolean(),
  accumulated: fc.boolean(),
});

describe("a pass as bytes", () => {
  it("gives back what went in: whole tensors as their numbers, larger ones as statistics and histogram, thinned their norms", () => {
    fc.assert(
      fc.property(fc.array(tensor, { maxLength: 6 }), fc.option(fc.double()), fc.boolean(), (tensors, loss, failed) => {
        const layout: NodeLayout[] = tensors.map(({ entries, scalars }) => {
          return { shape: [entries.length], dtype: "float64", scalars: scalars.length };
        });
        const numbers = tensors.map(({ entries }) => tensorNumbers(Float64Array.from(entries)));
        const bytes = encodePass(layout, {
          topology: 5,
          site: 9,
          loss,
          failed,
          scalars: tensors.flatMap(({ scalars }) => scalars),
          value: numbers,
          grad: tensors.map(({ grad }, i) => (grad ? numbers[i]! : null)),
          accumulated: tensors.map(({ accumulated }, i) => (accumulated ? numbers[i]! : null)),
        });
        assert.deepEqual(readHeader(viewOf(bytes)), { topology: 5, site: 9, loss, failed, thinned: false });
        const isBroken = tensors.some(({ entries, grad }) => grad && !entries.every(Number.isFinite));
        assert.equal(hasNonFiniteGradientAt(viewOf(bytes), 0), isBroken);
        const decoded = decodeTensors(layout, bytes);
        tensors.forEach(({ entries, scalars, grad, accumulated }, i) => {
          const expected = {
            shape: [entries.length],
            ...statistics(entries),
            ...(entries.length <= 64 ? { data: entries } : { histogram: histogram(entries, statistics(entries)) }),
          };
          assert.deepEqual(decoded[i], {
            scalars,
            value: expected,
            grad: grad ? expected : null,
            accumulated: accumulated ? expected : null,
          });
        });
        assert.deepEqual(
          decodeThinned(thinPass(layout, 3, bytes)),
          decoded.map(({ value, grad }, i) => ({
            node: 3 + i,
            valueNorm: value?.norm ?? null,
            gradNorm: grad?.norm ?? null,
            gradNonFinite: grad ? grad.counts.nan + grad.counts.posInf + grad.counts.negInf : 0,
          })),
        );
      }),
    );
  });

  it("keeps a float32 tensor in half the bytes, to the last digit", () => {
    const layout = [{ shape: [3], dtype: "float32", scalars: 0 }];
    const entries = Float64Array.of(1.100000023841858, -7.840000152587891, NaN);
    const pass = { topology: 0, site: 0, loss: null, failed: false, scalars: [], grad: [null], accumulated: [null] };
    const bytes = encodePass(layout, { ...pass, value: [entries] });
    assert.equal(bytes.length, 24 + 8 + 16);
    assert.deepEqual(decodeTensors(layout, bytes)[0]!.value!.data, [...entries]);
  });
});
