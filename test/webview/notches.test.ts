import assert from "node:assert/strict";
import type { Series } from "../../src/protocol/api.js";
import { markAt, notchMarks } from "../../webview/gradients/drawNotches.js";
import { firstPassOf, neighbouringNotch, type Notch, notchesOf } from "../../webview/gradients/notches.js";
import { findingsText, notchText, shortFindingsText } from "../../webview/gradients/notchText.js";

/**
 * A recording of `total` passes, in which those have a loss or gradients that are not finite, or failed; and how often it
 * was asked.
 */
function recordingOf(
  total: number,
  losses: readonly number[],
  gradients: readonly number[],
  failed: readonly number[] = [],
) {
  let asked = 0;
  const lossSeries = async (from: number, to: number, points: number): Promise<Series> => {
    asked++;
    const last = Math.min(to, total);
    const count = Math.max(0, Math.min(points, last - from));
    const first = Array.from({ length: count }, (_, i) => from + Math.ceil((i * (last - from)) / count));
    const countOf = (passes: readonly number[]): number[] =>
      first.map((pass, i) => passes.filter((each) => each >= pass && each < (first[i + 1] ?? last)).length);
    const finite = first.map(() => 1);
    const [nonFinite, nonFiniteGradients] = [countOf(losses), countOf(gradients)];
    return { first, min: finite, max: finite, nonFinite, nonFiniteGradients, failed: countOf(failed) };
  };
  return { lossSeries, asked: () => asked };
}

const every = (count: number, first = 0): readonly number[] => Array.from({ length: count }, (_, i) => first + i);

async function notchesIn(total: number, ...broken: readonly (readonly number[])[]) {
  const [losses = [], gradients = [], failed = []] = broken;
  return notchesOf(await recordingOf(total, losses, gradients, failed).lossSeries(0, total, 512), total);
}

describe("The notches of a loss curve", () => {
  it("are where a loss or a gradient is not finite or backward failed, and neighbours are one", async () => {
    assert.deepEqual(await notchesIn(50, [4, 30], [4, 5, 49], [6, 7, 20]), [
      { from: 4, to: 8, losses: 1, gradients: 2, failed: 2 },
      { from: 20, to: 21, losses: 0, gradients: 0, failed: 1 },
      { from: 30, to: 31, losses: 1, gradients: 0, failed: 0 },
      { from: 49, to: 50, losses: 0, gradients: 1, failed: 0 },
    ]);
    assert.deepEqual(await notchesIn(50, [], []), []);
  });

  it("are few however many passes there are", async () => {
    const notches = await notchesIn(100_000, [], every(99_000, 1_000));
    assert.deepEqual([notches.length, notches[0]!.to], [1, 100_000]);
  });

  it("begin at a pass that is found in a few questions", async () => {
    for (const [total, pass] of [
      [10, 7],
      [100_000, 54_321],
      [1_500_000, 1_499_999],
    ] as const) {
      for (const [gradients, failed] of [
        [[pass], []],
        [[], [pass]],
      ] as const) {
        const { lossSeries, asked } = recordingOf(total, [], gradients, failed);
        const [notch] = notchesOf(await lossSeries(0, total, 512), total);
        assert.equal(await firstPassOf(notch!, lossSeries), pass);
        assert.ok(asked() <= 3, `${asked()}`);
      }
    }
  });

  it("have no first pass once it was dropped", async () => {
    assert.equal(await firstPassOf({ from: 0, to: 200 }, recordingOf(200, [], []).lossSeries), null);
  });

  it("are gone through forwards and backwards, each from its beginning", async () => {
    const { lossSeries } = recordingOf(100_000, [77_000], [5, 6, 7, 30_000, 30_500]);
    const notches = notchesOf(await lossSeries(0, 100_000, 512), 100_000);
    const next = (pass: number) => neighbouringNotch(notches, pass, 1, lossSeries);
    const previous = (pass: number) => neighbouringNotch(notches, pass, -1, lossSeries);
    assert.deepEqual(await Promise.all([0, 5, 6, 30_000, 77_000].map(next)), [5, 30_000, 30_000, 30_500, null]);
    assert.deepEqual(await Promise.all([99_999, 77_000, 30_400, 30_000, 5, 0].map(previous)), [
      77_000,
      30_500,
      30_000,
      5,
      null,
      null,
    ]);
  });
});

