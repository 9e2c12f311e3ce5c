import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as torch from "../../../src/engine/index.js";
import { setObserver, type Observer } from "../../../src/engine/observer.js";

const { nn } = torch;

/** y = x·weight + bias, without any of the ready-made modules. */
class Scale extends nn.Module {
  weight: torch.nn.Parameter;
  bias: torch.nn.Parameter | null;

  constructor(weight = 1, withBias = true) {
    super();
    this.weight = new nn.Parameter(torch.tensor([weight]));
    this.bias = withBias ? new nn.Parameter(torch.zeros(1)) : null;
  }

  override forward(x: torch.Tensor): torch.Tensor {
    const y = x.mul(this.weight);
    return this.bias === null ? y : y.add(this.bias);
  }
}

class Net extends nn.Module {
  first = new Scale(2);
  second = new Scale(3, false);
  shared = this.first;
  offset = new nn.Parameter(torch.tensor(0.5));
  steps = 0;
  notAParameter = torch.ones(2, { requires_grad: true });

  constructor() {
    super();
    this.register_buffer("mean", torch.zeros(2));
    this.register_buffer("scratch", torch.ones(1), { persistent: false });
  }

  override forward(x: torch.Tensor, times = 1): torch.Tensor {
    this.steps += times;
    return this.second(this.first(x)).add(this.offset);
  }
}

const names = (entries: readonly (readonly [string, unknown])[]): readonly string[] => entries.map(([name]) => name);

describe("a module is a function", () => {
  it("is called as its forward is, and is an instance of its class", () => {
    const net = new Net();
    assert.equal(typeof net, "function");
    assert.ok(net instanceof Net && net instanceof nn.Module);
    assert.deepEqual(net(torch.tensor([2])).tolist(), [12.5]);
    assert.deepEqual(net.forward(torch.tensor([2]), 4).tolist(), [12.5]);
    assert.equal(net.steps, 5);
    assert.equal(net.constructor.name, "Net");
  });

  it("has the instance's fields only", () => {
    const scale = new Scale();
    assert.deepEqual(Object.keys(scale), ["training", "weight", "bias"]);
    assert.deepEqual(Reflect.ownKeys(scale), ["training", "weight", "bias"]);
  });

  it("works with private fields, accessors and inheritance from a module of one's own", () => {
    class Counting extends Scale {
      #calls = 0;
      get calls(): number {
        return this.#calls;
      }
      override forward(x: torch.Tensor): torch.Tensor {
        this.#calls++;
        return super.forward(x).neg();
      }
    }
    const counting = new Counting(4);
    assert.deepEqual(counting(torch.tensor([1])).tolist(), [-4]);
    assert.equal(counting.calls, 1);
  });

  it("without forward says so, in PyTorch's words", () => {
    class Empty extends nn.Module {}
    const empty: unknown = new Empty();
    assert.throws(
      () => (empty as () => unknown)(),
      /^NotImplementedError: Module \[Empty\] is missing the required "forward" function$/,
    );
  });

  it("tells the observer of its calls, nested, also when forward throws, and restores the site", () => {
    const events: string[] = [];
    const nothing = (): void => undefined;
    let site = 1;
    const observer: Observer = {
      opMade: ({ op }) => events.push(`${op} at ${site}`),
      opUntracked: nothing,
      beforeWrite: nothing,
      backwardBegan: nothing,
      nodeDone: nothing,
      backwardEnded: nothing,
      enterModule: (module) => events.push(`enter ${module.constructor.name}`),
      leaveModule: (module) => events.push(`leave ${module.constructor.name}`),
      saveSite: () => site,
      restoreSite: (saved) => (site = saved),
    };
    class Failing extends nn.Module {
      inner = new Scale();
      override forward(x: torch.Tensor): torch.Tensor {
        site = 2;
        this.inner(x);
        throw new Error("no more");
      }
    }
    const failing = new Failing();
    setObserver(observer);
    try {
      assert.throws(() => failing(torch.ones(1)), /no more/);
    } finally {
      setObserver(null);
    }
    assert.deepEqual(events, ["enter Failing", "enter Scale", "mul at 2", "add at 2", "leave Scale", "leave Failing"]);
    assert.equal(site, 1);
  });
});

