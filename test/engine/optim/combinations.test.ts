import { readOracle } from "../support/oracle.js";
import { checkCombination, type Combination } from "../support/optimizerCombinations.js";

const { trajectories } = readOracle<{ trajectories: readonly Combination[] }>("answers/optimizers.json");

describe("optimizers go PyTorch's way with any options", () => {
  for (const one of trajectories) {
    it(`${one.optimizer} ${JSON.stringify(one.kwargs)} in ${one.dtype}, ${one.dims}-d`, () => {
      checkCombination(one);
    });
  }
});
