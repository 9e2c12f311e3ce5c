import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

/** What a script does wrong, and PyTorch's words for it. */
export type RandomMistake = readonly [does: string, code: () => unknown, name: string, message: string | RegExp];

/** Makes a test of each mistake: it is refused, and nothing has been drawn then but where PyTorch draws first, too. */
export function checkRandomMistakes(
  group: string,
  mistakes: readonly RandomMistake[],
  drawing: readonly string[] = [],
): void {
  describe(`random ${group}`, () => {
    for (const [does, code, name, message] of mistakes) {
      it(`refuse ${does}`, () => {
        torch.manual_seed(3);
        assert.throws(code, { name, message });
        if (drawing.includes(does)) return;
        const next = torch.rand(1).tolist();
        torch.manual_seed(3);
        assert.deepEqual(next, torch.rand(1).tolist());
      });
    }
  });
}
