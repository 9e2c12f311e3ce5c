import * as torch from "../../../../src/engine/index.js";
import { err, scenario, warns } from "../../support/scenario.js";

const F = torch.nn.functional;
const { ones } = torch;

describe("errors, as PyTorch's scenarios have them:", () => {
  scenario("broadcast_error", () => ({
    add: err(() => ones(2).add(ones(3))),
    matmul: err(() => ones(2, 3).matmul(ones(2, 3))),
    "mm 1d": err(() => torch.mm(ones(2), ones(2))),
    view: err(() => ones(2, 3).view(4)),
    "view noncontiguous": err(() => ones(2, 3).t().view(6)),
    reshape: err(() => ones(2, 3).reshape(4)),
    cat: err(() => torch.cat([ones(2, 1), ones(3, 2)], 1)),
    stack: err(() => torch.stack([ones(2), ones(3)])),
    index: err(() => ones(2).index(5)),
    dim: err(() => ones(2).sum({ dim: 3 })),
    dtype: err(() => ones(2, 2).matmul(ones(2, 2, { dtype: torch.float64 }))),
    "squeeze ok": err(() => [...ones(2).squeeze(0).shape]),
    transpose: err(() => ones(2).transpose(0, 1)),
    permute: err(() => ones(2, 3).permute(0, 0)),
    expand: err(() => ones(2).expand(3)),
    linear: err(() => F.linear(ones(1, 3), ones(2, 4))),
    conv: err(() => F.conv2d(ones(1, 2, 3, 3), ones(1, 1, 2, 2))),
    "cross_entropy target": err(() => F.cross_entropy(ones(1, 3), torch.tensor([3], { dtype: torch.long }))),
    embedding: err(() => F.embedding(torch.tensor([5], { dtype: torch.long }), ones(3, 2))),
    "max of empty": err(() => ones(0).max()),
    "mean of int": err(() => torch.tensor([1, 2], { dtype: torch.long }).mean()),
    "mse broadcast warning": warns(() => F.mse_loss(ones(2, 1), ones(2)).item())[1],
  }));
});
