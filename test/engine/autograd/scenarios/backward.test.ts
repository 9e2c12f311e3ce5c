import * as torch from "../../../../src/engine/index.js";
import { err, flags, gradFnName, plain, scenario } from "../../support/scenario.js";
import { leaf, scalar } from "../../support/tensors.js";

describe("backward, as PyTorch's scenarios have it:", () => {
  scenario("backward_on_nonscalar_without_gradient", () => {
    const x = leaf(1, 2, 3);
    return {
      backward: err(() => {
        x.mul(2).backward();
      }),
      grad: err(() => torch.autograd.grad(x.mul(2), x)),
      one_element_1d_is_fine: err(() => {
        leaf(3).mul(2).backward();
      }),
    };
  });

  scenario("backward_with_gradient_argument", () => {
    const x = leaf(1, 2, 3);
    x.mul(x).backward(torch.tensor([1, 10, 100]));
    return { "x.grad": x.grad };
  });

  scenario("backward_gradient_scale_on_scalar", () => {
    const x = leaf(1, 2);
    x.mul(x).sum().backward(torch.tensor(0.5));
    return { "x.grad": x.grad };
  });

  scenario("second_backward_without_retain_graph", () => {
    const x = leaf(1, 2);
    const l = x.mul(x).sum();
    l.backward();
    const first = plain(x.grad);
    return {
      first,
      second: err(() => {
        l.backward();
      }),
      "x.grad_after_failed_second": x.grad,
    };
  });

  scenario("second_backward_when_nothing_was_saved", () => {
    const x = leaf(1, 2);
    const l = x.add(1).sum();
    l.backward();
    const second = err(() => {
      l.backward();
    });
    return { second, "x.grad": x.grad };
  });

  scenario("second_backward_retain_graph", () => {
    const x = leaf(1, 2);
    const l = x.mul(x).sum();
    l.backward({ retain_graph: true });
    const a = plain(x.grad);
    l.backward({ retain_graph: true });
    const b = plain(x.grad);
    l.backward();
    return {
      1: a,
      2: b,
      3: plain(x.grad),
      4: err(() => {
        l.backward();
      }),
    };
  });

  scenario("backward_on_leaf", () => {
    const x = scalar(3);
    x.backward();
    const a = plain(x.grad);
    x.backward();
    return { 1: a, "2 (a leaf has nothing to free)": x.grad };
  });

  scenario("grad_of_leaf_itself", () => {
    const x = scalar(3);
    return { grad: torch.autograd.grad(x, x)[0] };
  });

  scenario("grad_does_not_touch_dot_grad", () => {
    const x = scalar(2);
    const [g] = torch.autograd.grad(x.mul(x), x);
    return { g, "x.grad": x.grad, "g.requires_grad": g!.requires_grad };
  });

  scenario("backward_accumulates", () => {
    const x = leaf(1, 2);
    x.mul(3).sum().backward();
    const a = plain(x.grad);
    x.mul(x).sum().backward();
    const b = plain(x.grad);
    x.grad = null;
    x.mul(5).sum().backward();
    return { 1: a, 2: b, "after grad=None": x.grad };
  });

  scenario("backward_accumulates_in_place_into_existing_grad", () => {
    const x = leaf(1);
    x.mul(3).sum().backward();
    const g = x.grad;
    x.mul(4).sum().backward();
    return { same_object: x.grad === g, old_reference_sees_sum: g };
  });

  scenario("zero_grad_set_to_none", () => {
    const m = new torch.nn.Linear(2, 1);
    const o = new torch.optim.SGD(m.parameters(), { lr: 0.1 });
    const r: Record<string, unknown> = {};
    for (const [name, to] of [
      ["default", null],
      ["False", false],
      ["True", true],
    ] as const) {
      for (const [target, owner] of [
        ["module", m],
        ["optimizer", o],
      ] as const) {
        m(torch.ones(1, 2)).sum().backward();
        if (to === null) owner.zero_grad();
        else owner.zero_grad({ set_to_none: to });
        r[`${target} set_to_none=${name}`] = plain(m.parameters().map((p) => p.grad));
      }
    }
    return r;
  });

  scenario("zero_grad_keeps_the_tensor_object", () => {
    const x = leaf(1);
    x.mul(3).sum().backward();
    const g = x.grad;
    new torch.optim.SGD([x], { lr: 0.1 }).zero_grad({ set_to_none: false });
    return { same_object: x.grad === g, value: g, "x.grad.requires_grad": x.grad!.requires_grad };
  });

  scenario("backward_inside_no_grad", () => {
    const x = leaf(2);
    const l = x.mul(x).sum();
    torch.no_grad(() => {
      l.backward();
    });
    return { "x.grad": x.grad };
  });

  scenario("diamond", () => {
    const x = leaf(2, 3);
    const h = x.mul(x);
    h.mul(2).add(h.mul(h)).sum().backward();
    return { "x.grad": x.grad, formula: "4x + 4x^3" };
  });

  scenario("same_tensor_used_many_times", () => {
    const x = scalar(3);
    x.mul(x).mul(x).add(x).add(x).backward();
    return { "x.grad": x.grad };
  });

  scenario("deep_chain", () => {
    const x = scalar(1);
    let y = x;
    for (let i = 0; i < 20_000; i++) y = y.mul(1.0001);
    y.backward();
    return { y: y.item(), "x.grad": x.grad };
  });

  scenario("broadcast_reduction", () => {
    const a = torch.ones(3, 1, { requires_grad: true });
    const b = torch.tensor([1, 2], { requires_grad: true });
    const c = scalar(2);
    a.mul(b)
      .mul(c)
      .backward(torch.arange(6, { dtype: torch.float32 }).reshape(3, 2));
    return { "a.grad": a.grad, "b.grad": b.grad, "c.grad": c.grad, shapes: [a, b, c].map((t) => t.grad!.shape) };
  });

  scenario("none_gradient_and_partial_use", () => {
    const [x, y] = [leaf(1), leaf(2)];
    x.mul(2).sum().backward();
    const z = torch.ones(3, { requires_grad: true });
    z.index(0).backward();
    return { "y.grad": y.grad, "z.grad after z[0].backward()": z.grad };
  });

  scenario("autograd_backward_many_roots", () => {
    const x = leaf(1, 2);
    torch.autograd.backward([x.mul(2).sum(), x.mul(x)], [null, torch.tensor([1, 1])]);
    const r = { "x.grad": plain(x.grad) };
    return {
      ...r,
      "length mismatch": err(() => {
        torch.autograd.backward([x.mul(2).sum()], [null, null]);
      }),
      "None for non-scalar": err(() => {
        torch.autograd.backward([x.mul(2)], [null]);
      }),
    };
  });

  scenario("retain_grad_sees_the_final_gradient", () => {
    const r: Record<string, unknown> = {};
    {
      const x = scalar(1);
      const h = x.mul(1);
      h.retain_grad();
      h.register_hook((g) => g.mul(2));
      h.register_hook((g) => g.add(1));
      h.mul(3).backward();
      r["two hooks after retain_grad"] = [h.grad, x.grad];
    }
    {
      const x = scalar(1);
      const h = x.mul(1);
      h.retain_grad();
      h.grad_fn!.register_prehook((go) => [go[0]!.mul(5)]);
      h.mul(3).backward();
      r["node prehook"] = [h.grad, x.grad];
    }
    {
      const x = scalar(1);
      const h = x.mul(1);
      h.retain_grad();
      h.register_hook((g) => g.mul(2));
      h.mul(3).backward({ retain_graph: true });
      h.mul(3).backward();
      r["accumulates hooked gradients"] = [h.grad, x.grad];
    }
    {
      const x = leaf(1, 2);
      const h = x.mul(1);
      h.register_hook((g) => g.mul_(4));
      h.retain_grad();
      h.mul(1).sum().backward();
      r["hook changes g in place"] = [h.grad, x.grad];
    }
    {
      const x = leaf(1, 2);
      const h = x.mul(1);
      h.retain_grad();
      h.mul_(2);
      h.sum().backward();
      r["retain_grad, then in-place"] = [h.grad, x.grad];
    }
    {
      const x = leaf(1, 2);
      const h = x.mul(1);
      const k: unknown[] = [];
      h.register_hook((g) => void k.push(["old", plain(g)]));
      h.mul_(2);
      h.register_hook((g) => void k.push(["new", plain(g)]));
      h.sum().backward();
      r["hooks before and after an in-place op"] = k;
    }
    return r;
  });

  scenario("grad_dtype_attribute", () => {
    const x = leaf(1, 2);
    const r: Record<string, unknown> = { default: String(x.grad_dtype) };
    x.grad_dtype = null;
    x.grad = torch.ones(2, { dtype: torch.float64 });
    r["None allows any dtype"] = String(x.grad.dtype).replace("torch.", "");
    const y = leaf(1, 2);
    y.grad_dtype = torch.float64;
    y.mul(2).sum().backward();
    r["float64 gradient of a float32 leaf"] = [String(y.grad!.dtype).replace("torch.", ""), y.grad];
    r["on a non-leaf"] = err(() => {
      y.mul(1).grad_dtype = torch.float64;
    });
    return r;
  });

  scenario("double_backward_accumulates_into_leaf", () => {
    const x = scalar(2);
    x.pow(3).backward({ create_graph: true });
    const g = x.grad!;
    const r = { "x.grad": plain(g), requires_grad: g.requires_grad, grad_fn: gradFnName(g) };
    return { ...r, second: torch.autograd.grad(g, x)[0] };
  });

  scenario("requires_grad_rules", () => {
    const y = leaf(1).mul(2);
    return {
      "requires_grad_ on leaf False->True": flags(torch.ones(1).requires_grad_()),
      "set False on non-leaf": err(() => y.requires_grad_(false)),
      "assign False on non-leaf": err(() => {
        y.requires_grad = false;
      }),
      "assign True on non-leaf": err(() => {
        y.requires_grad = true;
      }),
      integer: err(() => torch.tensor([1, 2], { dtype: torch.int64, requires_grad: true })),
      "integer requires_grad_": err(() => torch.tensor([1, 2], { dtype: torch.int64 }).requires_grad_()),
      bool: err(() => torch.tensor([true]).requires_grad_()),
      "int Parameter": err(() => new torch.nn.Parameter(torch.tensor([1], { dtype: torch.int64 }))),
      "int Parameter no grad": err(
        () => new torch.nn.Parameter(torch.tensor([1], { dtype: torch.int64 }), { requires_grad: false }).requires_grad,
      ),
    };
  });

  scenario("requires_grad_false_then_true_again", () => {
    const x = leaf(2);
    x.requires_grad_(false);
    const y = x.mul(3);
    x.requires_grad_(true);
    return { y: flags(y), z: flags(x.mul(3)) };
  });

  scenario("zero_grad_then_step", () => {
    const r: Record<string, unknown> = {};
    const settings = [
      ["{}", {}],
      ["{'momentum': 0.9}", { momentum: 0.9 }],
      ["{'weight_decay': 0.1}", { weight_decay: 0.1 }],
    ] as const;
    for (const [name, more] of settings) {
      const x = leaf(1);
      const o = new torch.optim.SGD([x], { lr: 0.1, ...more });
      x.mul(3).sum().backward();
      o.step();
      o.zero_grad();
      const before = plain(x);
      o.step();
      r[`step after zero_grad() ${name}`] = [x.grad, before, plain(x)];
      o.zero_grad({ set_to_none: false });
      r["zero_grad(set_to_none=False) on None"] = x.grad;
    }
    const x = leaf(1);
    x.mul(3).sum().backward();
    const g = x.grad;
    new torch.optim.SGD([x], { lr: 0.1 }).zero_grad();
    r["the old gradient object keeps its value"] = g;
    const m = new torch.nn.Linear(1, 1);
    m.zero_grad();
    r["module without gradients"] = m.parameters().map((p) => p.grad);
    return r;
  });
});
