import assert from "node:assert/strict";
import { formatEntries, formatItem, formatNumber, formatShape } from "../../src/protocol/format.js";

describe("formatNumber", () => {
  const rows: [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [-2, "−2"],
    [-7.840000152587891, "−7.84"],
    [0.03185431286692619, "0.03185"],
    [1.2e-7, "1.2e−7"],
    [1234.5678, "1235"],
    [999_999, "1e6"],
    [123456, "123500"],
    [-1e21, "−1e21"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ];
  for (const [x, text] of rows) it(`writes ${String(x)} as ${text}`, () => assert.equal(formatNumber(x), text));
});

describe("formatItem", () => {
  it("writes all digits of a float32", () => assert.equal(formatItem(-7.840000152587891), "−7.840000152587891"));
});

describe("formatEntries", () => {
  const rows: [number[], number[], string][] = [
    [[-2], [], "−2"],
    [[1], [1], "[1]"],
    [[6, 6, 6, 6], [2, 2], "[[6, 6], [6, 6]]"],
    [[], [0], "[]"],
    [[], [2, 0], "[[], []]"],
  ];
  for (const [data, shape, text] of rows) {
    it(`writes ${text} for ${formatShape(shape)}`, () => assert.equal(formatEntries(data, shape), text));
  }
});
