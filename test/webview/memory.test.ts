import assert from "node:assert/strict";
import * as v from "valibot";
import { createMemory, type Keeper } from "../../webview/memory.js";

/** Keeps nothing, and tells of what it was given. */
function keeperOf(value: unknown): Keeper & { readonly written: unknown[]; nextWrite(): Promise<void> } {
  const written: unknown[] = [];
  let wrote: () => void = () => undefined;
  return {
    written,
    nextWrite: () => new Promise<void>((resolve) => (wrote = resolve)),
    read: () => value,
    write(each) {
      written.push(each);
      wrote();
    },
  };
}

const schema = v.object({ top: v.number() });

describe("A webview's memory", () => {
  for (const [value, kept] of [
    [{ top: 3 }, { top: 3 }],
    [undefined, null],
    [null, null],
    ["top", null],
    [{ top: "3" }, null],
    [{ top: NaN }, null],
  ] as const) {
    it(`has of ${JSON.stringify(value)} what makes sense`, () =>
      assert.deepEqual(createMemory(keeperOf(value), schema).kept, kept));
  }

  it("writes the last of many changes, a few times a second", async () => {
    const keeper = keeperOf(null);
    const memory = createMemory(keeper, schema);
    for (let top = 0; top <= 500; top++) memory.write({ top });
    assert.deepEqual(keeper.written, []);
    await keeper.nextWrite();
    assert.deepEqual(keeper.written, [{ top: 500 }]);
    memory.write({ top: 7 });
    await keeper.nextWrite();
    assert.deepEqual(keeper.written, [{ top: 500 }, { top: 7 }]);
  });
});