describe("what a field holds is registered", () => {
  it("under its name, in the order of definition, each tensor and module once", () => {
    const net = new Net();
    assert.deepEqual(names(net.named_parameters()), ["offset", "first.weight", "first.bias", "second.weight"]);
    assert.deepEqual(names(net.named_parameters("net", false)), ["net.offset"]);
    assert.deepEqual(names(net.named_modules()), ["", "first", "second"]);
    assert.deepEqual(names(net.named_children()), ["first", "second"]);
    assert.deepEqual(names(net.named_buffers()), ["mean", "scratch"]);
    assert.equal(net.parameters().length, 4);
    assert.equal(net.buffers().length, 2);
    assert.deepEqual(net.children(), [net.first, net.second]);
    assert.deepEqual(net.modules(), [net, net.first, net.second]);
  });

  it("and no longer when the field is null, or holds another one", () => {
    const net = new Net();
    net.first.bias = null;
    net.second = new Scale(7);
    assert.deepEqual(names(net.named_parameters()), ["offset", "first.weight", "second.weight", "second.bias"]);
  });

  it("by name as well, unless the name is taken", () => {
    const module = new nn.Module();
    module.register_parameter("weight", new nn.Parameter(torch.ones(2)));
    module.register_parameter("bias", null);
    module.add_module("inner", new Scale());
    assert.deepEqual(names(module.named_parameters()), ["weight", "inner.weight", "inner.bias"]);
    const mistakes: readonly (readonly [() => void, RegExp])[] = [
      [() => module.register_parameter("a.b", null), /^KeyError: parameter name can't contain "\."$/],
      [() => module.register_buffer("", null), /^KeyError: buffer name can't be empty string ""$/],
      [() => module.register_buffer("forward", torch.ones(1)), /^KeyError: attribute 'forward' already exists$/],
      [() => module.register_buffer("weight", torch.ones(1)), /^KeyError: attribute 'weight' already exists$/],
      [() => module.add_module("weight", new Scale()), /^KeyError: attribute 'weight' already exists$/],
      [
        () => module.register_parameter("q", torch.ones(1) as torch.nn.Parameter),
        /^TypeError: cannot assign 'torch\.FloatTensor' object to parameter 'q' \(torch\.nn\.Parameter or None required\)$/,
      ],
      [
        () => module.add_module("q", torch.ones(1) as never),
        /^TypeError: torch\.FloatTensor is not a Module subclass$/,
      ],
    ];
    for (const [run, text] of mistakes) assert.throws(run, text);
  });
});

describe("a field that is taken away", () => {
  it("may hold a tensor where a parameter was", () => {
    const layer = new nn.Linear(2, 1);
    const weight = layer.weight.mul(2);
    layer.__delattr__("weight");
    Object.assign(layer, { weight });
    assert.deepEqual(Object.keys(layer.state_dict()), ["bias"]);
    assert.equal(layer(torch.ones(1, 2)).item(), weight.sum().add(layer.bias!).item());
  });

  it("has to be there", () => {
    assert.throws(() => {
      new nn.Linear(2, 1).__delattr__("wieght");
    }, /^AttributeError: 'Linear' object has no attribute 'wieght'$/);
  });
});

describe("a module's state", () => {
  it("is a dictionary that shares its numbers with the module", () => {
    const net = new Net();
    const state = net.state_dict();
    assert.deepEqual(Object.keys(state), [
      "offset",
      "mean",
      "first.weight",
      "first.bias",
      "second.weight",
      "shared.weight",
      "shared.bias",
    ]);
    assert.ok(Object.values(state).every((tensor) => !tensor.requires_grad));
    torch.no_grad(() => net.first.weight.fill_(9));
    assert.deepEqual(state["first.weight"]!.tolist(), [9]);
  });

  it("is copied into another module of the kind", () => {
    const [from, to] = [new Scale(5), new Scale(1)];
    assert.equal(String(to.load_state_dict(from.state_dict())), "<All keys matched successfully>");
    assert.deepEqual(to(torch.ones(1)).tolist(), [5]);
    torch.no_grad(() => from.weight.zero_());
    assert.deepEqual(to.weight.tolist(), [5]);
  });

  it("that does not fit is refused with all there is to say", () => {
    const scale = new Scale();
    const wrong = { weight: torch.ones(3), other: torch.ones(1) };
    assert.throws(() => scale.load_state_dict(wrong), {
      name: "RuntimeError",
      message:
        'Error(s) in loading state_dict for Scale:\n\tMissing key(s) in state_dict: "bias". \n\tUnexpected key(s) in state_dict: "other". \n\tsize mismatch for weight: copying a param with shape torch.Size([3]) from checkpoint, the shape in current model is torch.Size([1]).',
    });
    const [missing, unexpected] = scale.load_state_dict({ weight: torch.tensor([6]) }, false);
    assert.deepEqual([missing, unexpected], [["bias"], []]);
    assert.deepEqual(scale.weight.tolist(), [6]);
    assert.throws(
      () => scale.load_state_dict([] as never),
      /^TypeError: Expected state_dict to be dict-like, got <class 'tuple'>\.$/,
    );
  });

  it("of training is set for all modules in it", () => {
    const net = new Net();
    assert.equal(net.eval(), net);
    assert.deepEqual(
      net.modules().map(({ training }) => training),
      [false, false, false],
    );
    net.train();
    assert.ok(net.first.training);
    assert.throws(() => net.train(1 as never), /^ValueError: training mode is expected to be boolean$/);
  });

  it("of gradients can be cleared to null or to zeros, and switched off", () => {
    const net = new Net();
    net(torch.ones(1)).sum().backward();
    assert.equal(net.first.weight.grad!.item(), 3);
    net.zero_grad({ set_to_none: false });
    assert.equal(net.first.weight.grad!.item(), 0);
    net.zero_grad();
    assert.equal(net.first.weight.grad, null);
    net.requires_grad_(false);
    assert.ok(!net(torch.ones(1)).requires_grad);
  });

  it("can be brought to another dtype in place, gradients too", () => {
    const net = new Net();
    const { weight } = net.first;
    net(torch.ones(1)).sum().backward();
    assert.equal(net.to(torch.float64).first.weight, weight);
    assert.deepEqual([weight.dtype, weight.grad!.dtype, weight.requires_grad], [torch.float64, torch.float64, true]);
    assert.equal(net(torch.ones(1, { dtype: torch.float64 })).item(), 6.5);
    assert.throws(
      () => net.to(torch.int64),
      /^TypeError: nn\.Module\.to only accepts floating point or complex dtypes/,
    );
  });

  it("can be changed by a function that visits the innermost modules first", () => {
    const order: string[] = [];
    const net = new Net();
    assert.equal(
      net.apply((module) => order.push(module.constructor.name)),
      net,
    );
    assert.deepEqual(order, ["Scale", "Scale", "Net"]);
  });
});

describe("the printed form", () => {
  it("of a module is PyTorch's, wherever it is printed", () => {
    const text = "Net(\n  (first): Scale()\n  (second): Scale()\n  (shared): Scale()\n)";
    const net = new Net();
    assert.equal(inspect(net), text);
    assert.equal(String(net), text);
    assert.equal(`${net}`, text);
  });

  it("of a parameter tells that it is one", () => {
    const text = "Parameter containing:\ntensor([2.], requires_grad=True)";
    const { weight } = new Scale(2);
    assert.equal(inspect(weight), text);
    assert.equal(`${weight}`, text);
  });
});

describe("nn.Parameter", () => {
  it("is a leaf that shows the given tensor's numbers and requires grad", () => {
    const data = torch.ones(2);
    const parameter = new nn.Parameter(data);
    torch.no_grad(() => parameter.add_(1));
    assert.deepEqual(data.tolist(), [2, 2]);
    assert.ok(parameter instanceof torch.Tensor && parameter.requires_grad && parameter.is_leaf);
    assert.ok(!(parameter.add(1) instanceof nn.Parameter));
  });

  it("need not require grad, and cannot in an integer dtype", () => {
    assert.ok(!new nn.Parameter(torch.ones(1), false).requires_grad);
    assert.ok(!new nn.Parameter(torch.ones(1), { requires_grad: false }).requires_grad);
    assert.throws(
      () => new nn.Parameter(torch.tensor([1n])),
      /Only Tensors of floating point and complex dtype can require gradients/,
    );
    assert.throws(
      () => new nn.Parameter([1] as never),
      /^TypeError: Parameter\(\): argument 'data' must be Tensor, not Array$/,
    );
  });
});

describe("torch.deepcopy", () => {
  it("copies a model with what it shares, its modes, hooks and buffers, and not its gradients", () => {
    const net = new Net();
    net(torch.ones(1)).sum().backward();
    net.second.eval();
    net.first.register_forward_hook((_, __, output) => output.mul(10));
    const copy = torch.deepcopy(net);
    assert.ok(copy instanceof Net && copy !== net);
    assert.equal(copy.shared, copy.first);
    assert.notEqual(copy.first, net.first);
    assert.deepEqual(names(copy.named_buffers()), names(net.named_buffers()));
    assert.deepEqual(Object.keys(copy.state_dict()), Object.keys(net.state_dict()));
    assert.equal(copy.second.training, false);
    assert.equal(copy.first.weight.grad, null);
    assert.deepEqual(copy(torch.ones(1)).tolist(), net(torch.ones(1)).tolist());
    torch.no_grad(() => copy.first.weight.zero_());
    assert.deepEqual(net.first.weight.tolist(), [2]);
    copy.register_buffer("own", torch.ones(1));
    assert.ok(!("own" in net));
  });

  it("keeps views of one storage together, and the gradients of tensors that are no parameters", () => {
    const base = torch.arange(4, { dtype: torch.float32 });
    const x = torch.ones(2, { requires_grad: true });
    x.mul(3).sum().backward();
    const [all, part, leaf, map] = torch.deepcopy([base, base.narrow(0, 1, 2), x, new Map([[x, [x]]])] as const);
    all.fill_(7);
    assert.deepEqual(part.tolist(), [7, 7]);
    assert.deepEqual(base.tolist(), [0, 1, 2, 3]);
    assert.deepEqual(leaf.grad!.tolist(), [3, 3]);
    assert.equal(leaf.requires_grad, true);
    assert.equal(map.get(leaf)![0], leaf);
  });

  it("refuses tensors that have a history", () => {
    const y = torch.ones(1, { requires_grad: true }).mul(2);
    assert.throws(() => torch.deepcopy({ y }), /^RuntimeError: Only Tensors created explicitly by the user/);
  });
});

describe("a model of modules", () => {
  it("is told of hooks of all modules, which come before a module's own", () => {
    const order: string[] = [];
    const global = nn.modules.module.register_module_forward_pre_hook((module) => {
      order.push(`all ${module.constructor.name}`);
    });
    const scale = new Scale(2);
    scale.register_forward_pre_hook(() => void order.push("own"));
    scale(torch.ones(1));
    global.remove();
    scale(torch.ones(1));
    assert.deepEqual(order, ["all Scale", "own", "own"]);
  });

  it("has extra state beside its tensors", () => {
    class Counted extends Scale {
      count = 3;
      override get_extra_state(): unknown {
        return { count: this.count };
      }
      override set_extra_state(state: unknown): void {
        this.count = (state as { count: number }).count;
      }
    }
    const counted = new Counted();
    const state: Record<string, unknown> = { ...counted.state_dict() };
    assert.deepEqual(state["_extra_state"], { count: 3 });
    state["_extra_state"] = { count: 5 };
    counted.load_state_dict(state);
    assert.equal(counted.count, 5);
    assert.throws(() => new Scale().load_state_dict(state), /Unexpected key\(s\) in state_dict: "_extra_state"/);
  });

  it("changes what it saves and loads by hooks", () => {
    const [from, to] = [new Scale(5), new Scale()];
    from.register_state_dict_post_hook((_, state, prefix) => {
      state[`${prefix}old_weight`] = state[`${prefix}weight`];
      Reflect.deleteProperty(state, `${prefix}weight`);
    });
    to.register_load_state_dict_pre_hook((_, state, prefix) => {
      state[`${prefix}weight`] = state[`${prefix}old_weight`];
      Reflect.deleteProperty(state, `${prefix}old_weight`);
    });
    to.register_load_state_dict_post_hook((_, keys) => void keys.missing_keys.splice(0));
    const { bias: _, ...state } = from.state_dict();
    to.load_state_dict(state);
    assert.deepEqual(to.weight.tolist(), [5]);
    assert.deepEqual(Object.keys(state), ["old_weight"]);
  });

  it("takes tensors over instead of their numbers, with assign", () => {
    const scale = new Scale();
    const weight = torch.tensor([2], { dtype: torch.float64 });
    scale.load_state_dict({ weight, bias: new nn.Parameter(torch.ones(1)) }, { assign: true });
    assert.equal(scale.weight.dtype, torch.float64);
    assert.equal(scale.weight.data_ptr(), weight.data_ptr());
  });
});

describe("the module at a path", () => {
  it("is found, and replaced by another", () => {
    const net = new Net();
    assert.equal(net.get_submodule("second"), net.second);
    assert.equal(net.get_parameter("first.weight"), net.first.weight);
    assert.deepEqual(net.get_buffer("mean").tolist(), [0, 0]);
    const scale = new Scale(7);
    net.set_submodule("second", scale);
    assert.equal(net.second, scale);
    assert.throws(() => {
      net.set_submodule("", scale);
    }, /Cannot set the submodule without a target name!/);
    assert.throws(() => {
      net.set_submodule("third", scale, { strict: true });
    }, /Net has no attribute `third`/);
    assert.throws(() => {
      net.set_submodule("steps", scale);
    }, /`steps` is not an nn.Module/);
    assert.throws(() => net.get_buffer("offset"), /`offset` is not a buffer/);
  });
});
