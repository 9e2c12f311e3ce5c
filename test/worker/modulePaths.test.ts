import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { recordHere } from "./recordHere.js";

const { nn } = torch;

class Net extends nn.Module {
  hidden = new nn.Linear(2, 2);
  out = new nn.Sequential(new nn.ReLU(), new nn.Linear(2, 1));

  override forward(x: torch.Tensor): torch.Tensor {
    return this.out(this.hidden(x)).mul(2);
  }
}

function pathsOf(script: () => void): (string | null)[][] {
  const [topology] = recordHere(script).topologies;
  return topology!.nodes.map(({ op, path, module }) => [op, path, module]);
}

describe("the paths of modules", () => {
  it("name a model's parameters, and the module that made each op", () => {
    const net = new Net();
    assert.deepEqual(
      pathsOf(() => net(torch.ones(1, 2)).sum().backward()),
      [
        ["AccumulateGrad", "out.1.bias", null],
        ["AccumulateGrad", "hidden.bias", null],
        ["input", null, null],
        ["AccumulateGrad", "hidden.weight", null],
        ["TBackward0", null, "hidden"],
        ["AddmmBackward0", null, "hidden"],
        ["ReluBackward0", null, "out.0"],
        ["AccumulateGrad", "out.1.weight", null],
        ["TBackward0", null, "out.1"],
        ["AddmmBackward0", null, "out.1"],
        ["MulBackward0", null, null],
        ["SumBackward0", null, null],
      ],
    );
  });

  it("are as before after a forward that throws", () => {
    class Failing extends nn.Module {
      inner = new nn.Linear(2, 2);
      override forward(x: torch.Tensor): torch.Tensor {
        return this.inner(x.reshape(7));
      }
    }
    const weight = torch.ones(1, { requires_grad: true });
    const paths = pathsOf(() => {
      assert.throws(() => new Failing()(torch.ones(1, 2)));
      weight.mul(2).backward();
    });
    assert.deepEqual(paths, [
      ["AccumulateGrad", null, null],
      ["MulBackward0", null, null],
    ]);
  });

  it("are found for a module that was added after the first call", () => {
    class Growing extends nn.Module {
      layers = new nn.ModuleList([new nn.Linear(1, 1)]);
      override forward(x: torch.Tensor): torch.Tensor {
        for (const layer of this.layers) x = (layer as torch.nn.Linear)(x);
        return x;
      }
    }
    const net = new Growing();
    net(torch.ones(1, 1));
    net.layers.append(new nn.Linear(1, 1));
    const paths = pathsOf(() => net(torch.ones(1, 1)).sum().backward());
    assert.ok(
      paths.some(([, path]) => path === "layers.1.weight"),
      JSON.stringify(paths),
    );
  });
});
