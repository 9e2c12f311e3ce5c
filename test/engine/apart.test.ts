import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";

/** The same values in columns. */
function inColumns(x: torch.Tensor): torch.Tensor {
  return x.t().contiguous().t();
}

const values = torch.arange(6, { dtype: torch.float64 }).reshape(2, 3).sin();

const losses: readonly (readonly [string, (x: torch.Tensor, weight: torch.Tensor) => torch.Tensor])[] = [
  ["layer_norm", (x, weight) => torch.nn.functional.layer_norm(x, [2, 3], weight)],
  ["prelu", (x, weight) => torch.nn.functional.prelu(x, weight.flatten().narrow(0, 0, 3))],
  ["nextafter", (x, weight) => torch.nextafter(x, weight)],
  ["std", (x, weight) => x.mul(weight).std({ dim: [] })],
  ["trapezoid", (x, weight) => torch.trapezoid(x.mul(weight))],
];

describe("Operands that lie in columns", () => {
  for (const [name, loss] of losses) {
    it(`give ${name} the gradients of those in rows`, () => {
      const gradientsOf = (lying: (x: torch.Tensor) => torch.Tensor): unknown => {
        const [x, weight] = [values, values.add(2)].map((given) => lying(given).detach().requires_grad_());
        const out = loss(x!, weight!);
        return torch.autograd.grad(out.mul(out).sum(), [x!, weight!]).map((gradient) => gradient.tolist());
      };
      assert.deepEqual(
        gradientsOf(inColumns),
        gradientsOf((x) => x.clone()),
      );
    });
  }
});
