import ActivationMethods from "./activations.js";
import ArithmeticMethods from "./arithmetic.js";
import ExponentialMethods from "./exponentials.js";
import { unaryInPlace, type UnaryInPlace } from "./functions.js";
import PowerMethods from "./powers.js";
import RoundingMethods from "./rounding.js";

/**
 * The in-place forms of unary functions whose families are classes. All of them write their result over the tensor and give
 * that back; they throw where its dtype cannot hold the result, and for a leaf that requires grad.
 */
const { exp, exp2, expm1, log, log1p, log2, log10 } = ExponentialMethods.ops;
const { abs, sign, floor, ceil, trunc } = RoundingMethods.ops;
const { neg, reciprocal } = ArithmeticMethods.ops;
const { relu, sigmoid, tanh } = ActivationMethods.ops;
const { sqrt, rsqrt } = PowerMethods.ops;

/** `exp` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp_.html */
export const exp_: UnaryInPlace = unaryInPlace({ op: exp });

/** `exp2` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp2_.html */
export const exp2_: UnaryInPlace = unaryInPlace({ op: exp2 });

/** `expm1` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expm1_.html */
export const expm1_: UnaryInPlace = unaryInPlace({ op: expm1 });

/** `log` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_.html */
export const log_: UnaryInPlace = unaryInPlace({ op: log });

/** `log1p` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log1p_.html */
export const log1p_: UnaryInPlace = unaryInPlace({ op: log1p });

/** `log2` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log2_.html */
export const log2_: UnaryInPlace = unaryInPlace({ op: log2 });

/** `log10` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log10_.html */
export const log10_: UnaryInPlace = unaryInPlace({ op: log10 });

/** `abs` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.abs_.html */
export const abs_: UnaryInPlace = unaryInPlace({ op: abs });

/** `sign` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sign_.html */
export const sign_: UnaryInPlace = unaryInPlace({ op: sign });

/** `floor` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor_.html */
export const floor_: UnaryInPlace = unaryInPlace({ op: floor });

/** `ceil` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ceil_.html */
export const ceil_: UnaryInPlace = unaryInPlace({ op: ceil });

/** `trunc` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.trunc_.html */
export const trunc_: UnaryInPlace = unaryInPlace({ op: trunc });

/** `neg` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.neg_.html */
export const neg_: UnaryInPlace = unaryInPlace({ op: neg });

/** `reciprocal` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reciprocal_.html */
export const reciprocal_: UnaryInPlace = unaryInPlace({ op: reciprocal });

/** `relu` in place. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu_.html */
export const relu_: UnaryInPlace = unaryInPlace({ op: relu });

/** `sigmoid` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sigmoid_.html */
export const sigmoid_: UnaryInPlace = unaryInPlace({ op: sigmoid });

/** `tanh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tanh_.html */
export const tanh_: UnaryInPlace = unaryInPlace({ op: tanh });

/** `sqrt` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sqrt_.html */
export const sqrt_: UnaryInPlace = unaryInPlace({ op: sqrt });

/** `rsqrt` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rsqrt_.html */
export const rsqrt_: UnaryInPlace = unaryInPlace({ op: rsqrt });
