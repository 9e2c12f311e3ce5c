import * as torch from "../../../../src/engine/index.js";
import { err, flags, gradFnName, plain, scenario } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const ones2 = (): torch.Tensor => torch.ones(2, 2, { requires_grad: true });

describe("in-place writes, as PyTorch's scenarios have them:", () => {
  scenario("inplace_iadd_on_leaf", () => ({ "+=": err(() => leaf(1).add_(1)) }));

  scenario("inplace_updates_graph", () => {
    const x = leaf(1, 2);
    const h = x.mul(2);
    h.mul_(3);
    const first = { grad_fn: gradFnName(h), flags: flags(h) };
    h.pow_(2);
    const grad_fn2 = gradFnName(h);
    h.sum().backward();
    return { ...first, grad_fn2, value: h, "x.grad": x.grad };
  });

  scenario("inplace_on_saved_tensor", () => {
    type Write = (h: torch.Tensor) => { readonly y: torch.Tensor; readonly written: torch.Tensor };
    const after = (prepare: Write, write: (t: torch.Tensor) => unknown): unknown => {
      const { y, written } = prepare(leaf(1, 2).mul(1));
      write(written);
      return err(() => {
        y.sum().backward();
      });
    };
    const x = leaf(1, 2);
    const h = x.mul(1);
    const y = h.add(3);
    h.mul_(5);
    const source = leaf(1, 2);
    const e = source.exp();
    e.add_(1);
    const c = torch.tensor([3, 4]);
    const b = ones2().mul(1);
    const b2 = b.matmul(b);
    b.add_(1);
    return {
      "mul saves its operands": after(
        (t) => ({ y: t.mul(t), written: t }),
        (t) => t.add_(1),
      ),
      "exp saves its result": err(() => {
        e.sum().backward();
      }),
      "add saves nothing": err(() => {
        y.sum().backward();
        return [null, x.grad][1];
      }),
      sigmoid: after(
        (t) => {
          const s = t.sigmoid();
          return { y: s, written: s };
        },
        (s) => s.mul_(2),
      ),
      sin: after(
        (t) => ({ y: t.sin(), written: t }),
        (t) => t.mul_(2),
      ),
      relu: after(
        (t) => {
          const s = t.relu();
          return { y: s, written: s };
        },
        (s) => s.add_(1),
      ),
      "constant operand changed": after(
        (t) => ({ y: t.mul(c), written: c }),
        (t) => t.add_(1),
      ),
      pow: after(
        (t) => ({ y: t.pow(2), written: t }),
        (t) => t.zero_(),
      ),
      matmul: err(() => {
        b2.sum().backward();
      }),
    };
  });

  scenario("inplace_on_view_updates_base", () => {
    const x = leaf(1, 2, 3);
    const b = x.mul(1);
    const v = b.index("1:");
    v.mul_(10);
    const r = { b: plain(b), "b.grad_fn": gradFnName(b), "v.grad_fn": gradFnName(v), "v._base is b": v._base === b };
    b.mul(b).sum().backward();
    return { ...r, "x.grad": x.grad };
  });

  scenario("inplace_on_base_updates_view", () => {
    const x = leaf(1, 2, 3);
    const b = x.mul(1);
    const v = b.index("1:");
    const before = gradFnName(v);
    b.mul_(10);
    const r = { before, "v value": plain(v), "v.grad_fn after": gradFnName(v) };
    v.sum().backward();
    return { ...r, "x.grad": x.grad };
  });

  scenario("inplace_on_multi_output_view", () => {
    const [a] = leaf(1, 2, 3, 4).mul(1).chunk(2);
    const [u] = leaf(1, 2, 3, 4).mul(1).unbind();
    return {
      chunk: err(() => a!.add_(1)),
      unbind: err(() => u!.add_(1)),
      split: err(() => leaf(1, 2, 3, 4).mul(1).split(2)[0]!.add_(1)),
    };
  });

  scenario("inplace_on_expanded", () => ({
    "expand then add_": err(() => torch.zeros(1).expand(3).add_(torch.ones(3))),
    "broadcast output": err(() => torch.zeros(1).add_(torch.ones(3))),
  }));

  scenario("view_made_in_no_grad_then_inplace", () => {
    const b = leaf(1, 2).mul(1);
    const v = torch.no_grad(() => b.view(2));
    return { inplace: err(() => v.add_(1)) };
  });

  scenario("sgd_update_styles", () => {
    const r: Record<string, unknown> = {};
    const trained = (): torch.Tensor => {
      const w = leaf(1);
      w.mul(2).sum().backward();
      return w;
    };
    {
      const w = trained();
      w.data = w.data.sub(w.grad!.data.mul(0.1));
      r["w.data = ..."] = [w, flags(w)];
    }
    {
      const w = trained();
      w.data.sub_(w.grad!.mul(0.1));
      r["w.data -= ..."] = [w, flags(w), w._version];
    }
    {
      const w = trained();
      torch.no_grad(() => w.sub_(w.grad!.mul(0.1)));
      r["no_grad w -= ..."] = [w, flags(w), w._version];
    }
    {
      const w = trained();
      const w2 = w.sub(w.grad!.mul(0.1));
      r["w = w - ... (loses the leaf)"] = [w2, flags(w2)];
    }
    const w = trained();
    r["w -= ... with grad mode on"] = err(() => w.sub_(w.grad!.mul(0.1)));
    return r;
  });

  scenario("inplace_on_leaf", () => {
    const x = leaf(1, 2);
    const r: Record<string, unknown> = {
      add_: err(() => x.add_(1)),
      mul_: err(() => x.mul_(2)),
      setitem: err(() => x.index_put_([0], 5)),
      "view.add_": err(() => x.view(2).add_(1)),
      "x[0].add_": err(() => x.index(0).add_(1)),
      zero_: err(() => x.zero_()),
      "detach().add_": err(() => x.detach().add_(1)),
      version_after: x._version,
    };
    torch.no_grad(() => x.add_(1));
    r["no_grad add_"] = x;
    r["flags"] = flags(x);
    r["version"] = x._version;
    return r;
  });

  scenario(
    "setitem_and_out_variants",
    () => ({
      "set_requires_grad after slice assign": flags(torch.zeros(2).index_put_([0], leaf(1, 2).index(1))),
    }),
    { apart: { "out= with grad": "ops have no out=" } },
  );
});
