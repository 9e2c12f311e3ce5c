/**
 * `torch.nn.functional`: what the layers and losses of `nn` compute, as functions.
 * https://docs.pytorch.org/docs/stable/nn.functional.html
 */
export { linear } from "../ops/affine.js";
export { log_softmax, softmax, softmin } from "./functional/softmaxes.js";
export { sigmoid, tanh } from "../ops/activations.js";
export { relu_ } from "../ops/inPlaceFunctions.js";
export * from "./functional/activations.js";
export * from "./functional/inPlaceActivations.js";
export * from "./functional/shapedActivations.js";
export * from "./functional/regressionLosses.js";
export * from "./functional/classificationLosses.js";
export * from "./functional/convolutions.js";
export * from "./functional/transposedConvolutions.js";
export * from "./functional/maxPooling.js";
export * from "./functional/averagePooling.js";
export * from "./functional/powerPooling.js";
export * from "./functional/adaptivePooling.js";
export * from "./functional/unpooling.js";
export * from "./functional/patches.js";
export * from "./functional/interpolation.js";
export * from "./functional/gridSampling.js";
export * from "./functional/shuffling.js";
export * from "./functional/sparse.js";
export { pad, type PadMode, type PadOptions } from "./functional/padding.js";
export { pdist } from "../ops/distances.js";
export * from "./functional/similarities.js";
export { bilinear } from "./functional/bilinear.js";
export * from "./functional/dropout.js";
export * from "./functional/gumbelSoftmax.js";
export * from "./functional/rrelu.js";
export * from "./functional/batchNormalizations.js";
export { group_norm, layer_norm, rms_norm } from "./functional/normalizations.js";
export * from "./functional/marginLosses.js";
export * from "./functional/likelihoodLosses.js";
export * from "./functional/linearCrossEntropy.js";
export * from "./functional/multilabelLosses.js";
export * from "./functional/attention.js";
export * from "./functional/multiHeadAttention.js";
export * from "./functional/classMarginLosses.js";
export * from "./functional/probabilityLosses.js";
export * from "./functional/embeddingBag.js";
export * from "./functional/tripletLosses.js";
export * from "./functional/ctcLoss.js";
export * from "./functional/responseNorm.js";
