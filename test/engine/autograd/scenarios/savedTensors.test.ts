import assert from "node:assert/strict";
import * as torch from "../../../../src/engine/index.js";
import { err, plain, scenario } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const { graph } = torch.autograd;
const { saved_tensors_hooks } = graph;

describe("saved tensors, as PyTorch's scenarios have them:", () => {
  scenario("saved_tensor_hooks", () => {
    const log: unknown[] = [];
    const x = leaf(2, 3);
    const y = saved_tensors_hooks(
      (t) => {
        log.push(["pack", plain(t)]);
        return t.mul(1);
      },
      (t) => {
        log.push(["unpack", plain(t)]);
        return t;
      },
      () => x.mul(x),
    );
    y.sum().backward();
    return { log, "x.grad": x.grad };
  });

  scenario(
    "saved_tensors_hooks_nesting",
    () => {
      const log: string[] = [];
      const x = leaf(2, 3);
      const r: Record<string, unknown> = {};
      const logged = (words: string, by: (t: torch.Tensor) => torch.Tensor) => (t: torch.Tensor) => {
        log.push(words);
        return by(t);
      };
      const itself = (t: torch.Tensor): torch.Tensor => t;
      const [a, b, c] = saved_tensors_hooks(logged("outer pack", itself), logged("outer unpack", itself), () => {
        const first = x.mul(x);
        using inner = saved_tensors_hooks(
          logged("inner pack", (t) => t.mul(10)),
          logged("inner unpack", (t) => t.div(10)),
        );
        const second = x.exp();
        inner[Symbol.dispose]();
        return [first, second, x.sin()] as const;
      });
      const d = x.mul(x);
      r["forward"] = [...log];
      a.add(b).add(c).add(d).sum().backward();
      r["all"] = log;
      r["x.grad"] = x.grad;
      {
        const y = leaf(2);
        const z = saved_tensors_hooks(
          () => 7,
          (v) => torch.tensor([v]),
          () => y.mul(y),
        );
        z.sum().backward();
        r["pack may store anything"] = y.grad;
      }
      r["pack may not change its input in place"] = err(() =>
        saved_tensors_hooks(
          (t) => t.mul_(2),
          itself,
          () => leaf(2).mul(1).sin(),
        ),
      );
      const packed: unknown[] = [];
      saved_tensors_hooks(
        (t) => {
          packed.push(plain(t));
          return t;
        },
        itself,
        () => {
          leaf(1).add(1);
          leaf(2).mul(torch.tensor([5]));
          torch.ones(1).mul(torch.ones(1));
        },
      );
      r["packed: add none, mul the constant, no graph none"] = packed;
      return r;
    },
    { apart: { "unpack must return a tensor": "JavaScript's numbers are of type number: see below" } },
  );

  scenario("save_on_cpu_and_disabled_hooks", () => {
    const x = leaf(2, 3);
    const y = graph.save_on_cpu(() => x.mul(x));
    y.sum().backward();
    const { disable_saved_tensors_hooks } = graph;
    return {
      save_on_cpu: x.grad,
      disabled: err(() =>
        disable_saved_tensors_hooks("no hooks here", () =>
          saved_tensors_hooks(
            (t) => t,
            (t) => t,
            () => leaf(1).mul(leaf(1)),
          ),
        ),
      ),
      "without hooks it does nothing": disable_saved_tensors_hooks("no hooks here", () => leaf(2).mul(3)),
    };
  });

  scenario("allow_mutation_on_saved_tensors", () => {
    const r: Record<string, unknown> = {};
    graph.allow_mutation_on_saved_tensors(() => {
      {
        const x = leaf(2, 3);
        const a = x.clone();
        const b = a.mul(a);
        a.mul_(10);
        b.sum().backward();
        r["gradient with the values before"] = x.grad;
        r["a"] = a;
      }
      const x = leaf(2, 3);
      const y = x.exp();
      y.zero_();
      r["result zeroed"] = err(() => {
        y.sum().backward();
        return x.grad;
      });
    });
    const a = leaf(2, 3).clone();
    const b = a.mul(a);
    a.mul_(10);
    r["outside"] = err(() => {
      b.sum().backward();
    });
    return r;
  });

  it("an unpack hook must give a tensor", () => {
    const y = leaf(2);
    const z = saved_tensors_hooks(
      (t) => t,
      () => 3 as unknown as torch.Tensor,
      () => y.mul(y),
    );
    assert.throws(
      () => {
        z.sum().backward();
      },
      {
        name: "TypeError",
        message: "Output of saved tensor unpack_hook expected to be a Tensor but got result of type number",
      },
    );
  });
});
