import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";
import { checkMistakes, wrong } from "../support/checkMistakes.js";

const { optim } = torch;

function parameter(...shape: number[]): torch.Tensor {
  const x = torch.ones(shape, { requires_grad: true });
  x.grad = torch.ones(shape);
  return x;
}

describe("hooks of an optimizer", () => {
  it("are called around each step, those of all optimizers outside its own, until they are removed", () => {
    const optimizer = new optim.SGD([parameter(1)], { lr: 0.5 });
    const log: string[] = [];
    const note = (text: string) => () => void log.push(text);
    const handles = [
      optim.register_optimizer_step_pre_hook(note("all before")),
      optim.register_optimizer_step_post_hook(note("all after")),
      optimizer.register_step_pre_hook(note("before")),
      optimizer.register_step_post_hook((self, args, kwargs) => {
        assert.deepEqual([self === optimizer, args[0] === optimizer, args.length, kwargs], [true, true, 1, {}]);
        log.push("after");
      }),
    ];
    optimizer.step();
    assert.deepEqual(log, ["all before", "before", "after", "all after"]);
    for (const handle of handles) handle.remove();
    optimizer.step();
    assert.equal(log.length, 4);
  });

  it("may give other arguments", () => {
    const x = parameter(1);
    const optimizer = new optim.SGD([x], { lr: 0.5 });
    optimizer.register_step_pre_hook((self) => [[self, () => 7], {}]);
    assert.equal(optimizer.step() as unknown, 7);
  });

  it("see and change what state_dict gives and load_state_dict takes, the prepended ones first", () => {
    const optimizer = new optim.SGD([parameter(1)], { lr: 0.5 });
    const log: string[] = [];
    optimizer.register_state_dict_pre_hook(() => void log.push("before"));
    optimizer.register_state_dict_post_hook((_, saved) => {
      log.push("after");
      return { ...saved, param_groups: saved.param_groups.map((group) => ({ ...group, note: 1 })) };
    });
    optimizer.register_state_dict_post_hook(() => void log.push("first"), { prepend: true });
    optimizer.register_load_state_dict_pre_hook((_, given) => ({
      ...given,
      param_groups: given.param_groups.map((group) => ({ ...group, lr: 0.25 })),
    }));
    optimizer.register_load_state_dict_post_hook((self) => void log.push(`loaded ${self.param_groups[0]!.lr}`));
    const saved = optimizer.state_dict();
    assert.equal(saved.param_groups[0]!["note"], 1);
    optimizer.load_state_dict(saved);
    assert.deepEqual(log, ["before", "first", "after", "loaded 0.25"]);
  });

  it("are called for a class that says itself how it steps", () => {
    class Halving extends optim.Optimizer<{ lr: number }> {
      constructor(params: Iterable<torch.Tensor>) {
        super(params, { lr: 0.5 });
      }

      override step(): void {
        torch.no_grad(() => {
          for (const { params, lr } of this.param_groups) for (const p of params) p.mul_(lr);
        });
      }
    }
    const x = parameter(1);
    const optimizer = new Halving([x]);
    let calls = 0;
    optimizer.register_step_post_hook(() => void calls++);
    const scheduler = new optim.lr_scheduler.ExponentialLR(optimizer, 0.5);
    const { warnings } = captureWarnings(() => {
      optimizer.step();
      scheduler.step();
      optimizer.step();
    });
    assert.deepEqual([x.item(), calls, warnings], [0.125, 2, []]);
  });
});

describe("a group of parameters", () => {
  it("is the object that was given, and is shared by optimizers that are given the same", () => {
    const group = { params: [parameter(1)], lr: 1 };
    const outer = new optim.SGD([group], { lr: 2 });
    const inner = new optim.SGD(outer.param_groups, { lr: 3 });
    group.lr = 0.5;
    assert.deepEqual([outer.param_groups[0]!.lr, inner.param_groups[0]!.lr], [0.5, 0.5]);
    assert.equal(new optim.SGD([Object.freeze({ params: [parameter(1)] })], { lr: 2 }).param_groups[0]!.lr, 2);
  });
});

