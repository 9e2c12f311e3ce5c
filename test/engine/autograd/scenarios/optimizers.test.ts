import * as torch from "../../../../src/engine/index.js";
import { err, plain, scenario, warns } from "../../support/scenario.js";
import { leaf } from "../../support/tensors.js";

const { nn, optim } = torch;
const { utils } = nn;
const unchecked = (value: unknown): never => value as never;
const nameOf = (value: object): string => value.constructor.name;

describe("PyTorch's scenarios: optimizers", () => {
  scenario("optimizer_rules", () => {
    const x = leaf(1);
    return {
      empty: err(() => new optim.SGD([], { lr: 0.1 })),
      "tensor instead of list": err(() => new optim.SGD(unchecked(x), { lr: 0.1 })),
      "non-leaf": err(() => new optim.SGD([x.mul(2)], { lr: 0.1 })),
      "negative lr": err(() => new optim.SGD([x], { lr: -1 })),
      "missing lr": err(() => `<${nameOf(new optim.SGD([x]))}>`),
      "nesterov without momentum": err(() => new optim.SGD([x], { lr: 0.1, nesterov: true })),
      "bad betas": err(() => new optim.Adam([x], { betas: [1, 0.9] })),
      duplicate: warns(() => new optim.SGD([x, x], { lr: 0.1 }))[1],
      "step with grad None": err(() => new optim.SGD([x], { lr: 0.1 }).step()),
      value: x,
      "not requiring grad": err(() => nameOf(new optim.SGD([torch.ones(1)], { lr: 0.1 }))),
      "in two groups": err(() => new optim.SGD([{ params: [x] }, { params: [x] }], { lr: 0.1 })),
      "clip_grad_norm_ error_if_nonfinite": err(() => {
        x.grad = torch.tensor([NaN]);
        utils.clip_grad_norm_([x], 1, { error_if_nonfinite: true });
      }),
    };
  });

  scenario("optimizer_hooks_and_closure", () => {
    const x = leaf(1);
    const optimizer = new optim.SGD([x], { lr: 0.1 });
    const log: unknown[] = [];
    optimizer.register_step_pre_hook(() => void log.push(["pre", plain(x)]));
    const handle = optimizer.register_step_post_hook(() => void log.push(["post", plain(x)]));
    x.mul(3).sum().backward();
    const first = optimizer.step();
    handle.remove();
    const second = optimizer
      .step(() => {
        optimizer.zero_grad();
        const loss = x.mul(3).sum();
        loss.backward();
        return loss;
      })
      .item();
    const p = leaf(1);
    const other = new optim.SGD([p], { lr: 0.1 });
    return {
      "step returns": first,
      "step(closure) returns the loss before": second,
      log,
      x,
      "lbfgs without closure": err(() => (new optim.LBFGS([x]).step as () => unknown).call(new optim.LBFGS([x]))),
      "grad mode in a closure under no_grad": torch.no_grad(() =>
        err(() =>
          other.step(() => {
            p.mul(2).sum().backward();
            return p.mul(2).sum();
          }),
        ),
      ),
      p,
    };
  });

  scenario("optimizer_param_groups", () => {
    const [a, b, c] = [leaf(1), leaf(2), leaf(3)];
    const optimizer = new optim.SGD([{ params: [a], lr: 0.5 }, { params: b }], { lr: 0.1, momentum: 0.9 });
    const settings = ({ params: _params, ...rest }: object & { params: unknown }): object => rest;
    const groups = optimizer.param_groups.map((group) => settings(group));
    optimizer.add_param_group({ params: [c], weight_decay: 0.3 });
    const named = (): torch.optim.SGD => new optim.SGD(new nn.Linear(1, 1).named_parameters(), { lr: 0.1 });
    return {
      groups,
      added: settings(optimizer.param_groups[2]!),
      "already there": err(() => optimizer.add_param_group({ params: [a] })),
      "not a dict": err(() => optimizer.add_param_group(unchecked([leaf(1)]))),
      "a set": err(() => optimizer.add_param_group({ params: new Set([leaf(1)]) })),
      "not a tensor": err(() => optimizer.add_param_group({ params: unchecked([3.5]) })),
      "non-leaf": err(() => optimizer.add_param_group({ params: [leaf(1).mul(2)] })),
      "unknown option is kept": err(() => {
        optimizer.add_param_group(unchecked({ params: [leaf(1)], mine: 5 }));
        return Reflect.get(optimizer.param_groups.at(-1)!, "mine");
      }),
      "no params key": err(() => optimizer.add_param_group(unchecked({ lr: 1 }))),
      "named parameters": err(() => named().param_groups[0]!.param_names),
      "named, then unnamed": err(() => named().add_param_group({ params: [leaf(1)] })),
      "unknown argument": err(() => new optim.SGD([leaf(1)], unchecked({ lr: 0.1, foo: 1 }))),
      "defaults of Adam": new optim.Adam([leaf(1)]).defaults,
      "defaults of AdamW": new optim.AdamW([leaf(1)]).defaults,
      "defaults of SGD": new optim.SGD([leaf(1)]).defaults,
      "AdamW is an Adam": optim.AdamW.prototype instanceof optim.Adam,
    };
  });

  scenario("optimizer_state_dict_round_trip", () => {
    type Saved = torch.optim.OptimizerStateDict;
    const make = (): torch.nn.Linear => {
      const model = new nn.Linear(2, 1);
      nn.init.constant_(model.weight, 0.5);
      nn.init.constant_(model.bias!, 0.25);
      return model;
    };
    const [X, Y] = [
      torch.tensor([
        [1, 2],
        [3, -1],
      ]),
      torch.tensor([[1], [2]]),
    ];
    const train = (model: torch.nn.Linear, optimizer: torch.optim.Optimizer<object, object>, steps: number): void => {
      for (let i = 0; i < steps; i++) {
        optimizer.zero_grad();
        nn.functional.mse_loss(model(X), Y).backward();
        optimizer.step();
      }
    };
    const copied = ({ state, param_groups }: Saved): Saved => ({
      param_groups,
      state: Object.fromEntries(
        Object.entries(state).map(([number, entry]) => [
          number,
          Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, (value as torch.Tensor).clone()])),
        ]),
      ),
    });
    const makers = {
      SGD: (model: torch.nn.Linear) => new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9 }),
      Adam: (model: torch.nn.Linear) => new optim.Adam(model.parameters(), { lr: 0.1 }),
      AdamW: (model: torch.nn.Linear) => new optim.AdamW(model.parameters(), { lr: 0.1, amsgrad: true }),
    };
    const resumed = Object.entries(makers).map(([name, optimizerOf]) => {
      const [model, other] = [make(), make()];
      const optimizer = optimizerOf(model);
      train(model, optimizer, 3);
      const saved = copied(optimizer.state_dict());
      other.load_state_dict(model.state_dict());
      const second: torch.optim.Optimizer<object, object> = optimizerOf(other);
      second.load_state_dict(saved);
      train(model, optimizer, 2);
      train(other, second, 2);
      const facts = {
        "state keys": Object.fromEntries(
          Object.entries(saved.state).map(([number, entry]) => [number, Object.keys(entry).sort()]),
        ),
        "param_groups params": saved.param_groups.map(({ params }) => params),
        "group keys": Object.keys(saved.param_groups[0]!).sort(),
        "resumed equals": torch.equal(model.weight, other.weight),
        weight: model.weight,
        "state 0": optimizer.state_dict().state["0"],
      };
      return [name, facts];
    });
    const plainSGD = new optim.SGD(make().parameters(), { lr: 0.1 });
    const third = new optim.SGD(make().parameters(), { lr: 0.9 });
    third.load_state_dict(plainSGD.state_dict());
    const model = make();
    const source = makers.SGD(model);
    train(model, source, 1);
    const sharing = makers.SGD(make());
    sharing.load_state_dict(source.state_dict());
    const address = (optimizer: torch.optim.SGD): number =>
      optimizer.state_dict().state["0"]!.momentum_buffer!.data_ptr();
    return {
      ...Object.fromEntries(resumed),
      "before the first step": new optim.Adam(make().parameters()).state_dict().state,
      "other number of groups": err(() =>
        new optim.SGD([{ params: [leaf(1)] }, { params: [leaf(2)] }], { lr: 0.1 }).load_state_dict(
          plainSGD.state_dict(),
        ),
      ),
      "other group size": err(() => new optim.SGD([leaf(1)], { lr: 0.1 }).load_state_dict(plainSGD.state_dict())),
      "lr comes from the state": third.param_groups[0]!.lr,
      "the state tensors are shared unless copied": address(sharing) === address(source),
    };
  });

  scenario("clip_grad_rules", () => {
    const make = (): torch.Tensor[] => [leaf(1, 1), leaf(1), leaf(5)];
    const withGradients = (): torch.Tensor[] => {
      const parameters = make();
      parameters[0]!.grad = torch.tensor([3, 0]);
      parameters[1]!.grad = torch.tensor([4]);
      return parameters;
    };
    const gradients = (parameters: readonly torch.Tensor[]): unknown => plain(parameters.map(({ grad }) => grad));
    const facts: Record<string, unknown> = {};
    const first = withGradients();
    facts["norm"] = utils.clip_grad_norm_(first, 1);
    facts["after"] = gradients(first);
    facts["no gradients"] = utils.clip_grad_norm_([leaf(1)], 1);
    const single = leaf(1);
    single.grad = torch.tensor([2]);
    facts["one tensor"] = [plain(utils.clip_grad_norm_(single, 1)), plain(single.grad)];
    facts["norm_type 'inf'"] = utils.clip_grad_norm_(withGradients(), 1, { norm_type: "inf" });
    facts["error_if_nonfinite"] = err(() => {
      const p = leaf(1);
      p.grad = torch.tensor([NaN]);
      utils.clip_grad_norm_([p], 1, { error_if_nonfinite: true });
    });
    const second = withGradients();
    const total = utils.get_total_norm(second.slice(0, 2).map(({ grad }) => grad!));
    facts["get_total_norm"] = plain(total);
    utils.clip_grads_with_norm_(second, 2.5, total);
    facts["clip_grads_with_norm_"] = gradients(second);
    const third = withGradients();
    utils.clip_grad_value_(third, 2);
    facts["clip_grad_value_"] = gradients(third);
    facts["a generator"] = utils.clip_grad_norm_(withGradients().values(), 1);
    const fourth = withGradients();
    facts["parameters_to_vector"] = plain(utils.parameters_to_vector(fourth));
    utils.vector_to_parameters(torch.arange(4, { dtype: torch.float32 }), fourth);
    facts["vector_to_parameters"] = fourth;
    return facts;
  });
});
