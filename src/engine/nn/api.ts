/**
 * `torch.nn`: what networks are made of.
 * https://docs.pytorch.org/docs/stable/nn.html
 */
export { Hardtanh, RReLU, Threshold } from "./activations/boundedActivations.js";
export { GLU, LogSoftmax, Softmax, Softmax2d, Softmin } from "./activations/dimensionActivations.js";
export { Hardsigmoid, Hardswish, Mish, ReLU, ReLU6, SELU, SiLU } from "./activations/inPlaceActivations.js";
export { LogSigmoid, Sigmoid, Softsign, Tanh, Tanhshrink } from "./activations/plainActivations.js";
export { CELU, ELU, LeakyReLU } from "./activations/slopedActivations.js";
export { GELU, Hardshrink, PReLU, Softplus, Softshrink } from "./activations/smoothActivations.js";
export * as functional from "./functional.js";
export * as init from "./init.js";
export * as utils from "./utils/api.js";
export { Conv1d, Conv2d, Conv3d, type ConvolutionModuleOptions } from "./convolutions/convolutions.js";
export {
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  type TransposedConvolutionModuleOptions,
} from "./convolutions/transposedConvolutions.js";
export { AlphaDropout, Dropout, Dropout1d, Dropout2d, Dropout3d, FeatureAlphaDropout } from "./dropouts/dropouts.js";
export { Embedding, type EmbeddingModuleOptions } from "./embeddings/embedding.js";
export { EmbeddingBag, type EmbeddingBagModuleOptions } from "./embeddings/embeddingBag.js";
export { BatchNorm1d, BatchNorm2d, BatchNorm3d } from "./normalization/batchNorm.js";
export { GroupNorm, type GroupNormOptions } from "./normalization/groupNorm.js";
export { InstanceNorm1d, InstanceNorm2d, InstanceNorm3d } from "./normalization/instanceNorm.js";
export { LayerNorm, RMSNorm, type LayerNormOptions, type RMSNormOptions } from "./normalization/layerNorm.js";
export { LocalResponseNorm } from "./normalization/localResponseNorm.js";
export type { StatisticsModuleOptions } from "./normalization/statisticsModule.js";
export {
  AdaptiveLogSoftmaxWithLoss,
  type AdaptiveLogSoftmaxOptions,
  type AdaptiveLogSoftmaxResult,
} from "./losses/adaptiveLogSoftmax.js";
export { BCELoss, BCEWithLogitsLoss, CrossEntropyLoss, NLLLoss } from "./losses/classificationLosses.js";
export { CTCLoss, GaussianNLLLoss, KLDivLoss, PoissonNLLLoss } from "./losses/likelihoodLosses.js";
export {
  CosineEmbeddingLoss,
  HingeEmbeddingLoss,
  MarginRankingLoss,
  MultiLabelMarginLoss,
  MultiLabelSoftMarginLoss,
  MultiMarginLoss,
  SoftMarginLoss,
} from "./losses/marginLosses.js";
export { HuberLoss, L1Loss, MSELoss, SmoothL1Loss, type HuberLossOptions } from "./losses/regressionLosses.js";
export { TripletMarginLoss, TripletMarginWithDistanceLoss } from "./losses/tripletLosses.js";
export { Bilinear } from "./linear/bilinear.js";
export { ConstantPad1d, ConstantPad2d, ConstantPad3d } from "./padding/constantPads.js";
export {
  CircularPad1d,
  CircularPad2d,
  CircularPad3d,
  ReflectionPad1d,
  ReflectionPad2d,
  ReflectionPad3d,
  ReplicationPad1d,
  ReplicationPad2d,
  ReplicationPad3d,
  ZeroPad1d,
  ZeroPad2d,
  ZeroPad3d,
} from "./padding/edgePads.js";
export { CosineSimilarity, PairwiseDistance } from "./distances/distances.js";
export { Flatten, Identity, Unflatten, type FlattenOptions } from "./shapes/flatten.js";
export { Fold, Unfold } from "./vision/patches.js";
export { ChannelShuffle, PixelShuffle, PixelUnshuffle } from "./vision/shuffles.js";
export { Upsample, UpsamplingBilinear2d, UpsamplingNearest2d, type UpsampleOptions } from "./vision/upsample.js";
export { LazyBatchNorm1d, LazyBatchNorm2d, LazyBatchNorm3d } from "./lazy/lazyBatchNorms.js";
export { LazyConv1d, LazyConv2d, LazyConv3d } from "./lazy/lazyConvolutions.js";
export { LazyInstanceNorm1d, LazyInstanceNorm2d, LazyInstanceNorm3d } from "./lazy/lazyInstanceNorms.js";
export { LazyLinear } from "./lazy/lazyLinear.js";
export { LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d } from "./lazy/lazyTransposedConvolutions.js";
export { Linear, type LinearOptions } from "./linear/linear.js";
export {
  AdaptiveAvgPool1d,
  AdaptiveAvgPool2d,
  AdaptiveAvgPool3d,
  AdaptiveMaxPool1d,
  AdaptiveMaxPool2d,
  AdaptiveMaxPool3d,
  type AdaptiveMaxPoolOptions,
  type AdaptiveSize,
} from "./pooling/adaptivePools.js";
export {
  AvgPool1d,
  AvgPool2d,
  AvgPool3d,
  type AvgPoolDivisorOptions,
  type AvgPoolOptions,
} from "./pooling/avgPools.js";
export { MaxPool1d, MaxPool2d, MaxPool3d, type MaxPoolOptions } from "./pooling/maxPools.js";
export { LPPool1d, LPPool2d, LPPool3d, type LPPoolOptions } from "./pooling/powerPools.js";
export { MaxUnpool1d, MaxUnpool2d, MaxUnpool3d, type MaxUnpoolOptions } from "./pooling/unpools.js";
export { LSTM, type LSTMOptions } from "./recurrent/lstm.js";
export { GRUCell, LSTMCell, RNNCell, type CellOptions, type RNNCellOptions } from "./recurrent/recurrentCells.js";
export { GRU, RNN, type RNNOptions } from "./recurrent/rnn.js";
export type { RecurrentOptions } from "./recurrent/settings.js";
export {
  MultiheadAttention,
  type AttentionCallOptions,
  type MultiheadAttentionOptions,
} from "./transformer/multiheadAttention.js";
export { Transformer, type TransformerCallOptions, type TransformerOptions } from "./transformer/transformer.js";
export {
  TransformerDecoder,
  type DecoderCallOptions,
  type TransformerDecoderOptions,
} from "./transformer/transformerDecoder.js";
export { TransformerDecoderLayer, type DecoderLayerCallOptions } from "./transformer/transformerDecoderLayer.js";
export {
  TransformerEncoder,
  type EncoderCallOptions,
  type TransformerEncoderOptions,
} from "./transformer/transformerEncoder.js";
export { TransformerEncoderLayer, type EncoderLayerCallOptions } from "./transformer/transformerEncoderLayer.js";
export type { TransformerActivation, TransformerLayerOptions } from "./transformer/layerArguments.js";
export { Buffer, type BufferOptions } from "./buffer.js";
export { Module } from "./module.js";
export * as modules from "./modules.js";
export { ModuleDict } from "./containers/moduleDict.js";
export { ModuleList } from "./containers/moduleList.js";
export { ParameterDict } from "./containers/parameterDict.js";
export { ParameterList } from "./containers/parameterList.js";
export { Parameter } from "./parameter.js";
export { UninitializedBuffer } from "./uninitializedBuffer.js";
export { UninitializedParameter } from "./uninitializedParameter.js";
export { Sequential, type Layer } from "./containers/sequential.js";
export type { LoadResult, StateDict } from "./module/stateDict.js";
