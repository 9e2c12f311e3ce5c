import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { readOracle } from "../support/oracle.js";

const { nn, optim } = torch;
const F = nn.functional;

interface Frozen {
  readonly mode: string;
  readonly h: { readonly requires_grad: boolean; readonly grad_fn: string | null; readonly is_leaf: boolean };
  readonly out: { readonly requires_grad: boolean; readonly grad_fn: string | null };
  readonly error?: { readonly message: string };
  readonly params: Readonly<
    Record<
      string,
      { readonly requires_grad: boolean; readonly grad: unknown; readonly before: unknown; readonly after: unknown }
    >
  >;
}

type Net = torch.nn.Sequential;
type Output = readonly [hidden: torch.Tensor, out: torch.Tensor];

const hiddenOf = (net: Net, x: torch.Tensor): torch.Tensor => net.at(1)(net.at(0)(x));

/** The ways of freezing that text 002 compares, by the oracle's names. */
const modes: Readonly<Record<string, (net: Net, x: torch.Tensor) => Output>> = {
  none: plain,
  "requires_grad_(False) on layer 1": (net, x) => {
    net.at(0).requires_grad_(false);
    return plain(net, x);
  },
  "no_grad around layer 1": (net, x) =>
    from(
      torch.no_grad(() => hiddenOf(net, x)),
      net,
    ),
  "detach output of layer 1": (net, x) => from(hiddenOf(net, x).detach(), net),
  "requires_grad_(False) on layer 2": (net, x) => {
    net.at(2).requires_grad_(false);
    return plain(net, x);
  },
  "no_grad around layer 2": (net, x) => {
    const hidden = hiddenOf(net, x);
    return [hidden, torch.no_grad(() => net.at(2)(hidden))];
  },
  "detach output of layer 2": (net, x) => {
    const [hidden, out] = plain(net, x);
    return [hidden, out.detach()];
  },
  "requires_grad_(False) on everything": (net, x) => {
    net.requires_grad_(false);
    return plain(net, x);
  },
  "layer 2 with detached weights": (net, x) => {
    const hidden = hiddenOf(net, x);
    const { weight, bias } = net.at<torch.nn.Linear>(2);
    return [hidden, F.linear(hidden, weight.detach(), bias!.detach())];
  },
};

describe("what a frozen part of text 002's network learns", () => {
  const { freezing } = readOracle<{ freezing: { X: number[][]; Y: number[][]; modes: readonly Frozen[] } }>(
    "seeds/seed_002.json",
  );
  for (const expected of freezing.modes.filter(({ mode }) => mode in modes)) {
    it(expected.mode, () => {
      const net = new nn.Sequential(new nn.Linear(2, 3), new nn.Tanh(), new nn.Linear(3, 1));
      for (const [name, parameter] of net.named_parameters())
        torch.no_grad(() => parameter.copy_(torch.tensor(expected.params[name]!.before as number[])));
      const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
      const [hidden, out] = modes[expected.mode]!(net, torch.tensor(freezing.X));
      assert.deepEqual(describeTensor(hidden), expected.h);
      assert.equal(out.grad_fn?.name() ?? null, expected.out.grad_fn);
      const train = (): void => {
        F.mse_loss(out, torch.tensor(freezing.Y)).backward();
        optimizer.step();
      };
      if (expected.error === undefined) train();
      else assert.throws(train, { name: "RuntimeError", message: expected.error.message });
      for (const [name, parameter] of net.named_parameters()) {
        const { requires_grad, grad, after } = expected.params[name]!;
        assert.deepEqual([parameter.requires_grad, parameter.grad === null], [requires_grad, grad === null]);
        if (parameter.grad !== null) check(elements(parameter.grad), grad);
        check(elements(parameter), after);
      }
    });
  }
});

function plain(net: Net, x: torch.Tensor): Output {
  return from(hiddenOf(net, x), net);
}

function from(hidden: torch.Tensor, net: Net): Output {
  return [hidden, net.at(2)(hidden)];
}

function describeTensor({ requires_grad, grad_fn, is_leaf }: torch.Tensor): Frozen["h"] {
  return { requires_grad, grad_fn: grad_fn?.name() ?? null, is_leaf };
}

function check(actual: readonly number[], expected: unknown): void {
  const wanted = [expected].flat(3) as number[];
  assert.equal(actual.length, wanted.length);
  actual.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]!) <= 1e-6 * (1 + Math.abs(wanted[i]!))));
}
