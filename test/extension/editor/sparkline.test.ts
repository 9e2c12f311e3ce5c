import assert from "node:assert/strict";
import { sparkline } from "../../../src/extension/editor/sparkline.js";

describe("sparkline", () => {
  it("gives the fullest bin the highest block, and only an empty one the lowest", () => {
    assert.equal(sparkline([0, 1, 40, 100, 128, 200, 255]), "▁▂▃▄▅▇█");
  });
});
