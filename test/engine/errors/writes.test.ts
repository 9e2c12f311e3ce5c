import * as torch from "../../../src/engine/index.js";
import { b, i, n, x, checkMistakes, type Mistake } from "../support/checkMistakes.js";

const mistakes: readonly Mistake[] = [
  {
    does: "add_ to a leaf",
    code: () => x().add_(1),
    message: "a leaf Variable that requires grad is being used in an in-place operation.",
  },
  {
    does: "add_ to a view of a leaf",
    code: () => x().index(0).add_(1),
    message: "a view of a leaf Variable that requires grad is being used in an in-place operation.",
  },
  {
    does: "add_ of what is larger",
    code: () => n().add_(torch.ones(2, 3)),
    message: "output with shape [3] doesn't match the broadcast shape [2, 3]",
  },
  {
    does: "copy_ of what does not fit",
    code: () => n().copy_(torch.ones(2)),
    message: "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0",
  },
  {
    does: "add_ of a fraction to integers",
    code: () => i().add_(1.5),
    message: "result type Float can't be cast to the desired output type Long",
  },
  {
    does: "div_ of integers",
    code: () => i().div_(2),
    message: "result type Float can't be cast to the desired output type Long",
  },
  {
    does: "add_ of a fraction to bools",
    code: () => b().add_(1.5),
    message: "result type Float can't be cast to the desired output type Bool",
  },
  {
    does: "add_ to an expanded tensor",
    code: () => n().expand(2, 3).add_(1),
    message:
      /^unsupported operation: more than one element of the written-to tensor refers to a single memory location/,
  },
  {
    does: "add_ of a tensor's own transpose",
    code: () => overlapping(torch.ones(3, 3)),
    message:
      /^unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location/,
  },
  {
    does: "fill_ with a vector",
    code: () => n().fill_(torch.ones(2)),
    message: "fill_ only supports 0-dimension value tensor but got tensor with 1 dimensions.",
  },
  {
    does: "writing to what backward needs",
    code: () => writtenTooEarly(x()),
    message:
      "one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is output 0 of Add, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
  },
  {
    does: "writing to a result that backward needs",
    code: () => x().exp().mul_(2).sum().backward(),
    message: /\[torch\.FloatTensor \[3\]\], which is output 0 of Exp, is at version 1; expected version 0 instead/,
  },
  {
    does: "writing to one of several views",
    code: () => x().mul(2).unbind()[0]!.add_(1),
    message:
      /^Output 0 of Unbind is a view and is being modified inplace\. This view is the output of a function that returns multiple views/,
  },
  {
    does: "writing to a view that was made in no_grad",
    code: () => viewMadeInNoGrad(x().mul(2)).add_(1),
    message: /^A view was created in no_grad mode and is being modified inplace with grad mode enabled/,
  },
];

checkMistakes("in-place writes", mistakes);

function overlapping(square: torch.Tensor): void {
  square.add_(square.t());
}

function writtenTooEarly(leaf: torch.Tensor): void {
  const y = leaf.mul(2);
  const z = y.pow(2);
  y.add_(1);
  z.sum().backward();
}

function viewMadeInNoGrad(tensor: torch.Tensor): torch.Tensor {
  return torch.no_grad(() => tensor.view(3, 1));
}
