import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { err, gradFnName, plain } from "../support/scenario.js";
import { leaf } from "../support/tensors.js";

type Tensor = torch.Tensor;
type Ctx = torch.autograd.FunctionCtx;

const { graph } = torch.autograd;

class Doubled extends torch.autograd.Function {
  static forward(ctx: Ctx, x: Tensor): Tensor {
    ctx.mark_dirty(x);
    return x.mul_(2);
  }
  static backward(_: Ctx, g: Tensor): Tensor {
    return g.mul(2);
  }
}

class Pair extends torch.autograd.Function {
  static forward(_: Ctx, x: Tensor, y: Tensor): [Tensor, Tensor] {
    return [x, y];
  }
  static backward(_: Ctx, a: Tensor, b: Tensor): Tensor[] {
    return [a.mul(2), b.mul(3)];
  }
}

const runtimeError = (message: string): unknown => ({ error: { type: "RuntimeError", message } });

/** What each gives is what PyTorch gave. */
const cases: Readonly<Record<string, readonly [() => unknown, unknown]>> = {
  "a view that was written has the write in its own history": [
    () => {
      const x = torch.ones(3, { requires_grad: true });
      const b = x.mul(2);
      const v = b.select(0, 0);
      v.mul_(3);
      v.mul(2).backward();
      return [x.grad, gradFnName(v), gradFnName(b)];
    },
    [[12, 0, 0], "AsStridedBackward0", "torch::autograd::CopySlices"],
  ],
  "a view that a Function wrote has the Function in its history": [
    () => {
      const x = leaf(1, 2);
      const h = x.mul(1);
      const v = h.narrow(0, 0, 1);
      Doubled.apply(v);
      v.mul(5).sum().backward();
      return [x.grad, gradFnName(v), gradFnName(h)];
    },
    [[10, 0], "AsStridedBackward0", "torch::autograd::CopySlices"],
  ],
  "a Function does not write to a view of a leaf": [
    () => err(() => Doubled.apply(leaf(1, 2).narrow(0, 0, 1))),
    runtimeError("a view of a leaf Variable that requires grad is being used in an in-place operation."),
  ],
  "a Function gives both of its inputs back as views": [
    () => {
      const [x, y] = [leaf(1), leaf(2)];
      const [a, b] = Pair.apply(x, y);
      a.mul(b).sum().backward();
      return [x.grad, y.grad, a.output_nr, b.output_nr, a === x];
    },
    [[4], [3], 0, 1, false],
  ],
  "backward with inputs runs the node of a non-leaf, and keeps its gradient": [
    () => {
      const x = leaf(1, 2);
      const h = x.mul(2);
      const log: string[] = [];
      h.register_hook(() => void log.push("tensor"));
      h.grad_fn!.register_prehook(() => void log.push("pre"));
      h.grad_fn!.register_hook(() => void log.push("post"));
      torch.autograd.grad(h.sum(), h, { retain_graph: true });
      log.push("--");
      h.sum().backward({ inputs: [h] });
      return [log, h.grad, x.grad, h.retains_grad];
    },
    [["tensor", "--", "tensor", "pre", "post"], [1, 1], null, true],
  ],
  "hooks of a leaf, of its node and after accumulation have an order": [
    () => {
      const x = leaf(1, 2);
      const log: unknown[] = [];
      const { node } = graph.get_gradient_edge(x);
      node.register_hook((inputs, outputs) => void log.push(["post", plain(inputs), plain(outputs), plain(x.grad)]));
      node.register_prehook((outputs) => void log.push(["pre", plain(outputs)]));
      x.register_hook(() => void log.push("tensor"));
      x.register_post_accumulate_grad_hook(() => void log.push("accumulated"));
      x.mul(2).sum().backward();
      return log;
    },
    ["tensor", ["pre", [[2, 2]]], "accumulated", ["post", [], [[2, 2]], [2, 2]]],
  ],
  "a tangent that is written in place, once and twice, has a graph of its own": [
    () =>
      [false, true].map((isTwice) => {
        const [x, y] = [leaf(2, 3), leaf(1, 2)];
        const tangent = torch.autograd.forward_ad.dual_level(() => {
          const dual = torch.autograd.forward_ad.make_dual(y.mul(1), torch.ones(2));
          dual.div_(x);
          const product = isTwice ? dual.mul(dual.div_(x)) : dual.mul(dual);
          return torch.autograd.forward_ad.unpack_dual(product).tangent!;
        });
        return torch.autograd.grad(tangent.mul(torch.tensor([16, 81])).sum(), [x, y]).map(plain);
      }),
    [
      [
        [-8, -24],
        [8, 18],
      ],
      [
        [-4, -5.333333492279053],
        [2, 2],
      ],
    ],
  ],
  "a node's hook must give as many gradients as there are": [
    () => {
      const y = leaf(1, 2).mul(3);
      y.grad_fn!.register_hook(() => [torch.ones(2)]);
      return err(() => {
        y.sum().backward();
      });
    },
    runtimeError("hook '<lambda>' has returned an incorrect number of values (got 1, but expected 2)"),
  ],
  "a view of a view that no_grad made is as ambiguous": [
    () => {
      const b = leaf(1, 2, 3).mul(1);
      const w = torch.no_grad(() => b.view(3)).view(3);
      return (err(() => w.add_(1)) as { error: Error }).error.message.slice(0, 74);
    },
    "Output 0 of View is a view of a view which was created in no_grad mode and",
  ],
  "a view that inference mode made may not be written outside": [
    () => {
      const b = leaf(1, 2, 3).mul(1);
      const v = torch.inference_mode(() => b.view(3));
      return (err(() => v.add_(1)) as { error: Error }).error.message.slice(0, 86);
    },
    "A view was created in inference mode and is being modified inplace in normal mode. Giv",
  ],
  "inference_mode(false) records also within no_grad": [
    () =>
      torch.no_grad(() => torch.inference_mode(false, () => [torch.is_grad_enabled(), leaf(1).mul(2).requires_grad])),
    [true, true],
  ],
  "an outdated view is told before what else is wrong with a call, if not before the types": [
    () => {
      const base = torch.ones(2, 3).requires_grad_().mul(1);
      const v = torch.no_grad(() => base.view(2, 3));
      base.mul_(2);
      const calls: readonly (() => unknown)[] = [
        () => v.view(5),
        () => v.sum(7),
        () => v.gather(5, torch.zeros(1, 1, { dtype: torch.int64 })),
        () => torch.cat([v, torch.ones(2, 2)]),
        () => torch.nn.functional.max_pool2d(v, 9),
        () => v.view("a" as never),
      ];
      return calls.map((call) => (err(call) as { error: Error }).error.message.slice(0, 38));
    },
    [...new Array<string>(5).fill("A view was created in no_grad mode and"), "view(): argument 'size' must be tuple "],
  ],
  "what inference mode made is recorded beside another tensor, a number, or where it is copied": [
    () => {
      const made = torch.inference_mode(() => leaf(1, 2));
      const names = (...results: readonly Tensor[]): unknown => results.map(({ grad_fn }) => grad_fn?.name() ?? null);
      const recorded = [made.add(leaf(1, 2)), made.add(1), made.clone(), made.double()];
      return [
        names(...recorded),
        names(made.add(made), made.exp(), made.sum(), made.pow(2), made.clamp(0, 1), made.view(2)),
        (err(() => made.exp_()) as { error: Error }).error.message.slice(0, 62),
      ];
    },
    [
      ["AddBackward0", "AddBackward0", "torch::autograd::CopyBackwards", "torch::autograd::CopyBackwards"],
      [null, null, null, null, null, null],
      "Inplace update to inference tensor outside InferenceMode is no",
    ],
  ],
  "tensors are packed in the order of their names, results last": [
    () => {
      const log: unknown[] = [];
      const [x, y] = [leaf(2), leaf(3)];
      const pack = (t: Tensor): Tensor => {
        log.push(plain(t));
        return t;
      };
      graph.saved_tensors_hooks(
        pack,
        (t) => t,
        () => [x.mul(y), x.pow(y), torch.atan2(x, y)],
      );
      return log;
    },
    [[3], [2], [3], [2], [8], [3], [2]],
  ],
  "a second derivative goes through hooks that pack": [
    () => {
      const x = leaf(2);
      const y = graph.saved_tensors_hooks(
        (t) => t.mul(1),
        (t) => t,
        () => x.pow(3),
      );
      const [g] = torch.autograd.grad(y.sum(), x, { create_graph: true });
      return [g, torch.autograd.grad(g!.sum(), x)];
    },
    [[12], [[12]]],
  ],
  "one of several views alone has a gradient": [
    () => {
      const x = leaf(1, 2);
      x.chunk(2)[0]!.sum().backward();
      return x.grad;
    },
    [1, 0],
  ],
  "a leaf that no longer requires grad gets none": [
    () => {
      const x = leaf(1, 2);
      const y = x.mul(x);
      x.requires_grad_(false);
      y.sum().backward();
      return x.grad;
    },
    null,
  ],
  "a view that requires grad by itself is a view of a leaf": [
    () => err(() => torch.zeros(2).view(2).requires_grad_().add_(1)),
    runtimeError("a view of a leaf Variable that requires grad is being used in an in-place operation."),
  ],
  "a write is named after its node": [
    () => {
      const after = (write: (h: Tensor) => unknown): unknown => {
        const h = leaf(1, 2).mul(1);
        const y = h.mul(h);
        write(h);
        const { error } = err(() => {
          y.sum().backward();
        }) as { error: Error };
        return /which is (.*), is at/.exec(error.message)![1];
      };
      return [
        after((h) => h.mul_(2)),
        after((h) => h.fill_(2)),
        after((h) => h.copy_(torch.ones(2))),
        after((h) => h.select(0, 0).mul_(2)),
      ];
    },
    [
      "output 0 of Mul",
      "output 0 of Fill2",
      "output 0 of torch::autograd::CopyBackwards",
      "output 0 of torch::autograd::CopySlices",
    ],
  ],
  "what reshape copied is no view": [
    () => {
      const t = leaf(1, 2, 3, 4).mul(1).reshape(2, 2).t().reshape(4);
      t.add_(1);
      return [t._is_view(), gradFnName(t)];
    },
    [false, "AddBackward0"],
  ],
  "a leaf that grad was asked for takes no part in a multi-grad hook": [
    () => {
      const [a, b] = [leaf(1), leaf(2)];
      graph.register_multi_grad_hook([a, b], () => undefined);
      return err(() => torch.autograd.grad(a.mul(b).sum(), [a]));
    },
    runtimeError(
      "A leaf node was passed to _will_engine_execute_node but we are currently running autograd.grad(). This is currently not supported.",
    ),
  ],
};

