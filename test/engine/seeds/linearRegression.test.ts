import assert from "node:assert/strict";
import { dtypes } from "../../../src/engine/dtype.js";
import * as torch from "../../../src/engine/index.js";
import { readOracle } from "../support/oracle.js";

const { nn, optim } = torch;

interface Epoch {
  readonly loss: number;
  readonly "w.grad": number;
  readonly "b.grad": number;
  readonly w: number;
  readonly b: number;
}

interface Regression {
  readonly dtype: "float32" | "float64";
  readonly init: { readonly w: number; readonly b: number };
  readonly stdout: readonly string[];
  readonly every_epoch: readonly Epoch[];
  readonly grad_fn: { readonly predictions: string; readonly loss: string };
  readonly repr_model: string;
}

class LinearRegressionModel extends nn.Module {
  linear = new nn.Linear(1, 1);

  override forward(x: torch.Tensor): torch.Tensor {
    return this.linear(x);
  }
}

function checkEpoch(actual: Epoch, expected: Epoch, tolerance: number): void {
  for (const name of ["loss", "w.grad", "b.grad", "w", "b"] as const) {
    const [value, wanted] = [actual[name], expected[name]];
    assert.ok(Math.abs(value - wanted) <= tolerance * (1 + Math.abs(wanted)), `${name}: ${value} for ${wanted}`);
  }
}

describe("the regression of text 000 with fixed initial weights", () => {
  for (const run of readOracle<{ linear_regression: readonly Regression[] }>("seeds/seed_000.json").linear_regression) {
    it(`from w ${run.init.w}, b ${run.init.b} in ${run.dtype}: every epoch's loss, gradients and weights`, () => {
      const dtype = dtypes[run.dtype];
      const x = torch.tensor([[1], [2], [3], [4]], { dtype });
      const y = torch.tensor([[3], [5], [7], [9]], { dtype });
      const model = new LinearRegressionModel().to(dtype);
      const { weight, bias } = model.linear;
      torch.no_grad(() => [weight.fill_(run.init.w), bias!.fill_(run.init.b)]);
      const criterion = new nn.MSELoss();
      const optimizer = new optim.SGD(model.parameters(), { lr: 0.01 });
      // Late gradients are small differences of large numbers.
      const tolerance = run.dtype === "float64" ? 1e-12 : 1e-5;
      const lines: string[] = [];
      run.every_epoch.forEach((expected, epoch) => {
        const predictions = model(x);
        const loss = criterion(predictions, y);
        optimizer.zero_grad();
        loss.backward();
        const gradients = { "w.grad": weight.grad!.item(), "b.grad": bias!.grad!.item() };
        optimizer.step();
        checkEpoch({ loss: loss.item(), ...gradients, w: weight.item(), b: bias!.item() }, expected, tolerance);
        if ((epoch + 1) % 10 === 0) lines.push(`Epoch [${epoch + 1}/100], Loss: ${loss.item().toFixed(4)}`);
        assert.deepEqual(
          [predictions.grad_fn!.name(), loss.grad_fn!.name()],
          [run.grad_fn.predictions, run.grad_fn.loss],
        );
      });
      assert.deepEqual(lines, run.stdout.slice(0, 10));
      assert.equal(String(model), run.repr_model);
    });
  }
});
