import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { parameterCount } from "../../src/engine/parameterCount.js";

type Callable = (...args: readonly unknown[]) => unknown;

/** Functions whose number of parameters is as it is written; the others read their arguments by name. */
function functionsIn(home: object): readonly (readonly [string, Callable])[] {
  return Object.entries(home).filter(
    (entry): entry is [string, Callable] =>
      typeof entry[1] === "function" && /^(async )?function/.test(String(entry[1])),
  );
}

/** What makes a value, and what is older than errors. */
const apart: readonly string[] = ["Size", "Slice", "device", "get_default_dtype", "set_default_dtype"];

const homes = { torch, "torch.nn.functional": torch.nn.functional, "torch.special": torch.special };

for (const [where, home] of Object.entries(homes)) {
  describe(`functions of ${where}`, () => {
    for (const [name, f] of functionsIn(home)) {
      const most = parameterCount(f);
      if (!Number.isFinite(most) || apart.includes(name)) continue;
      it(`${name} refuses an argument that it has no parameter for`, () => {
        const given = Array.from({ length: most }, () => torch.ones(2));
        assert.throws(() => f(...given, 7), {
          name: "TypeError",
          message: /takes \d+ positional arguments? but \d+ were given/,
        });
        assert.throws(() => f(...given, { misspelt: 7 }), {
          name: "TypeError",
          message: /unexpected keyword argument 'misspelt'/,
        });
      });
    }
  });
}
