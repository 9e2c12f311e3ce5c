import type * as engine from "../../../src/engine/index.js";
import type { Torch } from "./recordedAnswers.js";

type Tensor = engine.Tensor;

/** Calls of two tensors. */
export function binaryCalls(torch: Torch): Readonly<Record<string, (x: Tensor, y: Tensor) => Tensor>> {
  const F = torch.nn.functional;
  return {
    add: (x, y) => x.add(y),
    "sub with alpha": (x, y) => x.sub(y, { alpha: 2 }),
    rsub: (x, y) => torch.rsub(x, y),
    mul: (x, y) => x.mul(y),
    div: (x, y) => x.div(y),
    "div to floor": (x, y) => x.div(y, { rounding_mode: "floor" }),
    pow: (x, y) => x.pow(y),
    maximum: (x, y) => torch.maximum(x, y),
    fmin: (x, y) => torch.fmin(x, y),
    atan2: (x, y) => x.atan2(y),
    hypot: (x, y) => x.hypot(y),
    remainder: (x, y) => x.remainder(y),
    xlogy: (x, y) => x.xlogy(y),
    copysign: (x, y) => x.copysign(y),
    lt: (x, y) => x.lt(y),
    isclose: (x, y) => x.to(torch.float32).isclose(y.to(torch.float32)),
    logical_or: (x, y) => x.logical_or(y),
    where: (x, y) => torch.where(x.gt(0.5), x, y),
    "where by the second": (x, y) => torch.where(y.gt(0.5), x, y),
    clamp: (x, y) => x.clamp({ min: y }),
    "clamp of both": (x, y) => x.clamp(y, y),
    lerp: (x, y) => torch.lerp(x.to(torch.float32), y.to(torch.float32), y.to(torch.float32)),
    addcmul: (x, y) => torch.addcmul(x.to(torch.float32), y.to(torch.float32), y.to(torch.float32)),
    addcdiv: (x, y) => torch.addcdiv(y.to(torch.float32), x.to(torch.float32), y.to(torch.float32)),
    masked_fill: (x, y) => x.masked_fill(y.gt(0.5), 0),
    mse_loss: (x, y) => F.mse_loss(x, y, { reduction: "none" }),
    l1_loss: (x, y) => F.l1_loss(x, y, { reduction: "none" }),
    smooth_l1_loss: (x, y) => F.smooth_l1_loss(x, y, { reduction: "none" }),
    huber_loss: (x, y) => F.huber_loss(x, y, { reduction: "none" }),
    binary_cross_entropy: (x, y) => F.binary_cross_entropy(x, y, { reduction: "none" }),
    binary_cross_entropy_with_logits: (x, y) => F.binary_cross_entropy_with_logits(x, y, { reduction: "none" }),
    kl_div: (x, y) => F.kl_div(x, y, { reduction: "none" }),
    soft_margin_loss: (x, y) => F.soft_margin_loss(x, y, { reduction: "none" }),
    cosine_similarity: (x, y) => F.cosine_similarity(x, y),
    bernoulli_: (x, y) => torch.zeros_like(x).bernoulli_(y.expand(x.shape)),
    normal: (x, y) => torch.normal(x, y),
    add_: (x, y) => x.clone().add_(y),
    copy_: (x, y) => torch.empty_like(x).copy_(y),
    cat: (x, y) => torch.cat([x, y]),
    stack: (x, y) => torch.stack([x, y]),
    matmul: (x, y) => x.matmul(y.mT),
  };
}
