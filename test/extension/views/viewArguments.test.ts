import assert from "node:assert/strict";
import fc from "fast-check";
import { viewCommands, type ViewHostApi } from "../../../src/protocol/view.js";
import { checkViewArguments } from "../../../src/extension/views/viewArguments.js";
import { ViewRequestError } from "../../../src/extension/views/viewRequestError.js";

describe("checkViewArguments", () => {
  const good: readonly (readonly [method: string, args: readonly unknown[]])[] = [
    ["ready", []],
    ["readPass", [0]],
    ["readTopology", [7]],
    ["lossSeries", [0, 10_000, 4096, null]],
    ["lossSeries", [0, 1, 2, 3]],
    ["gradientNorms", [0, 256]],
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
    ["lossSeries", [0, 1, 4097, null]],
    ["lossSeries", [0, 1, 2, "3"]],
    ["gradientNorms", [0, 257]],
    ["selectNode", [undefined]],
    ["command", ["rm -rf"]],
    ["command", [{}]],
    ["constructor", []],
    ["__proto__", []],
    ["readFile", ["/etc/passwd"]],
  ];
  for (const [method, args] of bad) {
    it(`refuses ${method}(${JSON.stringify(args)})`, () =>
      assert.throws(() => checkViewArguments(method, args), ViewRequestError));
  }

  // What the methods rely on, said once more without a schema.
  const isIndex = (x: unknown): boolean => Number.isSafeInteger(x) && Number(x) >= 0;
  const takes: { readonly [M in keyof ViewHostApi]: (...args: readonly unknown[]) => boolean } = {
    readPass: isIndex,
    readTopology: isIndex,
    lossSeries: (...args) =>
      args.slice(0, 3).every(isIndex) && Number(args[2]) <= 4096 && (args[3] === null || isIndex(args[3])),
    gradientNorms: (...args) => args.every(isIndex) && Number(args[1]) <= 256,
    ready: () => true,
    selectPass: isIndex,
    selectNode: (node) => node === null || isIndex(node),
    revealSource: isIndex,
    command: (name) => viewCommands.some((command) => command === name),
  };
  const lengths: Readonly<Record<string, number>> = { ready: 0, lossSeries: 4, gradientNorms: 2 };
  const methods = Object.keys(takes) as (keyof ViewHostApi)[];
  const inherited = ["constructor", "toString", "hasOwnProperty", "__proto__"];
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
    fc.nat(),
    fc.constantFrom(null, -0, NaN, Infinity, 2 ** 53, "0", [0], ...viewCommands),
  );
  const anyMethod = fc.oneof(fc.constantFrom(...methods), fc.constantFrom(...inherited), fc.string());

  it("lets nothing through but what its methods take, and throws no other error, whatever arrives", () => {
    const outcomes = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(anyMethod, fc.array(anything, { maxLength: 4 }), (method, args) => {
        const isGood = methods.some(
          (name) => name === method && args.length === (lengths[name] ?? 1) && takes[name](...args),
        );
        if (isGood) {
          checkViewArguments(method, args);
          outcomes.taken++;
        } else {
          assert.throws(() => checkViewArguments(method, args), ViewRequestError);
          outcomes.refused++;
        }
      }),
      { numRuns: 5000 },
    );
    assert.ok(outcomes.taken > 50 && outcomes.refused > 50, JSON.stringify(outcomes));
  });

  it("answers a huge message with a short one", () => {
    const huge = Array.from({ length: 100_000 }, (_, i) => ({ [`key ${i}`]: "x".repeat(10) }));
    assert.throws(
      () => checkViewArguments("readPass", [huge]),
      (error: unknown) => error instanceof ViewRequestError && error.message.length < 300,
    );
  });
});
