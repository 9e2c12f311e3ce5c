import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf } from "../support/tensors.js";

const batched = { is_grads_batched: true } as const;

describe("torch.autograd.grad with is_grads_batched", () => {
  const x = leaf(1, 2);
  const unused = leaf(1, 1);
  const square = (): torch.Tensor => x.pow(2);
  const lists = (tensors: readonly (torch.Tensor | null)[]): unknown => tensors.map((each) => each?.tolist() ?? null);
  const diagonal = [
    [2, 0],
    [0, 4],
  ];

  it("gives the gradients for each of the grad_outputs", () => {
    const eye = torch.eye(2);
    assert.deepEqual(lists(torch.autograd.grad(square(), x, { grad_outputs: eye, ...batched })), [diagonal]);
    const several = torch.autograd.grad([square(), square().sum()], x, {
      grad_outputs: [eye, torch.ones(2)],
      ...batched,
    });
    assert.deepEqual(lists(several), [
      [
        [4, 4],
        [2, 8],
      ],
    ]);
  });

  it("gives null for what is not used where that is allowed", () => {
    const options = { grad_outputs: torch.eye(2), allow_unused: true, ...batched } as const;
    assert.deepEqual(lists(torch.autograd.grad(square(), [x, unused], options)), [diagonal, null]);
  });

  it("frees the graph once, and records it where that is wanted", () => {
    const y = square();
    const options = { grad_outputs: torch.eye(2), ...batched };
    const [gradient] = torch.autograd.grad(square(), x, { ...options, create_graph: true });
    assert.ok(gradient!.requires_grad);
    torch.autograd.grad(y, x, options);
    assert.throws(() => torch.autograd.grad(y, x, options), /a second time/);
  });

  const refusals: Readonly<Record<string, readonly [() => unknown, RegExp]>> = {
    "other shapes": [
      () => torch.autograd.grad(square(), x, { grad_outputs: torch.ones(2, 3), ...batched }),
      /grad_output\[0\] has a shape of torch\.Size\(\[3\]\) and output\[0\] has a shape of torch\.Size\(\[2\]\)/,
    ],
    "no batch": [() => torch.autograd.grad(square().sum(), x, batched), /in_dim to satisfy -0 <= in_dim < 0\.$/],
    "several sizes": [
      () =>
        torch.autograd.grad([square(), square().sum()], x, { grad_outputs: [torch.eye(2), torch.ones(3)], ...batched }),
      /got sizes \[2, 3\] for the mapped dimension$/,
    ],
    "an empty batch": [
      () => torch.autograd.grad(square(), x, { grad_outputs: torch.zeros(0, 2), ...batched }),
      /^IndexError: index 0 is out of bounds for dimension 0 with size 0$/,
    ],
  };
  for (const [what, [call, message]] of Object.entries(refusals)) {
    it(`refuses ${what}`, () => {
      assert.throws(call, message);
    });
  }
});
