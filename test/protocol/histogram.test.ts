import assert from "node:assert/strict";
import fc from "fast-check";
import { histogram } from "../../src/protocol/histogram.js";
import { statistics } from "../../src/protocol/summary.js";

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE),
);

function histogramOf(data: readonly number[]): readonly number[] {
  return histogram(data, statistics(data));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

describe("the histogram", () => {
  const cases: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ["sixteen equal bins", range(0, 33), [...Array<number>(15).fill(170), 255]],
    ["only an empty bin as 0", [...Array<number>(999).fill(0), 1], [255, ...Array<number>(14).fill(0), 1]],
    ["equal entries in the middle", Array<number>(70).fill(0.1), Array<number>(16).fill(0).with(8, 255)],
    ["nothing where no entry is finite", [NaN, Infinity, -Infinity], Array<number>(16).fill(0)],
    ["finite entries alone", [NaN, 0, -Infinity, 1, Infinity], [255, ...Array<number>(14).fill(0), 255]],
    [
      "the largest numbers",
      [-Number.MAX_VALUE, Number.MAX_VALUE, 0],
      Array<number>(16).fill(0).with(0, 255).with(8, 255).with(15, 255),
    ],
    ["the smallest numbers", [0, Number.MIN_VALUE], [255, ...Array<number>(14).fill(0), 255]],
  ];
  for (const [what, data, expected] of cases) {
    it(`shows ${what}`, () => assert.deepEqual(histogramOf(data), expected));
  }

  it("has whole heights to 255, which the fullest bin has, and the least and greatest entry in its ends", () => {
    fc.assert(
      fc.property(fc.array(anyNumber), (data) => {
        const heights = histogramOf(data);
        assert.equal(heights.length, 16);
        assert.ok(heights.every((height) => Number.isInteger(height) && height >= 0 && height <= 255));
        const { min, max } = statistics(data);
        assert.equal(Math.max(...heights), min === null ? 0 : 255);
        if (min !== max) assert.ok(heights[0]! > 0 && heights[15]! > 0);
      }),
    );
  });

  it("is what exact arithmetic gives", () => {
    const wide = { min: -(2 ** 31), max: 2 ** 31 };
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(wide), fc.integer({ min: -40, max: 40 })), { minLength: 2 }), (data) => {
        const [min, max] = [Math.min(...data), Math.max(...data)];
        fc.pre(min < max);
        const bins = data.map((x) => Number((16n * BigInt(x - min)) / BigInt(max - min)));
        const counts = range(0, 16).map((i) => bins.filter((bin) => Math.min(bin, 15) === i).length);
        const fullest = Math.max(...counts);
        assert.deepEqual(
          histogramOf(data),
          counts.map((count) => Math.ceil((255 * count) / fullest)),
        );
      }),
    );
  });

  it("does not change with the scale of the numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), fc.integer({ min: -1000, max: 1000 }), (data, k) => {
        assert.deepEqual(histogramOf(data.map((x) => x * 2 ** k)), histogramOf(data));
      }),
    );
  });
});
