import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { leaf, long } from "../support/tensors.js";

const { functional: F } = torch.nn;
const other = (): torch.Tensor => torch.tensor([[0.5, 1.5, 2.5, 3.5]]);
const places = (): torch.Tensor => long(2, 0, 0, 3).unsqueeze(0);

/** PyTorch's `grad_fn` of the gradient of x, where that is to be differentiated again: of the sum of what is called. */
const calls: Readonly<Record<string, (x: torch.Tensor) => torch.Tensor>> = {
  SoftmaxBackwardDataBackward0: (x) => x.softmax(1),
  LogSoftmaxBackwardDataBackward0: (x) => x.log_softmax(1),
  GluBackwardBackward0: (x) => F.glu(x),
  GeluBackwardBackward0: (x) => F.gelu(x),
  SoftplusBackwardBackward0: (x) => F.softplus(x),
  MseLossBackwardBackward0: (x) => F.mse_loss(x, other()),
  HuberLossBackwardBackward0: (x) => F.huber_loss(x, other()),
  SmoothL1LossBackwardBackward0: (x) => F.smooth_l1_loss(x, other()),
  MulBackward1: (x) => x.exp2(),
  DivBackward0: (x) => torch.hypot(x, other()),
  ScatterBackward0: (x) => x.sort(1).values.pow(2),
  ScatterAddBackward0: (x) => x.gather(1, places()).pow(2),
  IndexAddBackward0: (x) => x.index_select(1, long(2, 0)).pow(2),
  IndexPutImplBackward0: (x) => x.index([0]).pow(2),
  MaskedScatterBackward0: (x) => x.masked_select(x.gt(1)).pow(2),
  PutBackward0: (x) => x.take(long(2, 0)).pow(2),
  IndexFillBackward0: (x) => x.index_fill(1, long(0), 2).pow(2),
  MaskedFillBackward0: (x) => torch.maximum(x, other()).pow(2),
  FlipBackward0: (x) => x.cumsum(1).pow(2),
  DivBackward1: (x) => x.mean(1).pow(2),
  CopySlices: (x) => {
    const copy = x.clone();
    copy.t().tanh_();
    return copy;
  },
};

describe("a gradient that can be differentiated again hangs on the node that PyTorch has", () => {
  for (const [name, call] of Object.entries(calls))
    it(name, () => {
      const x = leaf(0.25, 1, 4, 2).detach().unsqueeze(0).requires_grad_();
      const [gradient] = torch.autograd.grad([call(x).sum()], [x], { create_graph: true });
      assert.equal(gradient!.grad_fn!.name().replace("torch::autograd::", ""), name);
    });
});
