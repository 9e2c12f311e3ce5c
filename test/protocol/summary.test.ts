import assert from "node:assert/strict";
import fc from "fast-check";
import { statistics } from "../../src/protocol/summary.js";

describe("statistics", () => {
  it("counts every entry in exactly one of the six kinds", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (data) => {
        const { negInf, neg, zero, pos, posInf, nan } = statistics(data).counts;
        assert.equal(negInf + neg + zero + pos + posInf + nan, data.length);
        assert.equal(nan, data.filter(Number.isNaN).length);
        assert.equal(zero, data.filter((x) => x === 0).length);
        assert.equal(posInf, data.filter((x) => x === Infinity).length);
      }),
    );
  });

  it("takes min, max and norm over the finite entries only", () => {
    const { min, max, mean, std, norm } = statistics([NaN, 3, Infinity, -4, -Infinity]);
    assert.deepEqual({ min, max, mean, std, norm }, { min: -4, max: 3, mean: -0.5, std: 3.5, norm: 5 });
  });

  it("has no statistics where nothing is finite", () => {
    for (const data of [[], [NaN], [Infinity, -Infinity]]) {
      const { min, max, mean, std, norm } = statistics(data);
      assert.deepEqual([min, max, mean, std, norm], [null, null, null, null, null]);
    }
  });

  it("does not overflow for the largest numbers", () => {
    const { mean, norm, std } = statistics([1e308, 1e308]);
    assert.equal(mean, 1e308);
    assert.equal(std, 0);
    assert.ok(Math.abs(norm! / (Math.SQRT2 * 1e308) - 1) < 1e-15);
  });

  it("is exact for equal entries", () => {
    for (const x of [0.1, 3e38, -1e30]) {
      const { mean, std } = statistics(new Float64Array(70).fill(x));
      assert.deepEqual([mean, std], [x, 0]);
    }
  });

  it("is exact for one entry", () => {
    const x = -16.228801727294922;
    const { min, max, mean, std, norm } = statistics([x]);
    assert.deepEqual({ min, max, mean, std, norm }, { min: x, max: x, mean: x, std: 0, norm: -x });
  });
});
