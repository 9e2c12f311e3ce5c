import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { parameterCount } from "../../src/engine/parameterCount.js";

describe("the number of a function's parameters", () => {
  it("counts those with a default and those that are taken apart, and is infinite with a rest", () => {
    assert.equal(
      parameterCount(() => 0),
      0,
    );
    assert.equal(
      parameterCount((a: number, b: number = Math.max(1, 2)) => a + b),
      2,
    );
    assert.equal(
      parameterCount(({ a, b }: { a: number; b: number }, [c, d]: readonly number[] = [1, 2]) => [a, b, c, d]),
      2,
    );
    assert.equal(
      parameterCount((a: number, ...rest: number[]) => [a, rest]),
      Infinity,
    );
  });
});

describe("a method that gets more than it takes", () => {
  const x = torch.ones(2);
  const refused: readonly (readonly [string, () => unknown, string])[] = [
    ["an argument", () => call(x, "exp", 2), "exp() takes 0 positional arguments but 1 were given"],
    ["one for an in-place op", () => call(x, "zero_", 2), "zero_() takes 0 positional arguments but 1 were given"],
    ["a third one", () => call(x, "transpose", 0, 0, 0), "transpose() takes 2 positional arguments but 3 were given"],
    [
      "an option",
      () => call(x, "exp", { foo: 1 }),
      "exp() got an unexpected keyword argument 'foo' (it takes no options)",
    ],
  ];
  for (const [what, body, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(body, { name: "TypeError", message });
    });
  }

  it("takes what is undefined as not given", () => {
    assert.equal((call(x, "exp", undefined) as torch.Tensor).dtype, torch.float32);
  });
});

/** Calls as a script without types does. */
function call(x: torch.Tensor, name: string, ...args: readonly unknown[]): unknown {
  return (x as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>)[name]!(...args);
}
