import assert from "node:assert/strict";
import * as torch from "../../src/engine/index.js";
import { checkMistakes } from "./support/checkMistakes.js";

const { ones } = torch;

describe("questions about tensors, as PyTorch answers them:", () => {
  const x = ones(2, 3);
  const answers: readonly (readonly [string, unknown, unknown])[] = [
    ["is_nonzero", torch.is_nonzero(ones(1, 1)), true],
    ["is_same_size", x.is_same_size(ones(3, 2)), false],
    ["argwhere", torch.argwhere(torch.tensor([0, 1])).tolist(), [[1]]],
    [
      "adjoint",
      [x.adjoint().shape, x.H.shape, x.mH.shape],
      [
        [3, 2],
        [3, 2],
        [3, 2],
      ],
    ],
    ["conj", [torch.conj(x) === x, x.resolve_conj() === x], [true, true]],
    ["sizes", [torch.numel(x), x.nelement(), x.ndimension(), x.itemsize, x.nbytes], [6, 6, 2, 4, 24]],
    ["broadcast_shapes", torch.broadcast_shapes([2, 1], 3, [1, 1, 1]), [1, 2, 3]],
    ["where", x.where(x.gt(1), 7).sum().item(), 42],
  ];
  for (const [name, found, expected] of answers) {
    it(name, () => {
      assert.deepEqual(found, expected);
    });
  }
});

checkMistakes("questions about tensors", [
  {
    does: "whether two numbers are not 0",
    code: () => torch.is_nonzero(ones(2)),
    message: "Boolean value of Tensor with more than one value is ambiguous",
  },
  {
    does: "the adjoint of a vector",
    code: () => torch.adjoint(ones(2)),
    message: "tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.",
  },
  {
    does: "shapes that do not fit",
    code: () => torch.broadcast_shapes([2], [3]),
    message:
      "Attempting to broadcast a dimension of length 3 at -1! Mismatching argument at index 1 had (3,); but expected shape should be broadcastable to [2]",
  },
]);
