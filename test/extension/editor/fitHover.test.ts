import assert from "node:assert/strict";
import { fitHover } from "../../../src/extension/editor/fitHover.js";
import type { Fact } from "../../../src/extension/editor/tensorFacts.js";
import { tensorLines } from "../../../src/extension/editor/tensorLines.js";
import { summary } from "../sampleRecording.js";

const factOf = (label: string, shape: readonly number[]): Fact => {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Array.from({ length: size }, (_, i) => Math.sin(i + size));
  return { label, reason: [], numbers: summary(shape, data), advice: [] };
};

const linesOf = (facts: readonly Fact[]): readonly (readonly string[])[] =>
  tensorLines(fitHover(facts).flatMap(({ numbers }) => numbers ?? []));

describe("fitHover", () => {
  it("leaves whole what has eight rows together", () => {
    const facts = [factOf("value", [4, 4]), factOf("grad", [4, 4])];
    assert.deepEqual(fitHover(facts), facts);
  });

  it("gives a line to each of those that have more, with how their entries are spread", () => {
    const lines = linesOf([factOf("value", [2, 2, 2, 2]), factOf("grad", [2, 2, 2, 2]), factOf("loss", [])]);
    assert.deepEqual(
      lines.map(({ length }) => length),
      [1, 1, 1],
    );
    assert.match(lines[0]![0]!, /^[▁-█]{16} .* … .* mean .* norm /);
  });

  it("counts what is said of a gradient among the lines", () => {
    const grad = { ...factOf("grad", [4, 4]), reason: ["null: not a leaf; its gradient was"] };
    assert.deepEqual(
      linesOf([factOf("value", [4, 4]), grad]).map(({ length }) => length),
      [1, 1],
    );
  });

  it("leaves alone what has no numbers", () => {
    const said: Fact = { label: "grad", reason: ["null"], numbers: null, advice: [] };
    assert.deepEqual(fitHover([factOf("value", [9, 9]), said])[1], said);
  });
});