describe("the state of an optimizer", () => {
  it("begins empty for each parameter, as Python's defaultdict does", () => {
    const [x, y] = [parameter(2), parameter(2)];
    const optimizer = new optim.Adam([x, y]);
    assert.deepEqual([optimizer.state.get(x), optimizer.state_dict().state], [{}, { 0: {} }]);
    optimizer.step();
    const copy = torch.deepcopy(optimizer);
    assert.equal(copy.state.get(copy.param_groups[0]!.params[1]!).step.item(), 1);
    assert.equal(optimizer.state.get(x).step.item(), 1);
  });

  it("takes the parameter's dtype when it is loaded, but for the count of steps", () => {
    const source = new optim.Adam([parameter(2)]);
    source.step();
    const x = torch.ones(2, { dtype: torch.float64, requires_grad: true });
    const target = new optim.Adam([x]);
    target.load_state_dict(source.state_dict());
    const { step, exp_avg } = target.state.get(x);
    assert.deepEqual([step.dtype, step.item(), exp_avg.dtype], [torch.float32, 1, torch.float64]);
  });

  it("of Adagrad is there from the beginning, and of a momentum of 0 never", () => {
    const x = parameter(2);
    assert.deepEqual(new optim.Adagrad([x], { initial_accumulator_value: 3 }).state.get(x).sum.tolist(), [3, 3]);
    const plain = new optim.SGD([x]);
    plain.step();
    assert.deepEqual(plain.state_dict().state, {});
  });

  it("of LBFGS goes on where another one stopped", () => {
    const loss = (x: torch.Tensor) => (): torch.Tensor => {
      x.grad = null;
      const value = x.pow(4).sum().add(x.prod());
      value.backward();
      return value;
    };
    const start = (): torch.Tensor => torch.tensor([0.5, -1.5], { dtype: torch.float64, requires_grad: true });
    const x = start();
    const whole = new optim.LBFGS([x], { max_iter: 3 });
    whole.step(loss(x));
    const y = x.detach().clone().requires_grad_();
    const resumed = new optim.LBFGS([y], { max_iter: 3 });
    resumed.load_state_dict(torch.deepcopy(whole.state_dict()));
    whole.step(loss(x));
    resumed.step(loss(y));
    assert.deepEqual(y.tolist(), x.tolist());
    assert.equal(resumed.state.get(y).n_iter, whole.state.get(x).n_iter);
  });

  it("keeps steps in float64 where that is the default dtype", () => {
    torch.set_default_dtype(torch.float64);
    try {
      const x = parameter(1);
      const optimizer = new optim.NAdam([x]);
      optimizer.step();
      const { step, mu_product } = optimizer.state.get(x);
      assert.deepEqual([step.dtype, mu_product.dtype], [torch.float64, torch.float64]);
    } finally {
      torch.set_default_dtype(torch.float32);
    }
  });
});

