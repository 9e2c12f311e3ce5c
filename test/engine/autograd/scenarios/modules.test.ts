import * as torch from "../../../../src/engine/index.js";
import { err, gradFnName, plain, scenario } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const { nn } = torch;
type Tensor = torch.Tensor;

/** Changes nothing, and takes whatever comes. */
class Identity extends nn.Module {
  override forward(x: Tensor): Tensor {
    return x;
  }
}

class Scaled extends nn.Module {
  override forward(x: Tensor, { k = 1 }: { k?: number } = {}): Tensor {
    return x.mul(k);
  }
}

const names = (entries: readonly (readonly [string, unknown])[]): readonly string[] => entries.map(([name]) => name);

function weighted(...weights: number[]): torch.nn.Linear {
  const layer = new nn.Linear(weights.length, 1, { bias: false });
  torch.no_grad(() => layer.weight.copy_(torch.tensor([weights])));
  return layer;
}

describe("hooks of modules, as PyTorch's scenarios have them:", () => {
  scenario("module_hooks", () => {
    const log: unknown[] = [];
    const m = weighted(2, 3);
    m.register_forward_pre_hook((_, [x]) => void log.push(["forward_pre", plain(x)]));
    m.register_forward_hook((_, __, output) => void log.push(["forward", plain(output)]));
    m.register_full_backward_hook((_, gi, go) => void log.push(["full_backward", plain(gi), plain(go)]));
    const x = torch.ones(1, 2, { requires_grad: true });
    m(x).mul(5).sum().backward();
    const r: Record<string, unknown> = { log, "x.grad": x.grad, "w.grad": m.weight.grad };
    const m2 = new Identity();
    m2.register_forward_hook((_, __, o) => o.mul(10));
    r["forward hook may replace the output"] = m2(torch.ones(1));
    const m3 = new Identity();
    m3.register_forward_pre_hook((_, [i]) => i.mul(4));
    r["pre hook may replace the input"] = m3(torch.ones(1));
    return r;
  });

  scenario("module_full_backward_hooks", () => {
    const r: Record<string, unknown> = {};
    const log: unknown[] = [];
    let m = weighted(2, 3);
    m.register_full_backward_pre_hook((_, go) => {
      log.push(["pre", plain(go)]);
      return [go[0]!.mul(10)];
    });
    m.register_full_backward_hook((_, gi, go) => {
      log.push(["post", plain(gi), plain(go)]);
      return [gi[0]!.add(1)];
    });
    const x = torch.ones(1, 2, { requires_grad: true });
    const y = m(x);
    r["grad_fn of the output"] = gradFnName(y);
    y.mul(5).sum().backward();
    Object.assign(r, { log, "x.grad": x.grad, "w.grad": m.weight.grad });

    const log2: unknown[] = [];
    m = new nn.Linear(2, 1);
    m.register_full_backward_hook((_, gi, go) => void log2.push([plain(gi), plain(go)]));
    m(torch.ones(1, 2)).sum().backward();
    r["input does not require grad"] = log2;

    const order: string[] = [];
    const told = (what: string) => (): void => void order.push(what);
    const hooked = new Identity();
    hooked.register_full_backward_hook(told("a"));
    hooked.register_full_backward_hook(told("b"));
    hooked.register_full_backward_hook(told("first"), { prepend: true });
    hooked.register_full_backward_pre_hook(told("pre a"));
    hooked.register_full_backward_pre_hook(told("pre first"), { prepend: true });
    hooked(leaf(1)).sum().backward();
    r["order"] = order;

    const greedy = new Identity();
    greedy.register_full_backward_hook((_, gi) => [gi[0]!, gi[0]!]);
    r["returns too many"] = err(() => {
      greedy(leaf(1)).sum().backward();
    });

    const silent = new Identity();
    silent.register_full_backward_hook(() => null);
    r["in-place on the output"] = err(() => silent(leaf(1).mul(1)).add_(1));
    const h = leaf(1).mul(1);
    r["in-place on the input, then the module"] = err(() => [silent(h), h.add_(1)]);

    const twice: unknown[] = [];
    const used = new Identity();
    used.register_full_backward_hook((_, __, go) => void twice.push(plain(go)));
    used(used(leaf(2)))
      .mul(3)
      .sum()
      .backward();
    r["module used twice"] = twice;
    return r;
  });

  scenario("module_hooks_order_in_a_tree", () => {
    const order: string[] = [];
    const net = new nn.Sequential(new nn.Linear(1, 1), new nn.Tanh());
    for (const [path, module] of net.named_modules()) {
      const name = path === "" ? "root" : path;
      module.register_forward_pre_hook(() => void order.push(`forward pre ${name}`));
      module.register_forward_hook(() => void order.push(`forward ${name}`));
      module.register_full_backward_pre_hook(() => void order.push(`backward pre ${name}`));
      module.register_full_backward_hook(() => void order.push(`backward ${name}`));
    }
    net(torch.ones(1, 1, { requires_grad: true }))
      .sum()
      .backward();
    return { order };
  });

  scenario(
    "module_forward_hooks_with_kwargs",
    () => {
      const log: unknown[] = [];
      let m = new Scaled();
      const handle = m.register_forward_pre_hook(
        (_, args, kwargs) => {
          log.push(["pre", plain(args), Object.keys(kwargs).sort()]);
          return [args, { ...kwargs, k: 5 }];
        },
        { with_kwargs: true },
      );
      m.register_forward_hook(
        (_, __, kwargs, output) => {
          log.push(["post", kwargs["k"], plain(output)]);
          return output.add(1);
        },
        { with_kwargs: true },
      );
      const r: Record<string, unknown> = { "k replaced": m(torch.ones(2), { k: 3 }), log: [...log] };
      handle.remove();
      r["after removing the pre hook"] = m(torch.ones(2), { k: 3 });
      m = new Scaled();
      m.register_forward_pre_hook((_, args) => args as never, { with_kwargs: true });

      m = new Scaled();
      const calls: string[] = [];
      m.register_forward_hook(() => void calls.push("plain"));
      m.register_forward_hook(() => void calls.push("always"), { always_call: true });
      m.forward = () => {
        throw Object.assign(new Error("in forward"), { name: "ValueError" });
      };
      r["forward raises"] = err(() => m(torch.ones(1)));
      r["always_call"] = calls;
      return r;
    },
    { apart: { "a with_kwargs pre hook must return a pair": "the printed tuple is an array here" } },
  );
});

