import assert from "node:assert/strict";
import { encodePass, type NodeLayout, type PassContent } from "../../src/protocol/passBytes.js";
import { hasNonFiniteGradientAt, readHeader, viewOf } from "../../src/protocol/passHeader.js";
import { tensorNumbers } from "../../src/protocol/tensorNumbers.js";
import { decodeThinned, thinnedLength, thinPass } from "../../src/protocol/thinnedPass.js";

const nothing = { topology: 1, site: 2, loss: null, failed: false, scalars: [] };

function thinned(layout: readonly NodeLayout[], pass: PassContent): Uint8Array {
  const bytes = encodePass(layout, pass);
  const thin = thinPass(layout, 7, bytes);
  assert.equal(thin.length, thinnedLength(viewOf(bytes), 0));
  assert.equal(hasNonFiniteGradientAt(viewOf(thin), 0), hasNonFiniteGradientAt(viewOf(bytes), 0));
  return thin;
}

describe("a thinned pass", () => {
  it("keeps its loss and the norms", () => {
    const layout = [
      { shape: [2], dtype: "float32", scalars: 1 },
      { shape: [], dtype: "float64", scalars: 0 },
    ];
    const thin = thinned(layout, {
      ...nothing,
      loss: 0.5,
      failed: true,
      scalars: [3],
      value: [Float64Array.of(3, 4), Float64Array.of(NaN)],
      grad: [null, Float64Array.of(-2)],
      accumulated: [null, null],
    });
    assert.deepEqual(readHeader(viewOf(thin)), { topology: 1, site: 2, loss: 0.5, failed: true, thinned: true });
    assert.deepEqual(decodeThinned(thin), [
      { node: 7, valueNorm: 5, gradNorm: null, gradNonFinite: 0 },
      { node: 8, valueNorm: null, gradNorm: 2, gradNonFinite: 0 },
    ]);
    assert.equal(thin.length, 24 + 8 + 2 * 16);
  });

  it("tells how many entries of each gradient are not finite, of small tensors and of large ones", () => {
    const large = new Float64Array(100).fill(2);
    large.set([NaN, Infinity, -Infinity, NaN, NaN]);
    const layout = [
      { shape: [3], dtype: "float32", scalars: 0 },
      { shape: [100], dtype: "float32", scalars: 0 },
      { shape: [], dtype: "float64", scalars: 0 },
      { shape: [], dtype: "float64", scalars: 0 },
      { shape: [], dtype: "float64", scalars: 0 },
    ];
    const none = layout.map(() => null);
    const grad = [
      Float64Array.of(-Infinity, 3, NaN),
      tensorNumbers(large),
      Float64Array.of(NaN),
      Float64Array.of(1),
      null,
    ];
    assert.deepEqual(
      decodeThinned(thinned(layout, { ...nothing, value: none, grad, accumulated: none })).map(
        ({ gradNorm, gradNonFinite }) => [gradNorm, gradNonFinite],
      ),
      [
        [3, 2],
        [Math.sqrt(4 * 95), 5],
        [null, 1],
        [1, 0],
        [null, 0],
      ],
    );
  });
});

describe("the header of a pass", () => {
  const layout = [{ shape: [2], dtype: "float32", scalars: 0 }];
  const finite = [Float64Array.of(1, -2)];
  const bad = [Float64Array.of(1, NaN)];
  const cases: readonly (readonly [string, boolean, Pick<PassContent, "value" | "grad" | "accumulated">])[] = [
    ["a gradient", true, { value: finite, grad: bad, accumulated: finite }],
    ["only a value", false, { value: bad, grad: finite, accumulated: finite }],
    ["only what accumulated in earlier passes", false, { value: finite, grad: finite, accumulated: bad }],
    ["nothing", false, { value: finite, grad: [null], accumulated: [null] }],
  ];
  for (const [what, expected, columns] of cases) {
    it(`says ${expected ? "" : "no "}NaN in a gradient where ${what} has one`, () => {
      const bytes = encodePass(layout, { ...nothing, ...columns });
      assert.equal(hasNonFiniteGradientAt(viewOf(bytes), 0), expected);
    });
  }
});
