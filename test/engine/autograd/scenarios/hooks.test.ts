import * as torch from "../../../../src/engine/index.js";
import { err, plain, scenario } from "../../support/scenario.js";
import { leaf, scalar } from "../../support/tensors.js";

const { graph } = torch.autograd;

describe("hooks, as PyTorch's scenarios have them:", () => {
  scenario("tensor_hook_modifies_grad", () => {
    const x = leaf(1, 2);
    const seen: unknown[] = [];
    x.register_hook((g) => {
      seen.push(plain(g));
      return g.mul(10);
    });
    x.mul(3).sum().backward();
    return { seen, "x.grad": x.grad };
  });

  scenario("tensor_hook_order_and_remove", () => {
    const x = scalar(1);
    const seen: string[] = [];
    const a = x.register_hook(() => void seen.push("a"));
    x.register_hook(() => void seen.push("b"));
    x.mul(1).backward();
    a.remove();
    x.mul(1).backward();
    return { seen };
  });

  scenario("tensor_hook_called_once_with_the_summed_gradient", () => {
    const x = scalar(3);
    const h = x.mul(1);
    const intermediate: unknown[] = [];
    h.register_hook((g) => void intermediate.push(plain(g)));
    h.mul(2).add(h.mul(5)).add(h).backward();
    const leaf: unknown[] = [];
    const y = scalar(3);
    y.register_hook((g) => void leaf.push(plain(g)));
    y.mul(2).add(y.mul(5)).backward();
    return { intermediate, leaf };
  });

  scenario("tensor_hook_and_retain_grad_order", () => {
    const r: Record<string, unknown> = {};
    for (const first of ["hook", "retain_grad"]) {
      const x = scalar(1);
      const h = x.mul(1);
      if (first === "retain_grad") h.retain_grad();
      h.register_hook((g) => g.mul(2));
      if (first === "hook") h.retain_grad();
      h.mul(3).backward();
      r[first === "hook" ? "hook then retain_grad" : "retain_grad then hook"] = [h.grad, x.grad];
    }
    return r;
  });

  scenario("tensor_hook_with_autograd_grad", () => {
    const x = scalar(2);
    const h = x.mul(x);
    const seen: unknown[] = [];
    h.register_hook((g) => void seen.push(["h", plain(g)]));
    x.register_hook((g) => {
      seen.push(["x", plain(g)]);
      return g.mul(100);
    });
    return { grad: torch.autograd.grad(h.mul(3), x)[0], seen };
  });

  scenario("leaf_hook_sees_incoming_not_accumulated", () => {
    const x = scalar(1);
    const seen: unknown[] = [];
    x.register_hook((g) => void seen.push(plain(g)));
    x.mul(2).backward();
    x.mul(3).backward();
    return { seen, "x.grad": x.grad };
  });

  scenario("node_hooks", () => {
    const x = leaf(1, 2);
    const y = x.mul(3);
    const z = y.sum();
    const log: unknown[] = [];
    y.grad_fn!.register_hook((gi, go) => void log.push(["post mul", plain(gi), plain(go)]));
    y.grad_fn!.register_prehook((go) => {
      log.push(["pre mul", plain(go)]);
      return go.map((g) => g!.mul(2));
    });
    z.backward();
    return {
      "register_prehook available": "register_prehook" in y.grad_fn!,
      log,
      "x.grad": x.grad,
      "post_accumulate_grad_hook available": "register_post_accumulate_grad_hook" in x,
    };
  });

  scenario("execution_order_of_intermediate_hooks", () => {
    const x = scalar(1);
    const order: unknown[] = [];
    const a = x.mul(2);
    const b = a.mul(3);
    const c = a.mul(5);
    const d = b.add(c);
    for (const [name, tensor] of Object.entries({ a, b, c, d, x }))
      tensor.register_hook((g) => void order.push([name, plain(g)]));
    d.backward();
    return { order };
  });

  scenario("post_accumulate_grad_hook_order", () => {
    const x = leaf(1, 2);
    const log: unknown[] = [];
    x.register_post_accumulate_grad_hook((p) => void log.push(["post A", p === x, plain(p.grad)]));
    x.register_hook((g) => void log.push(["tensor hook", plain(g), plain(x.grad)]));
    x.register_post_accumulate_grad_hook((p) => void log.push(["post B", p === x, plain(p.grad)]));
    x.register_hook((g) => {
      log.push(["tensor hook 2", plain(g)]);
      return g.mul(10);
    });
    x.mul(3).sum().backward();
    x.mul(1).sum().backward();
    return { log, "x.grad": x.grad };
  });

  scenario("multi_grad_hook", () => {
    const r: Record<string, unknown> = {};
    {
      const [a, b, c] = [leaf(1), leaf(2), leaf(3)];
      const log: unknown[] = [];
      const handle = graph.register_multi_grad_hook([a, b, c], (gradients) => void log.push(plain(gradients)));
      a.mul(b).sum().backward();
      a.mul(b).mul(c).sum().backward();
      r["mode all, one unused in the first pass"] = log;
      handle.remove();
      a.mul(b).sum().backward();
      r["after remove"] = log.length;
    }
    {
      const [a, b] = [leaf(1), leaf(2)];
      const log: unknown[] = [];
      graph.register_multi_grad_hook([a, b], (gradient) => void log.push(plain(gradient)), { mode: "any" });
      a.mul(3).add(b.mul(5)).sum().backward();
      b.mul(7).sum().backward();
      r["mode any"] = log;
    }
    const x = leaf(2);
    const [h1, h2] = [x.mul(3), x.mul(4)];
    const log: unknown[] = [];
    graph.register_multi_grad_hook([h1, h2], (gradients) => void log.push(plain(gradients)));
    x.register_hook(() => void log.push("x"));
    h1.mul(h2).sum().backward();
    r["intermediates, before the leaf"] = log;
    const nothing = (): void => undefined;
    r["bad mode"] = err(() => graph.register_multi_grad_hook([leaf(1)], nothing, { mode: "some" as "any" }));
    r["not requiring grad"] = err(() => graph.register_multi_grad_hook([torch.ones(1)], nothing));
    return r;
  });

  scenario("hooks_removed_or_added_during_backward", () => {
    const r: Record<string, unknown> = {};
    {
      const x = scalar(1);
      const log: string[] = [];
      const a = x.register_hook(() => {
        log.push("a");
        a.remove();
      });
      x.register_hook(() => void log.push("b"));
      x.mul(1).backward();
      x.mul(1).backward();
      r["a hook that removes itself"] = log;
    }
    {
      const x = scalar(1);
      const log: string[] = [];
      x.register_hook(() => {
        log.push("a");
        b.remove();
      });
      const b = x.register_hook(() => void log.push("b"));
      x.mul(1).backward();
      x.mul(1).backward();
      r["a hook that removes the next"] = log;
    }
    {
      const x = scalar(1);
      const log: string[] = [];
      x.register_hook(() => {
        log.push("a");
        if (log.length === 1) x.register_hook(() => void log.push("new"));
      });
      x.mul(1).backward();
      x.mul(1).backward();
      r["a hook that adds one"] = log;
    }
    {
      const x = scalar(2);
      const h = x.mul(3);
      const log: string[] = [];
      const upstream = h.register_hook(() => void log.push("h"));
      const k = h.mul(4);
      k.register_hook(() => {
        log.push("k");
        upstream.remove();
      });
      k.backward();
      r["removing an upstream hook on the way"] = log;
    }
    const x = scalar(1);
    const h = x.register_hook((g) => g.mul(2));
    h.remove();
    h.remove();
    x.mul(1).backward();
    r["remove twice"] = plain(x.grad);
    {
      using _ = x.register_hook((g) => g.mul(3));
      x.grad = null;
      x.mul(1).backward();
      r["handle as a context manager, inside"] = plain(x.grad);
    }
    x.grad = null;
    x.mul(1).backward();
    r["after it"] = x.grad;
    return r;
  });
});