describe("what has been saved", () => {
  it("is of no use once it is detached in place", () => {
    const y = torch.tensor(1, { requires_grad: true }).mul(2);
    const product = y.mul(y);
    y.detach_();
    assert.throws(() => {
      product.backward();
    }, /^RuntimeError: Trying to use a saved tensor that has been detached in-place/);
  });
});

describe("a checkpoint", () => {
  const { checkpoint } = torch.utils.checkpoint;
  const x = torch.tensor([1, 2], { requires_grad: true });
  const f = (t: torch.Tensor): torch.Tensor => t.exp().sin();

  it("runs its function in one context and recomputes it in another", () => {
    const seen: string[] = [];
    const context =
      (name: string) =>
      (body: () => unknown): unknown => {
        seen.push(name);
        return body();
      };
    const context_fn = () => [context("forward"), context("recomputation")] as const;
    checkpoint(f, x, { use_reentrant: false, context_fn }).sum().backward();
    assert.deepEqual(seen, ["forward", "recomputation"]);
    assert.throws(() => checkpoint(f, x, { use_reentrant: true, context_fn }), {
      name: "ValueError",
      message: "Passing `context_fn` or `debug` is only supported when use_reentrant=False.",
    });
  });

  it("has two ways to look for differences", () => {
    assert.throws(() => checkpoint(f, x, { use_reentrant: false, determinism_check: "bad" as "none" }), {
      name: "ValueError",
      message: "determinism_check should be one of ['default', 'none'], but got bad",
    });
  });
});

