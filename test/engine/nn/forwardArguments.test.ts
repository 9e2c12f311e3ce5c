import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

const { nn } = torch;
type AnyCall = (...args: unknown[]) => unknown;
const called = (module: torch.nn.Module): AnyCall => module as unknown as AnyCall;

const x = torch.ones(2, 2);

class Doubled extends nn.Linear {}
class Own extends nn.Module {
  override forward(a: torch.Tensor, b?: torch.Tensor): torch.Tensor {
    return b === undefined ? a : a.add(b);
  }
}

const mistakes: readonly (readonly [run: () => unknown, text: string])[] = [
  [() => called(new nn.Linear(2, 3))(), "Linear.forward() missing 1 required positional argument: 'input'"],
  [() => called(new nn.Linear(2, 3))(x, x), "Linear.forward() takes 2 positional arguments but 3 were given"],
  [() => called(new Doubled(2, 3))(x, x), "Linear.forward() takes 2 positional arguments but 3 were given"],
  [() => called(new nn.BatchNorm1d(2))(), "_BatchNorm.forward() missing 1 required positional argument: 'input'"],
  [() => called(new nn.ReLU6())(), "Hardtanh.forward() missing 1 required positional argument: 'input'"],
  [() => called(new nn.RMSNorm(2))(), "RMSNorm.forward() missing 1 required positional argument: 'x'"],
  [() => called(new nn.MSELoss())(x), "MSELoss.forward() missing 1 required positional argument: 'target'"],
  [
    () => called(new nn.Sequential(new nn.ReLU()))(x, x),
    "Sequential.forward() takes 2 positional arguments but 3 were given",
  ],
  [
    () => called(new nn.Bilinear(2, 2, 2))(),
    "Bilinear.forward() missing 2 required positional arguments: 'input1' and 'input2'",
  ],
  [
    () => called(new nn.MultiheadAttention(2, 1))(),
    "MultiheadAttention.forward() missing 3 required positional arguments: 'query', 'key', and 'value'",
  ],
  [
    () => called(new nn.ConvTranspose1d(2, 2, 1))(x, [2], 3),
    "ConvTranspose1d.forward() takes from 2 to 3 positional arguments but 4 were given",
  ],
  [() => called(new nn.MSELoss())(x, { input: x }), "MSELoss.forward() got multiple values for argument 'input'"],
  [
    () => called(new nn.MSELoss())(x, { targt: x }),
    "MSELoss.forward() got an unexpected keyword argument 'targt' (did you mean 'target'?)",
  ],
];

describe("the inputs of a module", () => {
  for (const [run, text] of mistakes)
    it(`are refused: ${text}`, () => assert.throws(run, { name: "TypeError", message: text }));

  it("can be given by name, also past hooks", () => {
    const loss = new nn.MSELoss();
    const target = torch.zeros(2, 2);
    loss.register_forward_hook(() => undefined);
    assert.equal((called(loss)({ input: x, target }) as torch.Tensor).item(), 1);
    assert.equal((called(new nn.MSELoss())(x, { target }) as torch.Tensor).item(), 1);
  });

  it("are a script's own to count where its forward runs", () => {
    assert.equal((called(new Own())(x, x, x) as torch.Tensor).sum().item(), 8);
  });

  it("may be plain objects where they go through", () => {
    const data = { x };
    assert.equal(called(new nn.Identity())(data), data);
    assert.equal(called(new nn.Sequential(new nn.Identity()))(data), data);
  });
});