describe("fields of modules, as PyTorch's scenarios have them:", () => {
  scenario(
    "buffers_and_registration",
    () => {
      class Empty extends nn.Module {
        declare a?: Tensor;
        declare p: torch.nn.Parameter | null;
        declare d: torch.nn.Buffer;
        q = null;
        plain = torch.ones(1);
      }
      const m = new Empty();
      m.register_buffer("a", torch.ones(1));
      m.register_buffer("b", torch.ones(1), { persistent: false });
      m.register_buffer("c", null);
      m.p = new nn.Parameter(torch.ones(1));
      m.register_parameter("r", null);
      const r: Record<string, unknown> = {
        state_dict: Object.keys(m.state_dict()),
        named_buffers: names(m.named_buffers()),
        named_parameters: names(m.named_parameters()),
      };

      r["not a tensor"] = err(() => {
        m.register_buffer("z", 3 as never);
      });
      r["parameter not a Parameter"] = err(() => {
        m.register_parameter("z", torch.ones(1) as never);
      });
      r["parameter with grad_fn"] = err(() => {
        m.register_parameter("z", new nn.Parameter(torch.ones(1)).mul(1) as never);
      });
      const p = m.p;
      m.p = torch.ones(1) as never;
      r["assign a tensor to a parameter name"] = err(() => m.named_parameters());
      m.p = p;
      m.a = torch.full([1], 5);
      r["assign to a buffer name"] = Object.fromEntries(m.named_buffers())["a"];
      m.p = null;
      r["parameter set to None"] = names(m.named_parameters());
      delete m.a;
      r["deleted"] = names(m.named_buffers());
      m.d = new nn.Buffer(torch.ones(2));
      r["nn.Buffer"] = names(m.named_buffers());
      m.add_module("s", new nn.Tanh());
      r["add_module"] = names(m.named_children());
      r["add_module not a module"] = err(() => {
        m.add_module("t", 3 as never);
      });
      r["get_submodule"] = m.get_submodule("s").constructor.name;
      r["get_submodule missing"] = err(() => m.get_submodule("s.nope"));
      r["double()"] = new nn.Linear(1, 1).double().weight.dtype.name;
      return r;
    },
    {
      apart: {
        "name with a dot": "Python prints a KeyError's text quoted",
        "empty name": "Python prints a KeyError's text quoted",
        "buffer over attribute": "Python prints a KeyError's text quoted",
        "get_parameter missing": "names the class, which is Module there",
      },
    },
  );

  scenario(
    "module_rules",
    () => {
      class Empty extends nn.Module {
        declare x: torch.nn.Parameter;
      }
      const m = new Empty();
      m.x = new nn.Parameter(torch.ones(1));
      const l = new nn.Linear(2, 3);
      const s = new nn.Sequential(new nn.Linear(2, 2), new nn.ReLU(), new nn.BatchNorm1d(2));
      const r: Record<string, unknown> = {
        "parameters appear": names(m.named_parameters()),
        "call without forward": err(() => new nn.Module()(1 as never)),
        "state_dict keys": Object.keys(s.state_dict()),
        named_modules: names(s.named_modules()),
        "load missing": err(() => l.load_state_dict({ weight: torch.ones(3, 2) })),
        "load wrong shape": err(() => l.load_state_dict({ weight: torch.ones(2, 2), bias: torch.ones(3) })),
        repr: String(s),
        children: names(s.named_children()),
        count: s.parameters().reduce((total, parameter) => total + parameter.numel(), 0),
      };
      r["parameter not leaf"] = err(() => {
        l.weight = torch.ones(3, 2) as never;
        l.parameters();
      });
      return r;
    },
    {
      apart: {
        "assign before super().__init__": "JavaScript itself throws for fields before super()",
        "unknown attribute": "is undefined, as in any object",
      },
    },
  );

  scenario("load_state_dict_rules", () => {
    const make = (): torch.nn.Sequential => new nn.Sequential(new nn.Linear(2, 1), new nn.BatchNorm1d(1));
    const m = make();
    const first = m.at<torch.nn.Linear>(0);
    const state = m.state_dict();
    const r: Record<string, unknown> = {
      keys: Object.keys(state),
      "values share memory": state["0.weight"]!.data_ptr() === first.weight.data_ptr(),
      "values require grad": state["0.weight"]!.requires_grad,
      keep_vars: m.state_dict({ keep_vars: true })["0.weight"]!.requires_grad,
      prefix: Object.keys(first.state_dict({ prefix: "a." })),
    };
    const partial = { "0.weight": torch.ones(1, 2), "x.y": torch.ones(1) };
    r["strict, missing and unexpected"] = err(() => make().load_state_dict(partial));
    const { missing_keys, unexpected_keys } = make().load_state_dict(partial, { strict: false });
    r["strict=False"] = { missing: missing_keys, unexpected: unexpected_keys };
    r["wrong shape even with strict=False"] = err(() =>
      make().load_state_dict({ "0.weight": torch.ones(3, 2) }, false),
    );
    r["ok returns"] = String(make().load_state_dict(state));
    const n = make();
    const w = n.at<torch.nn.Linear>(0).weight;
    n.load_state_dict(Object.fromEntries(Object.entries(state).map(([k, v]) => [k, torch.full_like(v, 2)])));
    r["copies in place"] = [n.at<torch.nn.Linear>(0).weight === w, plain(w), w._version];
    const weight = torch.full([1, 2], 7, { dtype: torch.float64 });
    const layer = new nn.Linear(2, 1);
    const before = layer.weight;
    layer.load_state_dict({ weight, bias: torch.zeros(1) });
    r["dtype kept"] = layer.weight.dtype.name;
    layer.load_state_dict({ weight, bias: torch.zeros(1) }, { assign: true });
    const { weight: now } = layer;
    r["assign=True"] = [now === before, now.dtype.name, now.constructor.name, now.requires_grad];
    r["not a dict"] = err(() => layer.load_state_dict(3 as never));
    r["value not a tensor"] = err(() => layer.load_state_dict({ weight: 3, bias: torch.zeros(1) }));
    return r;
  });

  scenario(
    "module_traversal",
    () => {
      class Net extends nn.Module {
        b = new nn.Linear(1, 1);
        a = new nn.Sequential(new nn.Tanh(), new nn.Dropout(0.5));
        w = new nn.Parameter(torch.ones(1));
        tied = this.b;
        override extra_repr(): string {
          return "size=3, name='x'";
        }
        override forward(x: Tensor): Tensor {
          return this.tied(this.a(this.b(x))).mul(this.w);
        }
      }
      const m = new Net();
      const order: string[] = [];
      m.apply((module) => order.push(module.constructor.name));
      const modes = (): readonly boolean[] => m.modules().map(({ training }) => training);
      const r: Record<string, unknown> = {
        "apply order": order,
        modules: names(m.named_modules()),
        children: names(m.named_children()),
        parameters: names(m.named_parameters()),
        "parameters with duplicates": names(m.named_parameters({ remove_duplicate: false })),
        "recurse=False": names(m.named_parameters({ recurse: false })),
        state_dict: Object.keys(m.state_dict()),
        repr: String(m),
      };
      m.eval();
      r["eval"] = modes();
      m.train();
      m.a.eval();
      r["a.eval()"] = modes();
      r["train returns self"] = m.train() === m;
      r["bad mode"] = err(() => m.train("yes" as never));
      m.eval();
      m(torch.full([1, 1], 2))
        .sum()
        .backward();
      r["grads present"] = names(m.named_parameters().filter(([, { grad }]) => grad !== null));
      m.requires_grad_(false);
      r["requires_grad_(False)"] = m.parameters().map(({ requires_grad }) => requires_grad);
      r["prefix"] = names(m.named_parameters({ prefix: "net" }));
      return r;
    },
    { apart: { "type()": "there is no float16" } },
  );

  scenario(
    "multi_layer_module_tree",
    () => {
      const m = new nn.Sequential(new nn.Linear(2, 3), new nn.Tanh(), new nn.Linear(3, 1));
      const loss = nn.functional.mse_loss(m(torch.ones(4, 2)), torch.zeros(4, 1));
      const x = leaf(1);
      const y = x.mul(2);
      const z = y.add(y);
      return {
        mlp: tree(loss.grad_fn),
        "y+y shares the node": z.grad_fn!.next_functions[0]![0] === z.grad_fn!.next_functions[1]![0],
      };
    },
    {
      apart: {
        "gradient graph of x**3": "rules are written in tensor methods, PyTorch has nodes for some of them",
        "backward of mul": "rules are written in tensor methods, PyTorch has nodes for some of them",
      },
    },
  );
});

type Node = NonNullable<Tensor["grad_fn"]>;

function tree(node: Node | null): unknown {
  if (node === null) return null;
  const next = node.next_functions.map(([fn, index]) => (fn === null ? null : [tree(fn), index]));
  return [node.name().replace("torch::autograd::", ""), ...next];
}