describe("autograd at its edges", () => {
  for (const [name, [body, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.deepEqual(plain(body()), expected);
    });
  }

  it("anomaly mode tells the script's own place of the forward call", () => {
    const warnings: string[] = [];
    const original = console.warn;
    console.warn = (message: string) => void warnings.push(message);
    try {
      torch.autograd.set_detect_anomaly(true, () => {
        const x = leaf(0);
        assert.throws(() => {
          x.div(x).sum().backward();
        }, /Function 'DivBackward0' returned nan values in its 1th output/);
      });
    } finally {
      console.warn = original;
    }
    assert.match(
      warnings[0]!,
      /^Error detected in DivBackward0\. Traceback of forward call that caused the error:\n +at /,
    );
  });

  it("apply, taken off its class, says how it is written as a value", () => {
    const { apply } = torch.autograd.Function as { readonly apply: (x: torch.Tensor) => unknown };
    assert.throws(
      () => apply(leaf(1)),
      /^TypeError: apply was taken off its class: as a value, write \(\.\.\.args\) =>/,
    );
  });

  it("fields of a Function's ctx are the script's alone", () => {
    type Fields = Record<"edges" | "inputs" | "outputs" | "call" | "release", string>;
    class Named extends torch.autograd.Function {
      static forward(ctx: torch.autograd.FunctionCtx<Fields>, x: Tensor): Tensor {
        Object.assign(ctx, { edges: "a", inputs: "b", outputs: "c", call: "d", release: "e" });
        return x.mul(2);
      }
      static backward(ctx: torch.autograd.FunctionCtx<Fields>, g: Tensor): Tensor {
        assert.equal(ctx.edges + ctx.inputs + ctx.outputs + ctx.call + ctx.release, "abcde");
        return g.mul(2);
      }
    }
    const x = leaf(1);
    Named.apply(x).sum().backward();
    assert.deepEqual(plain(x.grad), [2]);
  });
});
