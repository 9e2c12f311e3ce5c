import assert from "node:assert/strict";
import { failedCall } from "../../src/engine/failedCall.js";
import * as torch from "../../src/engine/index.js";
import { setObserver } from "../../src/engine/observer.js";
import { Recorder } from "../../src/worker/recorder.js";
import { TopologyTable } from "../../src/worker/topologies.js";

const { nn } = torch;
const F = nn.functional;
const x = torch.ones([4, 3]);
const w = torch.ones([2, 5], { requires_grad: true });
const labels = torch.tensor([0, 1]);

const nothing = torch.tensor(1, { requires_grad: true });

/** Calls that fail, and the tensors that they are told to have failed with. */
const calls: [string, () => unknown, readonly torch.Tensor[]][] = [
  ["a method", () => x.add(w), [x, w]],
  ["a function", () => torch.mul(x, w), [x, w]],
  ["a product of matrices", () => torch.matmul(x, w), [x, w]],
  ["a product of a scalar", () => torch.matmul(x, torch.tensor(1)).sum(), [x]],
  ["a method that makes others", () => x.matmul(torch.ones([2, 2, 2])), [x]],
  ["a method that checks before it computes", () => x.view(5, 5), [x]],
  ["a dimension that is not there", () => x.sum(7), [x]],
  ["an index", () => x.select(0, 9), [x]],
  ["an op in place", () => x.add_(w), [x, w]],
  ["a list of tensors", () => torch.cat([x, w]), [x, w]],
  ["a layer", () => F.linear(x, w), [x, w]],
  ["item", () => x.item(), [x]],
  ["a loss of classes", () => F.cross_entropy(x, labels), [x, labels]],
  ["a loss of bits", () => F.binary_cross_entropy_with_logits(x, w), [x, w]],
  ["a convolution", () => F.conv2d(x, w), [x, w]],
  ["an embedding", () => F.embedding(x, w), [x]],
  ["the gradient of what is no scalar", () => w.backward(), [w]],
  ["the gradient of what requires none", () => torch.autograd.backward([w.sum(), x]), [x]],
  ["the gradient with respect to what is not used", () => torch.autograd.grad(w.sum(), nothing), [nothing]],
];

function caught(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

/** As in a worker, where there is an observer: module calls are told of to nobody else. */
function observed(body: () => unknown): unknown {
  const topologies = new TopologyTable(() => undefined);
  setObserver(new Recorder({ topologies, writePass: () => undefined, nodeDone: () => undefined }));
  try {
    return caught(body);
  } finally {
    setObserver(null);
  }
}

describe("a failed call", () => {
  for (const [what, call, tensors] of calls) {
    it(`tells of the tensors of ${what}`, () => {
      const told = failedCall(caught(call))?.tensors ?? [];
      for (const tensor of tensors) assert.ok(told.includes(tensor));
    });
  }

  it("tells of the call that the script made, not of those that this one made", () => {
    const batch = torch.ones([2, 3, 4]);
    assert.deepEqual(failedCall(caught(() => batch.matmul(w)))?.tensors, [batch, w]);
  });

  it("tells of the tensor that was modified, not of the one whose backward noticed", () => {
    const y = w.exp();
    y.add_(1);
    assert.deepEqual(failedCall(caught(() => y.sum().backward()))?.tensors, [y]);
  });

  it("tells of the innermost module, by way of whichever forward was called", () => {
    const linear = new nn.Linear(5, 2);
    class Net extends nn.Module {
      readonly hidden = linear;
      override forward(input: torch.Tensor): torch.Tensor {
        return this.hidden(input);
      }
    }
    const told = failedCall(observed(() => new Net()(x)));
    assert.equal(told?.module, linear);
    assert.ok(told.tensors.includes(x));
  });

  it("does not blame a tensor for what a hook of the script throws", () => {
    const y = w.mul(2);
    y.register_hook(() => {
      throw new RangeError("mine");
    });
    assert.deepEqual(failedCall(observed(() => y.sum().backward()))?.tensors, []);
  });

  it("is not to be seen on the error", () => {
    const error = caught(() => x.add(w));
    assert.deepEqual(Reflect.ownKeys(error as object).sort(), ["message", "name", "stack"]);
  });

  for (const thrown of [null, undefined, 7, "text", Symbol("s")]) {
    it(`is none of ${String(thrown)}, which can be thrown too`, () => {
      const y = w.mul(2);
      y.register_hook(() => {
        throw thrown;
      });
      assert.equal(failedCall(observed(() => y.sum().backward())), null);
    });
  }

  it("leaves methods their names and lengths", () => {
    assert.deepEqual([x.mul.name, x.mul.length], ["mul", 1]);
  });
});
