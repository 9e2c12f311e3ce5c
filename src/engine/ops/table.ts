import ArithmeticMethods from "./arithmetic.js";
import PowerMethods from "./powers.js";
import ExponentialMethods from "./exponentials.js";
import TrigonometryMethods from "./trigonometry.js";
import ActivationMethods from "./activations.js";
import ComparisonMethods from "./comparisons.js";
import ReductionMethods from "./reductions.js";
import ProductMethods from "./products.js";
import DimensionMethods from "./dimensions.js";
import ShapeMethods from "./shapes.js";
import IndexingMethods from "./indexing.js";
import CopyMethods from "./copies.js";
import StridedOps from "./strided.js";
import type { Op } from "./op.js";

const ops = {
  ...ArithmeticMethods.ops,
  ...PowerMethods.ops,
  ...ExponentialMethods.ops,
  ...TrigonometryMethods.ops,
  ...ActivationMethods.ops,
  ...ComparisonMethods.ops,
  ...ReductionMethods.ops,
  ...ProductMethods.ops,
  ...ShapeMethods.ops,
  ...DimensionMethods.ops,
  ...IndexingMethods.ops,
  ...CopyMethods.ops,
  ...StridedOps.ops,
};

/** The name of an op, as an observed call gives it. */
export type OpName = keyof typeof ops;

/** Every op the engine has. Whatever goes through this table finds new ops by itself. */
export const opTable: { readonly [Name in OpName]: Op } = ops;
