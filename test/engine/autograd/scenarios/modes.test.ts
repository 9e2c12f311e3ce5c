import * as torch from "../../../../src/engine/index.js";
import { err, flags, plain, scenario } from "../../support/scenario.js";
import { leaf, scalar } from "../../support/tensors.js";

describe("grad modes, as PyTorch's scenarios have them:", () => {
  scenario("detach_vs_no_grad_vs_requires_grad_false", () => {
    const x = leaf(2);
    const r: Record<string, unknown> = {};
    const d = x.detach();
    r["detach"] = { ...flags(d), shares_memory: d.data_ptr() === x.data_ptr() };
    r["no_grad result"] = flags(torch.no_grad(() => x.mul(3)));
    x.mul(x).add(x.detach().mul(x)).sum().backward();
    r["x*x + detach(x)*x"] = plain(x.grad);
    x.grad = null;
    const c = torch.no_grad(() => x.mul(x));
    x.mul(c).sum().backward();
    r["x * no_grad(x*x)"] = x.grad;
    const [nl, v] = torch.no_grad(() => [torch.ones(1, { requires_grad: true }), x.view(1)] as const);
    r["leaf made in no_grad"] = flags(nl);
    r["view made in no_grad"] = flags(v);
    r["_is_view"] = v._is_view();
    return r;
  });

  scenario("set_grad_enabled_forms", () => {
    const x = leaf(2);
    const r: Record<string, unknown> = {
      "context False": torch.set_grad_enabled(false, () => flags(x.mul(2))),
      "context True": torch.set_grad_enabled(true, () => flags(x.mul(2))),
    };
    torch.set_grad_enabled(false);
    r["function form"] = [torch.is_grad_enabled(), flags(x.mul(2))];
    torch.set_grad_enabled(true);
    r["restored"] = torch.is_grad_enabled();
    return r;
  });

  scenario("grad_mode_restored_on_exception", () => {
    const r: Record<string, unknown> = {};
    err(() =>
      torch.no_grad(() => {
        r["inside"] = torch.is_grad_enabled();
        throw new Error("boom");
      }),
    );
    r["after"] = torch.is_grad_enabled();
    err(() =>
      torch.no_grad(() => {
        torch.enable_grad(() => {
          throw new Error("boom");
        });
      }),
    );
    r["after nested"] = torch.is_grad_enabled();
    return r;
  });

  scenario("grad_mode_decorators", () => {
    const x = leaf(2);
    const r: Record<string, unknown> = {};
    const f = torch.set_grad_enabled.wrap(false, () => flags(x.mul(2)));
    const g = torch.enable_grad.wrap(() => flags(x.mul(2)));
    const h = torch.no_grad.wrap(() => flags(x.mul(2)));
    const gen = torch.no_grad.wrap(function* () {
      yield torch.is_grad_enabled();
      yield torch.is_grad_enabled();
    });
    r["set_grad_enabled(False)"] = f();
    r["state after decorating"] = torch.is_grad_enabled();
    r["enable_grad inside no_grad"] = torch.no_grad(() => g());
    r["no_grad without brackets"] = h();
    const it = gen();
    r["generator"] = [it.next().value, torch.is_grad_enabled(), it.next().value, torch.is_grad_enabled()];
    r["after"] = torch.is_grad_enabled();
    const guard = torch.set_grad_enabled(false);
    r["set_grad_enabled acts at once"] = torch.is_grad_enabled();
    guard[Symbol.dispose]();
    r["after its exit"] = torch.is_grad_enabled();
    torch.set_grad_enabled(true);
    return r;
  });

  scenario("inference_mode_rules", () => {
    const x = leaf(2);
    const r: Record<string, unknown> = {};
    const y = torch.inference_mode(() => {
      const made = x.mul(2);
      r["result"] = { ...flags(made), is_inference: made.is_inference() };
      r["grad_enabled"] = torch.is_grad_enabled();
      r["inplace inside ok"] = err(() => made.add_(1));
      return made;
    });
    r["use in autograd (saved)"] = err(() => x.mul(y));
    r["use in autograd (not saved)"] = err(() => x.add(y).requires_grad);
    r["inplace outside"] = err(() => y.add_(1));
    r["requires_grad_ outside"] = err(() => y.requires_grad_());
    r["clone is normal"] = err(() => x.mul(y.clone()).requires_grad);
    r["_version"] = err(() => y._version);
    return r;
  });

  scenario("inference_mode_more", () => {
    const r: Record<string, unknown> = {};
    const y = torch.inference_mode.wrap((t: torch.Tensor) => t.mul(2))(leaf(1));
    r["decorator"] = { ...flags(y), is_inference: y.is_inference() };
    const inner = torch.inference_mode(() => {
      torch.inference_mode(false, () => {
        const z = torch.ones(1);
        r["inference_mode(False) inside"] = [
          z.is_inference(),
          torch.is_inference_mode_enabled(),
          torch.is_grad_enabled(),
        ];
      });
      const w = torch.enable_grad(() => leaf(1).mul(2));
      r["enable_grad inside"] = [flags(w), w.is_inference()];
      const made = torch.ones(1, { requires_grad: true });
      r["leaf made inside"] = [made.requires_grad, made.is_inference(), flags(made.mul(2))];
      r["view of an inference tensor"] = torch.ones(2).view(2).is_inference();
      return made;
    });
    const base = torch.ones(2);
    torch.inference_mode(() => {
      r["view of a normal tensor"] = base.index("0:1").is_inference();
      base.add_(1);
      r["in-place on a normal tensor"] = [plain(base), base.is_inference()];
    });
    r["version of the normal tensor"] = base._version;
    r["add_ of an inference tensor to a normal one"] = err(() => torch.ones(1).add_(y));
    r["a normal leaf times an inference tensor"] = err(() => leaf(1).mul(y));
    r["copy_ of an inference tensor"] = err(() => leaf(1).mul(1).copy_(y).requires_grad);
    r["backward of a leaf made inside"] = err(() => {
      inner.mul(1).sum().backward();
    });
    r["view outside"] = err(() => y.view(1).is_inference());
    r["detach outside"] = err(() => y.detach().is_inference());
    r["save in a module buffer, state_dict"] = err(() => {
      const m = new torch.nn.Module();
      m.register_buffer("b", y);
      return Object.keys(m.state_dict());
    });
    return r;
  });

  scenario("module_freeze_and_eval", () => {
    const { nn } = torch;
    const m = new nn.Sequential(new nn.Linear(2, 2), new nn.Dropout(0.5));
    m.eval();
    const r: Record<string, unknown> = { "eval does not stop grad": flags(m(torch.ones(1, 2)) as torch.Tensor) };
    m.requires_grad_(false);
    r["requires_grad_(False)"] = flags(m(torch.ones(1, 2)) as torch.Tensor);
    r["training flags"] = m.modules().map((each) => each.training);
    return r;
  });

  scenario(
    "item_and_numpy_and_bool",
    () => {
      const x = leaf(1, 2);
      return {
        "item on many": err(() => x.item()),
        "item keeps value": scalar(0.1).item(),
        "iterate 0-d": err(() => [...scalar(1)]),
        "float()": scalar(0.1).item(),
        "int()": Math.trunc(scalar(2.7).item()),
        "deepcopy non-leaf": err(() => torch.deepcopy(x.mul(2))),
        format: scalar(0.123456).item().toFixed(2),
      };
    },
    {
      apart: {
        "numpy with grad": "there is no numpy",
        "bool of many": "JavaScript does not ask objects for their truth",
        "len 0-d": "len() is size(0)",
        "format 1-elem 1-d": "tensors have no number formats",
      },
    },
  );
});
