import * as torch from "../../../../src/engine/index.js";
import { err, flags, plain, scenario, warns } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const F = torch.nn.functional;

describe("anomalies, as PyTorch's scenarios have them:", () => {
  scenario("anomaly_mode_nan", () => {
    const [error, warnings] = warns(() =>
      err(() =>
        torch.autograd.detect_anomaly({ check_nan: true }, () => {
          torch.sqrt(leaf(0)).mul(0).sum().backward();
        }),
      ),
    );
    const told = warnings.filter((message) => message.includes("Traceback of forward call"));
    const x = leaf(0);
    torch.sqrt(x).mul(0).sum().backward();
    return {
      error,
      warning_first_line: told.map((message) => message.split("\n")[0]),
      enable_warning: warnings.filter((message) => message.includes("Anomaly Detection")),
      "without anomaly": x.grad,
    };
  });

  scenario("anomaly_mode_other", () => {
    const gradientOf = (f: (x: torch.Tensor) => torch.Tensor, value: number): unknown =>
      warns(() =>
        err(() =>
          torch.autograd.detect_anomaly(() => {
            const x = leaf(value);
            f(x).sum().backward();
            return x.grad;
          }),
        ),
      )[0];
    const inPlace = warns(() =>
      err(() =>
        torch.autograd.detect_anomaly(() => {
          const h = leaf(1, 2).mul(2);
          const y = h.mul(h);
          h.add_(1);
          y.sum().backward();
        }),
      ),
    )[0];
    return {
      "NaN only in the forward: no error": gradientOf((x) => torch.log(x), -1),
      "0/0": gradientOf((x) => x.div(x), 0),
      "inf is not an anomaly": gradientOf((x) => torch.div(1, x), 0),
      "in-place error under anomaly": inPlace,
      "set_detect_anomaly restored": torch.is_anomaly_enabled(),
    };
  });

  scenario("nan_gradients", () => {
    const f = (fn: (x: torch.Tensor) => torch.Tensor, values: readonly number[]): unknown => {
      const x = leaf(...values);
      fn(x).sum().backward();
      return plain(x.grad);
    };
    return {
      "where trick leaks NaN": f((x) => torch.where(x.gt(0), x.sqrt(), torch.zeros_like(x)), [0, 4]),
      "where trick, safe input": f(
        (x) => torch.where(x.gt(0), torch.where(x.gt(0), x, torch.ones_like(x)).sqrt(), torch.zeros_like(x)),
        [0, 4],
      ),
      "norm at 0": f((x) => x.norm(), [0, 0]),
      "sqrt(sum of squares) at 0": f((x) => x.mul(x).sum().sqrt(), [0, 0]),
      "abs at 0": f((x) => torch.abs(x), [0]),
      "relu at 0": f((x) => F.relu(x), [0]),
      "x/x at 0": f((x) => x.div(x), [0]),
      "log at 0": f((x) => torch.log(x), [0]),
      "pow 0.5 at 0": f((x) => x.pow(0.5), [0]),
      "max tie": f((x) => x.max(), [1, 1]),
      "std of constants": f((x) => x.std(), [1, 1]),
      "0*inf": f((x) => x.mul(Infinity).mul(0), [1]),
    };
  });

  scenario(
    "non_differentiable",
    () => {
      const x = leaf(1.5, -2.5);
      x.floor().sum().backward();
      return {
        argmax: flags(x.argmax()),
        comparison: flags(x.gt(0)),
        "int cast": flags(x.int()),
        "long cast": flags(x.long()),
        floor: flags(x.floor()),
        "floor grad": x.grad,
        sign: flags(x.sign()),
        "bool backward": err(() => {
          x.gt(0).float().sum().backward();
        }),
        "topk indices": flags(x.topk(1).indices),
        floor_divide: flags(x.floor_divide(1)),
        unique: flags(x.unique()),
        zeros_like: flags(torch.zeros_like(x)),
        "ones_like rg": flags(torch.ones_like(x, { requires_grad: true })),
        "torch.tensor([x0])": flags(torch.tensor([x.index(0).item()])),
        tolist: x.tolist(),
      };
    },
    { apart: { "item arithmetic": "JavaScript has one kind of number" } },
  );
});
