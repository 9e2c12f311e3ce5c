import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";

/**
 * What must not compile: `tsc -b` fails on an expectation that meets no error. Nothing of it runs, except to show that each
 * of these calls is one that the compiler alone keeps from happening.
 */
const { nn, optim } = torch;

class Pair extends nn.Module {
  fc = new nn.Linear(2, 2);

  override forward(x: torch.Tensor, times: number, label?: string): { y: torch.Tensor; label: string } {
    return { y: this.fc(x).mul(times), label: label ?? "none" };
  }
}

class WithoutForward extends nn.Module {}

const pair = new Pair();
const x = torch.ones(1, 2);

const wrong: readonly (() => unknown)[] = [
  // @ts-expect-error: a Linear takes a tensor, not a number
  () => new nn.Linear(2, 3)(1),
  // @ts-expect-error: a Linear takes one tensor
  () => new nn.Linear(2, 3)(x, x),
  // @ts-expect-error: a Linear takes a tensor
  () => new nn.Linear(2, 3)(),
  // @ts-expect-error: a loss takes two tensors
  () => new nn.MSELoss()(x),
  // @ts-expect-error: forward wants a number second
  () => pair(x, "2"),
  // @ts-expect-error: forward wants a number second
  () => pair(x),
  // @ts-expect-error: a result is what forward gives
  () => pair(x, 2).z,
  // @ts-expect-error: a module without forward takes nothing
  () => new WithoutForward()(x),
  // @ts-expect-error: a list is not called
  () => new nn.ModuleList([new nn.ReLU()])(x),
  // @ts-expect-error: a Sequential takes a tensor
  () => new nn.Sequential(new nn.ReLU())([1, 2]),
  // @ts-expect-error: a loss has two inputs: it is no layer of a Sequential
  () => new nn.Sequential(new nn.MSELoss()),
  // @ts-expect-error: there is no such option
  () => new nn.Conv2d(1, 1, 3, { pading: 1 }),
  // @ts-expect-error: sizes are numbers
  () => new nn.Linear("2", 3),
  // @ts-expect-error: there is no such setting
  () => new optim.SGD(pair.parameters(), { learning_rate: 0.1 }),
  // @ts-expect-error: an optimizer takes a list of tensors, not a module
  () => new optim.Adam(pair),
  // @ts-expect-error: a parameter is not replaced by a tensor
  () => (pair.fc.weight = torch.ones(2, 2)),
];

describe("a module's call", () => {
  it("takes and gives what forward does", () => {
    const { y, label } = pair(x, 2);
    const wanted: { y: torch.Tensor; label: string } = pair(x, 2, "a");
    assert.deepEqual([y.shape, label, wanted.label], [[1, 2], "none", "a"]);
    const layer: torch.nn.Layer = new nn.Linear(2, 2);
    const any: torch.nn.Module = pair;
    assert.deepEqual([layer(x).shape, any.parameters().length], [[1, 2], 2]);
  });

  it("is refused by the compiler where it is wrong", () => {
    assert.equal(wrong.length, 16);
  });
});
