import assert from "node:assert/strict";
import { statistics, type Summary } from "../../../src/protocol/summary.js";
import { tensorLines } from "../../../src/extension/editor/tensorLines.js";
import { summary } from "../sampleRecording.js";

function large(data: readonly number[], histogram: readonly number[] = [0, 255]): Summary {
  return { shape: [data.length], ...statistics(data), histogram };
}

describe("tensorLines", () => {
  const cases: readonly (readonly [string, Summary, readonly string[]])[] = [
    ["a single number in full", summary([1, 1], [-7.840000152587891]), ["−7.840000152587891"]],
    ["what fits in a line in one", summary([2, 2], [1, -2.34567, NaN, 0]), ["[[1, −2.346], [NaN, 0]]"]],
    ["nothing", summary([0], []), ["[]"]],
    ["no rows", summary([2, 0], []), ["[[], []]"]],
    [
      "rows with their decimal points below each other",
      summary([3, 4], [1, -2.34567, NaN, 0, 1e-7, 10.5, 123, -4, 1234567, 0.5, 0.25, Infinity]),
      ["[[1,       −2.346, NaN,     0],", " [1e−7,    10.5,   123,    −4],", " [1.235e6,  0.5,     0.25,  ∞]]"],
    ],
    [
      "matrices in matrices",
      summary(
        [2, 2, 3],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((i) => i + 0.125),
      ),
      [
        "[[[ 1.125,  2.125,  3.125],",
        "  [ 4.125,  5.125,  6.125]],",
        " [[ 7.125,  8.125,  9.125],",
        "  [10.13,  11.13,  12.13]]]",
      ],
    ],
  ];
  for (const [name, given, lines] of cases) {
    it(`shows ${name}`, () => assert.deepEqual(tensorLines([given]), [lines]));
  }

  it("shows two of one shape alike, also if one alone would fit in a line", () => {
    const [value, grad] = [
      summary([2, 3], [1, 2, 3, 4, 5, 6]),
      summary([2, 3], [-0.12345, -123.4567, -0.00012345, -0.98765, -0.0012345, -1234.567]),
    ];
    assert.deepEqual(tensorLines([value, grad])[0], ["[[1, 2, 3],", " [4, 5, 6]]"]);
    assert.deepEqual(tensorLines([value]), [["[[1, 2, 3], [4, 5, 6]]"]]);
  });

  it("breaks a long row", () => {
    const [lines] = tensorLines([summary([20], [...Array(20).keys()])]);
    assert.deepEqual(lines, [
      "[ 0,  1,  2,  3,  4,  5,  6,  7,",
      "  8,  9, 10, 11, 12, 13, 14, 15,",
      " 16, 17, 18, 19]",
    ]);
  });

  it("shows histogram, range, mean and norm of large ones in columns, and loudly what is not finite", () => {
    assert.deepEqual(tensorLines([large([-1, 0, 12.5], [255, 0, 1]), large([0.125, 0.25, 0.25, NaN, Infinity])]), [
      ["█▁▂  −1     … 12.5    mean 3.833    norm 12.54"],
      ["▁█   0.125 …  0.25   mean 0.2083   norm  0.375", "⚠ 1 NaN · 1 ∞ of 5"],
    ]);
  });

  it("shows only the counts where nothing is finite", () => {
    assert.deepEqual(tensorLines([large([NaN, -Infinity])]), [["⚠ 1 NaN · 1 −∞ of 2"]]);
  });
});
