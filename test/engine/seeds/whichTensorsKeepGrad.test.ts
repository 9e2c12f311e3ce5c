import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { readOracle } from "../support/oracle.js";

const oracle = readOracle<Readonly<Record<string, unknown>>>("seeds/seed_004.json");

const list = (tensor: torch.Tensor | null): unknown => tensor?.tolist() ?? null;

function flagsOf(tensors: Readonly<Record<string, torch.Tensor>>): unknown {
  const flags = ({ requires_grad, is_leaf, grad_fn, retains_grad }: torch.Tensor): unknown => ({
    requires_grad,
    is_leaf,
    grad_fn: grad_fn?.name() ?? null,
    retains_grad,
  });
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, flags(tensor)]));
}

/** The seed's program: a = ones, b = a + 2, c = b², out = c.sum(). */
function ones(retain: boolean, before: (b: torch.Tensor, c: torch.Tensor) => void = () => undefined): unknown {
  const a = torch.ones(2, 2, { requires_grad: true });
  const b = a.add(2);
  const c = b.pow(2);
  const out = c.sum();
  if (retain) for (const tensor of [b, c, out]) tensor.retain_grad();
  before(b, c);
  out.backward();
  const { result, warnings } = captureWarnings(() => ({
    retain_grad: retain,
    a: list(a),
    b: list(b),
    c: list(c),
    out: out.item(),
    "a.grad": list(a.grad),
    "b.grad": list(b.grad),
    "c.grad": list(c.grad),
    "out.grad": list(out.grad),
  }));
  const tensors = { a, b, c, out };
  const repr = { a: String(a), b: String(b), c: String(c), out: String(out), "a.grad": String(a.grad) };
  return { ...result, warnings: [...new Set(warnings)].sort(), flags: flagsOf(tensors), repr };
}

describe("seed 004: which tensors keep their gradient", () => {
  it("keeps that of w, not those of x, y, y_pred and loss", () => {
    const w = torch.tensor(1.0, { requires_grad: true });
    const x = torch.tensor(3.0);
    const y = torch.tensor(6.0);
    const y_pred = w.mul(x);
    const loss = y_pred.sub(y).pow(2);
    loss.backward();
    const { result } = captureWarnings(() => ({
      y_pred: y_pred.item(),
      loss: loss.item(),
      "w.grad": w.grad!.item(),
      "print(w.grad)": String(w.grad),
      "x.grad": list(x.grad),
      "y.grad": list(y.grad),
      "y_pred.grad": list(y_pred.grad),
      "loss.grad": list(loss.grad),
    }));
    assert.deepEqual({ ...result, flags: flagsOf({ w, x, y, y_pred, loss }) }, oracle["wx"]);
  });

  it("keeps non-leaves' gradients only after retain_grad, and warns on reading one that was not kept", () => {
    assert.deepEqual([ones(false), ones(true)], oracle["ones"]);
  });

  it("changes nothing by requires_grad_(true) on non-leaves", () => {
    const got = ones(false, (b, c) => {
      b.requires_grad_(true);
      c.requires_grad_(true);
    });
    assert.deepEqual(got, oracle["ones_requires_grad_on_nonleaf_has_no_effect"]);
  });

  it("stops the gradient at a detached tensor made a leaf", () => {
    const a = torch.ones(2, 2, { requires_grad: true });
    const b = a.add(2).detach().requires_grad_(true);
    const c = b.pow(2);
    c.retain_grad();
    c.sum().backward();
    const got = { "a.grad": list(a.grad), "b.grad": list(b.grad), "c.grad": list(c.grad), "b.is_leaf": b.is_leaf };
    assert.deepEqual(got, oracle["b_as_new_leaf"]);
  });

  it("gives the local derivatives of the text", () => {
    const b = torch.full([2, 2], 3.0, { requires_grad: true });
    const a = torch.ones(2, 2, { requires_grad: true });
    const [dc] = torch.autograd.grad(b.pow(2), b, torch.ones(2, 2)) as [torch.Tensor];
    const [db] = torch.autograd.grad(a.add(2), a, torch.ones(2, 2)) as [torch.Tensor];
    assert.deepEqual({ "dc/db": list(dc), "db/da": list(db) }, oracle["local"]);
  });

  it("ignores retain_grad on leaves and refuses it where no gradient flows", () => {
    const expected = oracle["retain_grad_edge"] as Readonly<
      Record<string, { name: string; message: string } & { type: string }>
    >;
    const a = torch.ones(2, { requires_grad: true });
    a.retain_grad();
    assert.equal(a.retains_grad, expected["leaf.retains_grad"]);
    const refused = ({ type, message }: { type: string; message: string }): { name: string; message: string } => ({
      name: type,
      message,
    });
    assert.throws(() => {
      torch.ones(2).retain_grad();
    }, refused(expected["not_requiring"]!));
    assert.throws(() => a.mul(2).requires_grad_(false), refused(expected["requires_grad_(False)_on_nonleaf"]!));
  });
});