const value = { name: "ValueError" };
const type = { name: "TypeError" };
checkMistakes("optimizers", [
  {
    does: "a negative epsilon",
    ...value,
    message: "Invalid epsilon value: -1",
    code: () => new optim.Adamax([parameter(1)], { eps: -1 }),
  },
  {
    does: "a beta above 1",
    ...value,
    message: "Invalid beta parameter at index 1: 2.0",
    code: () => new optim.RAdam([parameter(1)], { betas: [0.9, 2] }),
  },
  {
    does: "a negative momentum decay",
    ...value,
    message: "Invalid momentum_decay value: -1",
    code: () => new optim.NAdam([parameter(1)], { momentum_decay: -1 }),
  },
  {
    does: "a negative alpha",
    ...value,
    message: "Invalid alpha value: -1",
    code: () => new optim.RMSprop([parameter(1)], { alpha: -1 }),
  },
  {
    does: "etas on one side of 1",
    ...value,
    message: "Invalid eta values: 1.1, 1.2",
    code: () => new optim.Rprop([parameter(1)], { etas: [1.1, 1.2] }),
  },
  {
    does: "a negative lr_decay",
    ...value,
    message: "Invalid lr_decay value: -1",
    code: () => new optim.Adagrad([parameter(1)], { lr_decay: -1 }),
  },
  {
    does: "a rho above 1",
    ...value,
    message: "Invalid rho value: 1.5",
    code: () => new optim.Adadelta([parameter(1)], { rho: 1.5 }),
  },
  {
    does: "a learning rate that is NaN",
    ...value,
    message: "Invalid learning rate: nan",
    code: () => new optim.ASGD([parameter(1)], { lr: NaN }),
  },
  {
    does: "a threshold below 1",
    ...value,
    message: "Clipping threshold d should be >= 1 but is: 0.5",
    code: () => new optim.Adafactor([parameter(1)], { d: 0.5 }),
  },
  {
    does: "a growing decay",
    ...value,
    message: "beta2_decay should be <= 0 but is: 0.1",
    code: () => new optim.Adafactor([parameter(1)], { beta2_decay: 0.1 }),
  },
  {
    does: "a vector for Muon",
    ...value,
    message: "Muon only supports 2D parameters whereas we found a parameter with size: torch.Size([2])",
    code: () => new optim.Muon([parameter(2)]),
  },
  {
    does: "an unknown adjustment",
    ...value,
    message: "Adjust learning rate function x is not supported",
    code: () => new optim.Muon([parameter(2, 2)], { adjust_lr_fn: wrong("x") }),
  },
  {
    does: "groups for LBFGS",
    ...value,
    message: "LBFGS doesn't support per-parameter options (parameter groups)",
    code: () => new optim.LBFGS([{ params: parameter(1) }, { params: parameter(2) }]),
  },
  {
    does: "an unknown line search",
    message: "only 'strong_wolfe' is supported",
    code: () => {
      const x = parameter(1);
      return new optim.LBFGS([x], { line_search_fn: wrong("x") }).step(() => x.sum());
    },
  },
  {
    does: "a line search at a loss of NaN",
    name: "IndexError",
    message: /^list index out of range/,
    code: () => {
      const x = torch.tensor([-1.2, 1.3], { requires_grad: true });
      const optimizer = new optim.LBFGS([x], { lr: 0.1, max_iter: 7, line_search_fn: "strong_wolfe" });
      return optimizer.step(() => {
        optimizer.zero_grad();
        const loss = x.log().sum().neg();
        loss.backward();
        return loss;
      });
    },
  },
  {
    does: "two implementations at once",
    message: "`fused` and `foreach` cannot be `True` together.",
    code: () => new optim.Adam([parameter(1)], { fused: true, foreach: true }),
  },
  {
    does: "a step that is to be captured",
    name: "AssertionError",
    message:
      "If capturable=True, params and state_steps must be on supported devices: ['cuda', 'xpu', 'hpu', 'privateuseone', 'xla'].",
    code: () => new optim.Adam([parameter(1)], { capturable: true }).step(),
  },
  {
    does: "a rate of two elements",
    ...value,
    message: "Tensor lr must be 1-element",
    code: () => new optim.SGD([parameter(1)], { lr: torch.ones(2) }),
  },
  {
    does: "a rate that is text",
    ...type,
    message: "SGD(): argument 'lr' must be float, not string",
    code: () => new optim.SGD([parameter(1)], wrong("a")),
  },
  {
    does: "a number for parameters",
    ...type,
    message: "'int' object is not iterable",
    code: () => new optim.SGD(wrong(3)),
  },
  {
    does: "a module for its parameters",
    ...type,
    message: "'Linear' object is not iterable",
    code: () => new optim.SGD(wrong(new torch.nn.Linear(1, 1))),
  },
  {
    does: "a list of modules",
    ...type,
    message: "optimizer can only optimize Tensors, but one of the params is Linear",
    code: () => new optim.SGD(wrong(new torch.nn.Sequential(new torch.nn.Linear(1, 1)))),
  },
  {
    does: "too many settings in order",
    ...type,
    message: "SGD.__init__() takes 7 positional arguments but 8 were given",
    code: () => Reflect.construct(optim.SGD, [[parameter(1)], 0.1, 0, 0, 0, false, true]) as unknown,
  },
  {
    does: "names of some parameters",
    ...value,
    message: "all optimizer params should be with/without names. Some param names are missing",
    code: () => new optim.SGD(wrong([["w", parameter(1)], parameter(1)])),
  },
  {
    does: "a state without groups",
    name: "KeyError",
    message: "'param_groups'",
    code: () => new optim.SGD([parameter(1)]).load_state_dict(wrong({ state: {} })),
  },
  {
    does: "amsgrad that is switched on later",
    name: "KeyError",
    message: "'max_exp_avg_sq'",
    code: () => {
      const optimizer = new optim.Adam([parameter(1)]);
      optimizer.step();
      optimizer.param_groups[0]!.amsgrad = true;
      optimizer.step();
    },
  },
  {
    does: "a hook's result that is no pair",
    message: "SGD.step must return None or a tuple of (new_args, new_kwargs), but got number.",
    code: () => {
      const optimizer = new optim.SGD([parameter(1)]);
      optimizer.register_step_pre_hook(() => wrong(3));
      optimizer.step();
    },
  },
  {
    does: "a class that does not say how it steps",
    name: "NotImplementedError",
    message: /has no step\(\)/,
    code: () => new optim.Optimizer([parameter(1)], {}).step(),
  },
]);
