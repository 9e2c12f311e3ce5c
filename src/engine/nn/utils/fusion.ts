import { deepcopy } from "../../deepcopy.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { ones_like, zeros_like } from "../../fills.js";
import type { Tensor } from "../../tensor.js";
import type { ConvolutionModule } from "../convolutions/convolutionModule.js";
import type { Linear } from "../linear/linear.js";
import type { Module } from "../module.js";
import { Parameter } from "../parameter.js";

/** A batch normalization with its statistics. */
interface Norm extends Module {
  readonly running_mean: Tensor | null;
  readonly running_var: Tensor | null;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
  readonly eps: number;
  readonly num_features: number;
}

/**
 * A copy of a convolution that does what a batch normalization after it does, too. Throws for modules in training, and for
 * a normalization without statistics.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_eval.html
 */
export function fuse_conv_bn_eval<Conv extends ConvolutionModule>(conv: Conv, bn: Norm, transpose = false): Conv {
  const named = byName(fuse_conv_bn_eval<Conv>, "fuse_conv_bn_eval(conv, bn, transpose)", arguments);
  if (named !== null) return named.result;
  const { mean, variance } = statisticsOf(conv, bn);
  const fused = deepcopy(conv);
  const { weight, bias } = fused;
  const made = fuse_conv_bn_weights(weight, bias, mean, variance, bn.eps, bn.weight, bn.bias, transpose);
  return Object.assign(fused, { weight: made[0], bias: made[1] });
}

/**
 * The weight and the bias of a convolution that does what a batch normalization after it does, too.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_weights.html
 */
export function fuse_conv_bn_weights(
  conv_w: Tensor,
  conv_b: Tensor | null,
  bn_rm: Tensor,
  bn_rv: Tensor,
  bn_eps: number,
  bn_w: Tensor | null,
  bn_b: Tensor | null,
  transpose = false,
): readonly [weight: Parameter, bias: Parameter] {
  const signature = "fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose)";
  const named = byName(fuse_conv_bn_weights, signature, arguments);
  if (named !== null) return named.result;
  const before = conv_b ?? zeros_like(bn_rm);
  const scale = bn_w ?? ones_like(bn_rm);
  const deviation = bn_rv.add(bn_eps).rsqrt();
  const others = conv_w.shape.slice(2).map(() => 1);
  const shape = transpose ? [1, -1, ...others] : [-1, 1, ...others];
  const weight = conv_w.mul(scale.mul(deviation).reshape(shape)).to(conv_w.dtype);
  const bias = before
    .sub(bn_rm)
    .mul(deviation)
    .mul(scale)
    .add(bn_b ?? zeros_like(bn_rm))
    .to((conv_b ?? conv_w).dtype);
  return [new Parameter(weight.detach(), conv_w.requires_grad), new Parameter(bias.detach(), before.requires_grad)];
}

/**
 * A copy of a linear layer that does what a batch normalization after it does, too. Throws for modules in training, for a
 * normalization without statistics, and if it has other features.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_eval.html
 */
export function fuse_linear_bn_eval<Layer extends Linear>(linear: Layer, bn: Norm): Layer {
  const named = byName(fuse_linear_bn_eval<Layer>, "fuse_linear_bn_eval(linear, bn)", arguments);
  if (named !== null) return named.result;
  if (linear.training || bn.training) throw errors.fusedInTraining();
  if (linear.out_features !== bn.num_features && bn.num_features !== 1)
    throw errors.fusedFeatures(linear.out_features, bn.num_features);
  const { mean, variance } = statisticsOf(linear, bn);
  const fused = deepcopy(linear);
  const made = fuse_linear_bn_weights(fused.weight, fused.bias, mean, variance, bn.eps, bn.weight!, bn.bias!);
  return Object.assign(fused, { weight: made[0], bias: made[1] });
}

/**
 * The weight and the bias of a linear layer that does what a batch normalization after it does, too.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_weights.html
 */
export function fuse_linear_bn_weights(
  linear_w: Tensor,
  linear_b: Tensor | null,
  bn_rm: Tensor,
  bn_rv: Tensor,
  bn_eps: number,
  bn_w: Tensor,
  bn_b: Tensor,
): readonly [weight: Parameter, bias: Parameter] {
  const signature = "fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b)";
  const named = byName(fuse_linear_bn_weights, signature, arguments);
  if (named !== null) return named.result;
  const before = linear_b ?? zeros_like(bn_rm);
  const scale = bn_w.mul(bn_rv.add(bn_eps).rsqrt());
  const weight = linear_w.mul(scale.unsqueeze(-1).to(linear_w.dtype));
  const bias = before
    .sub(bn_rm)
    .mul(scale)
    .add(bn_b)
    .to((linear_b ?? linear_w).dtype);
  return [new Parameter(weight.detach(), linear_w.requires_grad), new Parameter(bias.detach(), before.requires_grad)];
}

function statisticsOf(layer: Module, bn: Norm): { readonly mean: Tensor; readonly variance: Tensor } {
  if (layer.training || bn.training) throw errors.fusedInTraining();
  const { running_mean: mean, running_var: variance } = bn;
  if (mean === null || variance === null) throw errors.fusedWithoutStatistics();
  return { mean, variance };
}
