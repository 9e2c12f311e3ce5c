import assert from "node:assert/strict";
import { checkViewArguments } from "../../../src/extension/views/viewArguments.js";

describe("checkViewArguments", () => {
  const good: readonly (readonly [method: string, args: readonly unknown[]])[] = [
    ["ready", []],
    ["readPass", [0]],
    ["readTopology", [7]],
    ["lossSeries", [0, 10_000, 4096]],
    ["selectPass", [3]],
    ["selectNode", [null]],
    ["selectNode", [3]],
    ["revealSource", [3]],
    ["command", ["run"]],
  ];
  for (const [method, args] of good) {
    it(`takes ${method}(${JSON.stringify(args)})`, () => checkViewArguments(method, args));
  }

  const bad: readonly (readonly [method: string, args: readonly unknown[]])[] = [
    ["ready", [1]],
    ["readPass", []],
    ["readPass", ["0"]],
    ["readPass", [-1]],
    ["readPass", [NaN]],
    ["readPass", [0.5]],
    ["readPass", [0, 0]],
    ["lossSeries", [0, 1, 4097]],
    ["selectNode", [undefined]],
    ["command", ["rm -rf"]],
    ["command", [{}]],
    ["constructor", []],
    ["__proto__", []],
    ["readFile", ["/etc/passwd"]],
  ];
  for (const [method, args] of bad) {
    it(`refuses ${method}(${JSON.stringify(args)})`, () => assert.throws(() => checkViewArguments(method, args)));
  }
});
