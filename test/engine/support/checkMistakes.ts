import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

/** What a script does wrong, and what PyTorch 2.13 says to it. */
export interface Mistake {
  readonly does: string;
  readonly code: () => unknown;
  /** RuntimeError unless given. */
  readonly name?: string;
  readonly message: string | RegExp;
}

/** Tensors to make mistakes with. */
export const x = (): torch.Tensor => torch.tensor([1, 2, 3], { requires_grad: true });
export const m = (): torch.Tensor => torch.ones(2, 3, { requires_grad: true });
export const n = (): torch.Tensor => torch.tensor([1, 2, 3]);
export const i = (): torch.Tensor => torch.tensor([1, 2], { dtype: torch.int64 });
export const b = (): torch.Tensor => torch.tensor([true]);

/** A value that the types would not let pass; scripts in JavaScript pass it. */
export const wrong = (value: unknown): never => value as never;

/** Makes a test of each mistake. */
export function checkMistakes(group: string, mistakes: readonly Mistake[]): void {
  describe(`errors of ${group}`, () => {
    for (const { does, code, name = "RuntimeError", message } of mistakes) {
      it(`answers ${does}`, () => {
        assert.throws(code, { name, message });
      });
    }
  });
}
