import * as torch from "../../../../src/engine/index.js";
import { gradFnName, scenario } from "../../support/scenario.js";
import { scalar } from "../../support/tensors.js";

const F = torch.nn.functional;
const float64 = { dtype: torch.float64 };

describe("higher derivatives, as PyTorch's scenarios have them:", () => {
  scenario(
    "higher_order",
    () => {
      const x = scalar(2);
      let g: torch.Tensor = x.pow(5);
      const out = [g.item()];
      const names: unknown[] = [];
      for (let i = 0; i < 5; i++) {
        g = torch.autograd.grad(g, x, { create_graph: true })[0]!;
        out.push(g.item());
        names.push(gradFnName(g));
      }
      const r: Record<string, unknown> = {
        "x**5 derivatives at 2": out,
        grad_fn: names,
        "requires_grad of the 5th": g.requires_grad,
      };
      const functions: Readonly<Record<string, (t: torch.Tensor) => torch.Tensor>> = {
        sin: (t) => torch.sin(t),
        exp: (t) => torch.exp(t),
        tanh: (t) => torch.tanh(t),
        sigmoid: (t) => torch.sigmoid(t),
        log: (t) => torch.log(t),
        "1/x": (t) => torch.div(1, t),
        softplus: (t) => F.softplus(t),
        sqrt: (t) => torch.sqrt(t),
        "x*sin(x)": (t) => t.mul(t.sin()),
      };
      for (const [name, f] of Object.entries(functions)) {
        const at = torch.tensor(0.7, { ...float64, requires_grad: true });
        let value = f(at);
        const values = [value.item()];
        for (let i = 0; i < 3; i++) {
          value = torch.autograd.grad(value, at, { create_graph: true })[0]!;
          values.push(value.item());
        }
        r[`${name} value and 3 derivatives at 0.7 (float64)`] = values;
      }
      return r;
    },
    { tolerance: 1e-9 },
  );

  scenario(
    "gradient_penalty",
    () => {
      const w = torch.tensor(
        [
          [0.5, -1],
          [2, 0.25],
        ],
        { ...float64, requires_grad: true },
      );
      const x = torch.tensor([[1, 2]], { ...float64, requires_grad: true });
      const y = torch.tanh(x.matmul(w)).sum();
      const [gx] = torch.autograd.grad(y, x, { create_graph: true });
      const penalty = gx!.norm().sub(1).pow(2);
      penalty.backward();
      return { y: y.item(), gx, penalty: penalty.item(), "w.grad": w.grad, "x.grad": x.grad };
    },
    { tolerance: 1e-9 },
  );

  scenario("differentiate_through_an_sgd_step", () => {
    const [w, lr] = [scalar(1), scalar(0.1)];
    const l = w.mul(3).sub(1).pow(2);
    const [g] = torch.autograd.grad(l, w, { create_graph: true });
    const w2 = w.sub(lr.mul(g!));
    w2.mul(3).sub(1).pow(2).backward();
    return { w2: w2.item(), "w.grad": w.grad, "lr.grad": lr.grad };
  });
});
