import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { answersAsPyTorch } from "../support/recordedAnswers.js";
import { functionalCalls, gradcheckCalls } from "./functionalCalls.js";

describe("torch.autograd.functional, as PyTorch has it:", () => {
  answersAsPyTorch("functional", functionalCalls);
});

describe("gradcheck, as PyTorch has it:", () => {
  answersAsPyTorch("gradcheck", gradcheckCalls);

  it("maps over gradients and tangents where that is to be checked", () => {
    const x = torch.tensor([1, 2], { dtype: torch.float64, requires_grad: true });
    const options = { check_batched_grad: true, check_forward_ad: true, check_batched_forward_grad: true };
    assert.ok(torch.autograd.gradcheck((t: torch.Tensor) => [t.sin(), t.prod()], [x], options));
    assert.ok(torch.autograd.gradgradcheck((t: torch.Tensor) => t.sin(), [x], { check_batched_grad: true }));
    class Reads extends torch.autograd.Function {
      static forward(_ctx: torch.autograd.FunctionCtx, t: torch.Tensor): torch.Tensor {
        return t.mul(2);
      }

      static backward(_ctx: torch.autograd.FunctionCtx, g: torch.Tensor): torch.Tensor {
        return g.sum().item() === 7 ? g : g.mul(2);
      }
    }
    const reads = (t: torch.Tensor): torch.Tensor => Reads.apply(t);
    assert.ok(torch.autograd.gradcheck(reads, [x]));
    assert.throws(() => torch.autograd.gradcheck(reads, [x], { check_batched_grad: true }), {
      name: "GradcheckError",
      message: /^While computing batched gradients, got: vmap: .*\n\ngradcheck or gradgradcheck failed/s,
    });
  });

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
