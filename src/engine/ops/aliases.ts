import { byName } from "../callByName.js";
import { acos, acos_, asin, asin_, atan, atan2, atan2_, atan_ } from "./trigonometry.js";
import { acosh, acosh_, asinh, asinh_, atanh, atanh_ } from "./hyperbolic.js";
import { div, mul, neg, sub, type AlphaOptions, type DivOptions } from "./arithmetic.js";
import { ge, gt, le, lt, ne } from "./comparisons.js";
import { renamed, type BinaryInPlace, type UnaryInPlace } from "./functions.js";
import { abs_, neg_, trunc_ } from "./inPlaceFunctions.js";
import { bool } from "../dtype.js";
import { positiveOfBools } from "../errors.js";
import { isTensor } from "../tensorFactory.js";
import type { Tensor } from "../tensor.js";
import type { Operand, Value } from "./op.js";
import { asTensor, tensorArgument } from "./operands.js";
import { abs, trunc } from "./rounding.js";

/** The other names that PyTorch has for functions, and for the methods that they are as well. */
type Unary = (input: Tensor) => Tensor;
type Comparison = (input: Tensor, other: Operand) => Tensor;

// Unlike the operators, which turn a product or a quotient round, these take a number in front as the tensor of it.

/** `mul` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.multiply.html */
export const multiply: (input: Operand, other: Operand) => Tensor = renamed("multiply", (...args) =>
  mul(...wrapped(args)),
);

/** `sub` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.subtract.html */
export const subtract: (input: Operand, other: Operand, options?: AlphaOptions) => Tensor = renamed(
  "subtract",
  (...args) => sub(...wrapped(args)),
);

/** `div` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.divide.html */
export const divide: (input: Operand, other: Operand, options?: DivOptions) => Tensor = renamed("divide", (...args) =>
  div(...wrapped(args)),
);

/** `div` without rounding. https://docs.pytorch.org/docs/stable/generated/torch.true_divide.html */
export function true_divide(input: Operand, other: Operand): Tensor {
  const named = byName(true_divide, "true_divide(input, other)", arguments);
  if (named !== null) return named.result;
  return div(input, other);
}

/** `neg` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.negative.html */
export const negative: Unary = renamed("negative", neg);

/**
 * The tensor itself. Throws for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.positive.html
 */
export function positive(input: Tensor): Tensor {
  const named = byName(positive, "positive(input)", arguments);
  if (named !== null) return named.result;
  const x = tensorArgument("positive", "input", input);
  if (x.dtype === bool) throw positiveOfBools();
  return x;
}

/** `abs` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.absolute.html */
export const absolute: Unary = renamed("absolute", abs);

/** Another name of `trunc`. https://docs.pytorch.org/docs/stable/generated/torch.fix.html */
export const fix: Unary = renamed("fix", trunc);

/** `acos` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arccos.html */
export const arccos: Unary = renamed("arccos", acos);

/** `acosh` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arccosh.html */
export const arccosh: Unary = renamed("arccosh", acosh);

/** `asin` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arcsin.html */
export const arcsin: Unary = renamed("arcsin", asin);

/** `asinh` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arcsinh.html */
export const arcsinh: Unary = renamed("arcsinh", asinh);

/** `atan` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arctan.html */
export const arctan: Unary = renamed("arctan", atan);

/** `atan2` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arctan2.html */
export const arctan2: (input: Tensor, other: Tensor) => Tensor = renamed("arctan2", atan2);

/** `atanh` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.arctanh.html */
export const arctanh: Unary = renamed("arctanh", atanh);

/** `gt` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.greater.html */
export const greater: Comparison = renamed("greater", gt);

/** `ge` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.greater_equal.html */
export const greater_equal: Comparison = renamed("greater_equal", ge);

/** `lt` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.less.html */
export const less: Comparison = renamed("less", lt);

/** `le` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.less_equal.html */
export const less_equal: Comparison = renamed("less_equal", le);

/** `ne` by its long name. https://docs.pytorch.org/docs/stable/generated/torch.not_equal.html */
export const not_equal: (input: Tensor, other: Value) => Tensor = renamed("not_equal", ne);

/** `negative` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.negative_.html */
export const negative_: UnaryInPlace = renamed("negative_", neg_);

/** `absolute` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.absolute_.html */
export const absolute_: UnaryInPlace = renamed("absolute_", abs_);

/** `fix` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fix_.html */
export const fix_: UnaryInPlace = renamed("fix_", trunc_);

/** `arccos` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arccos_.html */
export const arccos_: UnaryInPlace = renamed("arccos_", acos_);

/** `arccosh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arccosh_.html */
export const arccosh_: UnaryInPlace = renamed("arccosh_", acosh_);

/** `arcsin` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arcsin_.html */
export const arcsin_: UnaryInPlace = renamed("arcsin_", asin_);

/** `arcsinh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arcsinh_.html */
export const arcsinh_: UnaryInPlace = renamed("arcsinh_", asinh_);

/** `arctan` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arctan_.html */
export const arctan_: UnaryInPlace = renamed("arctan_", atan_);

/** `arctan2` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arctan2_.html */
export const arctan2_: BinaryInPlace = renamed("arctan2_", atan2_);

/** `arctanh` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.arctanh_.html */
export const arctanh_: UnaryInPlace = renamed("arctanh_", atanh_);

/** The arguments with a number in front of a tensor as a tensor. */
function wrapped<Args extends readonly unknown[]>(args: Args): Args {
  const [first, second] = args;
  if (typeof first !== "number" || !isTensor(second)) return args;
  return args.with(0, asTensor(first, second)) as readonly unknown[] as Args;
}
