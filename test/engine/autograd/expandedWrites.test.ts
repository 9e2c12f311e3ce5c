import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { long } from "../support/tensors.js";

/** Writes to [[0.5, 0.5, 0.5], [0.25, 0.25, 0.25]], of which each row is one number, and what PyTorch makes of the two. */
const writes: readonly (readonly [string, (x: torch.Tensor) => unknown, readonly [number, number]])[] = [
  ["fill_", (x) => x.fill_(3), [3, 3]],
  ["masked_fill_", (x) => x.masked_fill_(torch.eye(2, 3).bool(), 3), [3, 3]],
  ["index_fill_ of a row", (x) => x.index_fill_(0, long(1), 3), [0.5, 3]],
  ["index_fill_ of a column", (x) => x.index_fill_(1, long(0), 3), [3, 3]],
  ["index_put_, the last of several", (x) => x.index_put_([long(1)], torch.tensor([1, 2, 0.25])), [0.5, 0.25]],
  ["index_put_, the sum of several", (x) => x.index_put_([long(1)], torch.tensor([1, 2, 4]), true), [0.5, 7.25]],
  ["index_put_, row after row", (x) => x.index_put_([long(0, 1, 1)], torch.arange(9).float().view(3, 3)), [2, 8]],
  ["tril_", (x) => x.tril_(), [0, 0]],
  ["triu_", (x) => x.triu_(-1), [0.5, 0.25]],
];

describe("writing to an expanded tensor", () => {
  const { warn } = console;
  before(() => {
    console.warn = () => undefined;
  });
  after(() => {
    console.warn = warn;
  });

  for (const [what, write, expected] of writes) {
    it(`writes what is one in storage as one: ${what}`, () => {
      const column = torch.tensor([[0.5], [0.25]]);
      write(column.expand(2, 3));
      assert.deepEqual(column.flatten().tolist(), expected);
    });

    it(`has no gradient: ${what}`, () => {
      const leaf = torch.tensor([[0.5], [0.25]], { requires_grad: true });
      const column = leaf.mul(1);
      write(column.expand(2, 3));
      assert.throws(() => column.sum().backward(), {
        name: "RuntimeError",
        message:
          /^unsupported operation: more than one element of the written-to tensor refers to a single memory location/,
      });
    });
  }

  it("gives what was filled in its gradient", () => {
    const value = torch.tensor(3, { requires_grad: true });
    const column = torch.ones(2, 1);
    column.expand(2, 3).index_fill_(0, long(1), value);
    column.sum().backward();
    assert.equal(value.grad!.item(), 3);
  });
});

describe("a leaf that is turned in place without grad", () => {
  it("gets the gradient of what it was", () => {
    const leaf = torch.ones(3, 1, { requires_grad: true });
    const out = leaf.roll(0, -1);
    torch.no_grad(() => leaf.t_());
    const [gradient] = torch.autograd.grad(out.sum(), [leaf]);
    assert.deepEqual(gradient!.shape, [3, 1]);
  });

  it("comes into the next graph as it is", () => {
    const leaf = torch.ones(3, 1, { requires_grad: true });
    leaf.mul(2).sum().backward();
    leaf.grad = null;
    torch.no_grad(() => leaf.t_());
    leaf.mul(2).sum().backward();
    assert.deepEqual(leaf.grad!.shape, [1, 3]);
  });

  it("is a root as it is, if it only had hooks before", () => {
    const leaf = torch.ones(3, 1, { requires_grad: true });
    const seen: unknown[] = [];
    leaf.register_hook((g) => void seen.push(g.shape));
    torch.no_grad(() => leaf.t_());
    leaf.backward(torch.ones(1, 3));
    assert.deepEqual([seen, leaf.grad!.shape], [[[1, 3]], [1, 3]]);
  });

  it("keeps its shape at a place that was asked for", () => {
    const leaf = torch.ones(3, 1, { requires_grad: true });
    const edge = torch.autograd.graph.get_gradient_edge(leaf);
    torch.no_grad(() => leaf.t_());
    const [gradient] = torch.autograd.grad([edge], [edge], { grad_outputs: [torch.ones(3, 1)] });
    assert.deepEqual(gradient!.shape, [3, 1]);
  });
});
