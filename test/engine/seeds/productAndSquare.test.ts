import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { graphOf, type Graph } from "../support/graphOf.js";
import { readOracle } from "../support/oracle.js";
import { scalar } from "../support/tensors.js";

interface Seed {
  readonly product_square: {
    readonly z: number;
    readonly loss: number;
    readonly "x.grad": number;
    readonly "y.grad": number;
    readonly grad_fn: { readonly z: string; readonly loss: string };
    readonly graph_from_loss: Graph;
    readonly repr: Readonly<Record<string, string>>;
  };
  readonly product_square_more_float32: readonly Readonly<Record<string, number>>[];
  readonly double_backward_without_retain_graph: {
    readonly error: { readonly type: string; readonly message: string };
    readonly "x.grad_after_failure": number;
    readonly "y.grad_after_failure": number;
  };
  readonly retain_graph_accumulates: readonly (readonly number[])[];
  readonly add_saves_nothing_second_backward_ok: { readonly "x.grad": number };
  readonly create_graph: Readonly<Record<string, number | number[] | { readonly gx: string; readonly gxx: string }>>;
  readonly backward_create_graph: Readonly<Record<string, unknown>>;
  readonly create_graph_implies_retain: number;
}

const oracle = readOracle<Seed>("seeds/seed_000.json");

describe("seed 000: x·y and its square", () => {
  it("prints values, gradients, graph and representations as PyTorch does", () => {
    const expected = oracle.product_square;
    const [x, y] = [scalar(2), scalar(3)];
    const z = x.mul(y);
    const loss = z.pow(2);
    loss.backward();
    assert.equal(z.item(), expected.z);
    assert.equal(loss.item(), expected.loss);
    assert.equal(x.grad?.item(), expected["x.grad"]);
    assert.equal(y.grad?.item(), expected["y.grad"]);
    assert.equal(z.grad_fn?.name(), expected.grad_fn.z);
    assert.equal(loss.grad_fn?.name(), expected.grad_fn.loss);
    assert.deepEqual(graphOf(loss.grad_fn!), expected.graph_from_loss);
    assert.deepEqual({ x: String(x), z: String(z), loss: String(loss), "x.grad": String(x.grad) }, expected.repr);
  });

  for (const row of oracle.product_square_more_float32) {
    it(`gives PyTorch's float32 bits for x = ${row["x"]}, y = ${row["y"]}`, () => {
      const [x, y] = [scalar(row["x"]!), scalar(row["y"]!)];
      const z = x.mul(y);
      const loss = z.pow(2);
      loss.backward();
      const got = { z, loss, "x.grad": x.grad!, "y.grad": y.grad! };
      // == as numbers: the oracle writes -0.0 where JSON and PyTorch's printed form say -0.
      for (const [name, tensor] of Object.entries(got)) assert.ok(tensor.item() === row[name], name);
    });
  }

  it("refuses a second backward in PyTorch's words and leaves the gradients as they were", () => {
    const expected = oracle.double_backward_without_retain_graph;
    const [x, y] = [scalar(2), scalar(3)];
    const loss = x.mul(y).pow(2);
    loss.backward();
    assert.throws(
      () => {
        loss.backward();
      },
      { name: expected.error.type, message: expected.error.message },
    );
    assert.equal(x.grad?.item(), expected["x.grad_after_failure"]);
    assert.equal(y.grad?.item(), expected["y.grad_after_failure"]);
  });

  it("accumulates over backward calls that retain the graph", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const loss = x.mul(y).pow(2);
    const got = [0, 1, 2].map((i) => {
      loss.backward({ retain_graph: i < 2 });
      return [x.grad!.item(), y.grad!.item()];
    });
    assert.deepEqual(got, oracle.retain_graph_accumulates);
  });

  it("goes twice through an addition, which saves nothing", () => {
    const x = scalar(2);
    const s = x.add(1);
    s.backward();
    s.backward();
    assert.equal(x.grad?.item(), oracle.add_saves_nothing_second_backward_ok["x.grad"]);
  });

  it("differentiates four times with create_graph", () => {
    const { grad } = torch.autograd;
    const [x, y] = [scalar(2), scalar(3)];
    const loss = x.mul(y).pow(2);
    const [gx, gy] = grad(loss, [x, y], { create_graph: true }) as [torch.Tensor, torch.Tensor];
    const [gxx, gxy] = grad(gx, [x, y], { create_graph: true }) as [torch.Tensor, torch.Tensor];
    const [gyx, gyy] = grad(gy, [x, y], { create_graph: true }) as [torch.Tensor, torch.Tensor];
    const [gxxy] = grad(gxx, y, { create_graph: true }) as [torch.Tensor];
    const gxyxy = grad(gxy, [x, y], { create_graph: true });
    const got = {
      "dL/dx": gx.item(),
      "dL/dy": gy.item(),
      "d2L/dx2": gxx.item(),
      "d2L/dxdy": gxy.item(),
      "d2L/dydx": gyx.item(),
      "d2L/dy2": gyy.item(),
      "d3L/dx2dy": gxxy.item(),
      "d(d2L/dxdy)/d(x,y)": gxyxy.map((tensor) => tensor.item()),
      grad_fn: { gx: gx.grad_fn?.name(), gxx: gxx.grad_fn?.name() },
    };
    assert.deepEqual(got, oracle.create_graph);
  });

  it("makes .grad itself differentiable with backward(create_graph), and warns", () => {
    const [x, y] = [scalar(2), scalar(3)];
    const loss = x.mul(y).pow(2);
    const { warnings } = captureWarnings(() => {
      loss.backward({ create_graph: true });
    });
    const first = x.grad!;
    const value = first.item();
    const [second] = torch.autograd.grad(first, x) as [torch.Tensor];
    const got = { "x.grad": value, "x.grad.requires_grad": first.requires_grad, second: second.item(), warnings };
    assert.deepEqual(got, oracle.backward_create_graph);
  });

  it("retains the graph by default under create_graph", () => {
    const x = scalar(2);
    const cube = x.pow(3);
    torch.autograd.grad(cube, x, { create_graph: true });
    const [gradient] = torch.autograd.grad(cube, x) as [torch.Tensor];
    assert.equal(gradient.item(), oracle.create_graph_implies_retain);
  });
});
