/**
 * Functions of samples that can be inverted.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.transforms
 */
export { Transform, type CacheOption } from "./transforms/transform.js";
export {
  AbsTransform,
  ExpTransform,
  SigmoidTransform,
  SoftplusTransform,
  TanhTransform,
} from "./transforms/elementTransforms.js";
export { AffineTransform, type AffineTransformOptions } from "./transforms/affineTransform.js";
export { PowerTransform, type PowerTransformOptions } from "./transforms/powerTransform.js";
export { ComposeTransform, identity_transform, type ComposeTransformOptions } from "./transforms/composeTransform.js";
export { IndependentTransform, type IndependentTransformOptions } from "./transforms/independentTransform.js";
export { ReshapeTransform, type ReshapeTransformOptions } from "./transforms/reshapeTransform.js";
export { SoftmaxTransform, StickBreakingTransform } from "./transforms/simplexTransforms.js";
export {
  CorrCholeskyTransform,
  LowerCholeskyTransform,
  PositiveDefiniteTransform,
} from "./transforms/matrixTransforms.js";
export {
  CatTransform,
  StackTransform,
  type CatTransformOptions,
  type StackTransformOptions,
} from "./transforms/joinedTransforms.js";
export {
  CumulativeDistributionTransform,
  type CumulativeDistributionTransformOptions,
} from "./transforms/cumulativeDistributionTransform.js";
