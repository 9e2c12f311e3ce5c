import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { functionalCalls, gradcheckCalls } from "./functionalCalls.js";

describe("torch.autograd.functional, as PyTorch has it:", () => {
  answersAsPyTorch("functional", functionalCalls);
});

describe("gradcheck, as PyTorch has it:", () => {
  answersAsPyTorch("gradcheck", gradcheckCalls);

  it("names the entry that differs, and its two numbers", () => {
    const x = torch.tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: torch.float64, requires_grad: true },
    );
    const wrongInOnePlace = (t: torch.Tensor): torch.Tensor => {
      const factor = torch.tensor([
        [1, 1],
        [0, 1],
      ]);
      return t.mul(factor).add(t.detach().mul(factor.neg().add(1)));
    };
    assert.throws(() => torch.autograd.gradcheck(wrongInOnePlace, [x]), {
      name: "GradcheckError",
      message:
        /\(the derivative of output\[1, 0\] by input\[1, 0\] is (?:0\.99\d+|1(?:\.0\d*)?) numerically and 0 analytically; 1 of 16 entries differ\)$/,
    });
  });
});
