import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { captureWarnings } from "./support/captureWarnings.js";
import { layoutAnswers, type Strides } from "./support/layoutAnswers.js";
import { readOracle } from "./support/oracle.js";

/** PyTorch's answers: each distinct one once, and for each call the places of its answers in that list, layout by layout. */
interface Recorded {
  readonly strides: readonly Strides[];
  readonly calls: Readonly<Record<string, readonly number[]>>;
}

/**
 * What lies otherwise than in PyTorch still, or is refused there: gradients, in the strides of dimensions of size 1, where
 * PyTorch takes over what its kernels made, and few results.
 */
const differing: Readonly<Record<string, readonly string[]>> = {
  clamp: ["channels last, one channel", "one row", "a column"],
  gelu: ["channels last, one channel", "one row", "a column"],
  silu: ["channels last, one channel", "one row", "a column"],
  mish: ["channels last, one channel", "one row", "a column"],
  softplus: ["channels last, one channel", "one row", "a column"],
  rrelu: ["channels last, one channel", "one row", "a column"],
  "where in rows": ["channels last, one channel", "one row", "a column"],
  addcmul: ["channels last, one channel", "one row", "a column"],
  cumsum: ["one row"],
  stack: ["channels last, one channel"],
  rms_norm: ["channels last"],
  batch_norm: ["channels last, one channel"],
  group_norm: ["channels last, one channel"],
  renorm: ["channels last, one channel", "one row"],
  "lerp of two": ["one row and one row, transposed", "one row, transposed and one row, transposed"],
  "addcdiv of two": ["one row and one row, transposed", "one row, transposed and one row, transposed"],
  "mse_loss of two": ["one row, transposed and no dimensions"],
  "cosine_similarity of two": ["one row and one row, transposed", "one row, transposed and one row, transposed"],
};

describe("results and gradients lie in memory as PyTorch's do", () => {
  const { strides, calls } = readOracle<Recorded>("answers/memoryLayouts.json");
  const answers = layoutAnswers(torch);

  it("in all the calls that were put to PyTorch", () => {
    assert.deepEqual(Object.keys(answers), Object.keys(calls));
  });

  for (const [name, places] of Object.entries(calls))
    it(name, () => {
      // Losses warn of targets of another size.
      const own = Object.entries(captureWarnings(answers[name]!).result);
      assert.equal(own.length, places.length);
      const wrong = own.flatMap(([layout, here], i) => {
        const there = strides[places[i]!];
        return JSON.stringify(here) === JSON.stringify(there) ? [] : [{ layout, here, there }];
      });
      const expected = differing[name] ?? [];
      assert.deepEqual(
        wrong.filter(({ layout }) => !expected.includes(layout)),
        [],
      );
      assert.equal(wrong.length, expected.length, "what differed has come to agree");
    });
});