describe("The marks of notches", () => {
  const notch = (from: number, to = from + 1): Notch => ({ from, to, losses: 0, gradients: to - from, failed: 0 });

  it("stand at their passes, each with a triangle where there is room", () => {
    const marks = notchMarks([notch(0), notch(50), notch(53)], 101, 216);
    assert.deepEqual(
      marks.map(({ x, width, hasTriangle }) => [x, width, hasTriangle]),
      [
        [7, 2, true],
        [107, 2, true],
        [113, 2, false],
      ],
    );
  });

  it("are one where they would touch", () => {
    const alternating = Array.from({ length: 256 }, (_, i) => notch(2 * i));
    const marks = notchMarks(alternating, 512, 200);
    assert.equal(marks.length, 1);
    assert.deepEqual([marks[0]!.x, marks[0]!.notches.length], [7, 256]);
    assert.ok(marks[0]!.x + marks[0]!.width <= 193);
  });

  it("span the chart and not more where every one of 100,000 passes is bad", () => {
    const [mark, ...others] = notchMarks([notch(0, 100_000)], 100_000, 200);
    assert.deepEqual([mark!.x, mark!.width, others.length], [7, 186, 0]);
  });

  it("are pointed at from nearby", () => {
    const marks = notchMarks([notch(50)], 101, 216);
    assert.deepEqual(
      [100, 104, 108, 112, 120].map((x) => markAt(marks, x)?.notches[0]?.from ?? null),
      [null, 50, 50, 50, null],
    );
  });
});

describe("What is said of notches", () => {
  const notch = (from: number, to: number, losses: number, gradients: number, failed = 0): Notch => ({
    from,
    to,
    losses,
    gradients,
    failed,
  });
  for (const [notches, total, short, long] of [
    [
      [notch(16, 50, 0, 34)],
      50,
      "NaN or ∞ since pass 17: gradients",
      "34 passes have a gradient that is not finite; the first is pass 17",
    ],
    [
      [notch(16, 17, 0, 1)],
      50,
      "NaN or ∞ in pass 17: gradients",
      "1 pass has a gradient that is not finite; the first is pass 17",
    ],
    [
      [notch(16, 17, 1, 0), notch(20, 21, 1, 0)],
      50,
      "NaN or ∞, first in pass 17: loss",
      "2 passes have a loss that is not finite; the first is pass 17",
    ],
    [
      [notch(16, 50, 34, 34)],
      50,
      "NaN or ∞ since pass 17: loss and gradients",
      "34 passes have a gradient that is not finite, 34 passes have a loss that is not finite; the first is pass 17",
    ],
    [[notch(16, 17, 0, 0, 1)], 50, "Backward failed in pass 17", "1 pass failed; the first is pass 17"],
    [
      [notch(16, 17, 0, 0, 1), notch(20, 21, 0, 0, 1)],
      50,
      "Backward failed, first in pass 17",
      "2 passes failed; the first is pass 17",
    ],
    [
      [notch(16, 50, 0, 30, 4)],
      50,
      "NaN or ∞ and failed passes, first in pass 17",
      "4 passes failed, 30 passes have a gradient that is not finite; the first is pass 17",
    ],
  ] as const) {
    it(short, () => {
      assert.equal(shortFindingsText(notches, 16, total), short);
      assert.equal(findingsText(notches, 16), long);
    });
  }

  it("names the passes among which they are", () => {
    assert.equal(notchText(notch(16, 17, 0, 1)), "pass 17: 1 pass has a gradient that is not finite");
    assert.equal(notchText(notch(16, 30, 3, 0)), "passes 17–30: 3 passes have a loss that is not finite");
  });
});
