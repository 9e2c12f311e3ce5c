/**
 * GradLens's engine: what a training script gets as `import * as torch from "gradlens"`. Names and meanings are
 * PyTorch's; how Python's syntax is spelled in TypeScript is on the page "From PyTorch".
 */
export { Tensor } from "./tensor.js";
export { deepcopy } from "./deepcopy.js";
export { load, save, type LoadFileOptions } from "./files/serialization.js";
export { as_tensor, is_tensor, tensor, type TensorData, type TensorOptions } from "./creation.js";
export { empty, empty_like, full, full_like, ones, ones_like, scalar_tensor, zeros, zeros_like } from "./fills.js";
export * from "./ranges.js";
export * from "./random/api.js";
export { rrelu, rrelu_ } from "./ops/rrelu.js";
export * from "./ops/arithmetic.js";
export * from "./ops/powers.js";
export * from "./ops/exponentials.js";
export * from "./ops/regular.js";
export { rsub } from "./ops/reversed.js";
export { polygamma } from "./ops/polygamma.js";
export * from "./ops/activations.js";
export * from "./ops/comparisons.js";
export * from "./ops/reductions.js";
export * from "./ops/products.js";
export * from "./ops/shapes.js";
export * from "./ops/dimensions.js";
export * from "./ops/indexing.js";
export { clone, fill } from "./ops/copies.js";
export * from "./ops/rounding.js";
export { floor_divide, remainder } from "./ops/division.js";
export * from "./ops/bounds.js";
export * from "./ops/masks.js";
export * from "./ops/softmax.js";
export { chunk, narrow, split } from "./ops/slicing.js";
export { cat } from "./ops/join.js";
export * from "./ops/extremeFunctions.js";
export { logsumexp, norm, std, var, type NormOptions, type SpreadOptions } from "./ops/statisticFunctions.js";
export * from "./ops/totals.js";
export { Slice } from "./ops/slice.js";
export { addbmm, addmm, addmv, addr, baddbmm } from "./ops/addedProducts.js";
export { ger, inner, kron, outer, tensordot } from "./ops/tensorProducts.js";
export { einsum, type Subscripts } from "./ops/einsum.js";
export { constant_pad_nd } from "./ops/padding.js";
export { cdist, dist, pdist, type CdistMode, type CdistOptions } from "./ops/distances.js";
export { cosine_similarity, pairwise_distance } from "./nn/functional/similarities.js";
export { bilinear } from "./nn/functional/bilinear.js";
export { conv1d, conv2d, conv3d } from "./nn/functional/convolutions.js";
export { conv_transpose1d, conv_transpose2d, conv_transpose3d } from "./nn/functional/transposedConvolutions.js";
export { max_pool1d, max_pool2d, max_pool3d } from "./nn/functional/maxPooling.js";
export { avg_pool1d } from "./nn/functional/averagePooling.js";
export { adaptive_avg_pool1d } from "./nn/functional/adaptivePooling.js";
export { channel_shuffle, pixel_shuffle, pixel_unshuffle } from "./nn/functional/shuffling.js";
export { corrcoef, cov, type CovarianceOptions } from "./ops/covariances.js";
export { renorm } from "./ops/renorm.js";
export { broadcast_shapes, is_complex, numel } from "./ops/queries.js";
export { celu, selu, threshold } from "./nn/functional/shapedActivations.js";
export { celu_, selu_, threshold_ } from "./nn/functional/inPlaceActivations.js";
export { vander } from "./ops/vanderMatrix.js";
export { mvlgamma } from "./ops/multigamma.js";
export { as_strided } from "./ops/asStrided.js";
export { gather, index_select } from "./ops/gathering.js";
export {
  bfloat16,
  bool,
  complex128,
  complex128 as cdouble,
  complex32,
  complex32 as chalf,
  complex64,
  complex64 as cfloat,
  DType as dtype,
  float16,
  float16 as half,
  float32,
  float32 as float,
  float64,
  float64 as double,
  get_default_dtype,
  int16,
  int16 as short,
  int32,
  int32 as int,
  int64,
  int64 as long,
  int8,
  set_default_dtype,
  uint16,
  uint32,
  uint64,
  uint8,
} from "./dtype.js";
export { diag, diag_embed, diagflat, diagonal, trace } from "./ops/diagonals.js";
export { flip, fliplr, flipud, roll, rot90 } from "./ops/flips.js";
export { moveaxis, movedim, swapaxes, swapdims, unflatten } from "./ops/dimensionMoves.js";
export { atleast_1d, atleast_2d, atleast_3d, broadcast_tensors, broadcast_to, ravel, tile } from "./ops/reshaping.js";
export * from "./ops/stacks.js";
export { dsplit, hsplit, split_with_sizes, tensor_split, vsplit } from "./ops/partitions.js";
export { masked_select, take, take_along_dim } from "./ops/takes.js";
export { scatter, scatter_add } from "./ops/scatters.js";
export { index_add, index_copy, index_fill } from "./ops/indexWrites.js";
export { index_put, masked_scatter, put } from "./ops/indexPut.js";
export { diagonal_scatter, select_scatter, slice_scatter } from "./ops/regionWrites.js";
export { argsort, msort, sort, topk } from "./ops/sorting.js";
export { kthvalue, median, mode, nanmedian } from "./ops/orderStatistics.js";
export { std_mean, var_mean } from "./ops/spreadMeans.js";
export { cummax, cummin } from "./ops/cumulativeExtremes.js";
export { cumprod, logcumsumexp } from "./ops/cumulatives.js";
export { aminmax, nanmean, nansum } from "./ops/nanReductions.js";
export { cumulative_trapezoid, trapezoid, trapz } from "./ops/trapezoids.js";
export { all, any, count_nonzero, nonzero } from "./ops/truths.js";
export { nanquantile, quantile } from "./ops/quantiles.js";
export { diff, gradient } from "./ops/differences.js";
export { index_reduce, scatter_reduce } from "./ops/reducedWrites.js";
export { bincount, histc } from "./ops/counting.js";
export { frexp, type MantissaAndExponent } from "./ops/frexp.js";
export { histogram, type Histogram, type HistogramOptions } from "./ops/histograms.js";
export { unique, unique_consecutive } from "./ops/uniques.js";
export { bucketize, isin, searchsorted } from "./ops/searching.js";
export { unravel_index } from "./ops/unravelIndex.js";
export { repeat_interleave, tril_indices, triu_indices } from "./ops/repeats.js";
export * from "./dtypeFunctions.js";
export { device } from "./device.js";
export { set_printoptions, type PrintOptions } from "./printOptions.js";
export { Size } from "./size.js";
export { is_floating_point } from "./ops/casts.js";
export {
  enable_grad,
  inference_mode,
  is_grad_enabled,
  is_inference_mode_enabled,
  no_grad,
  set_grad_enabled,
} from "./autograd/gradMode.js";
export { is_inference } from "./autograd/isInference.js";
export { is_anomaly_check_nan_enabled, is_anomaly_enabled } from "./autograd/anomaly.js";
export * from "./constants.js";
export * as signal from "./signal/api.js";
export * from "./signal/olderWindows.js";
export * as linalg from "./linalg.js";
export * from "./ops/linalg/api.js";
export * as special from "./special.js";
export * as autograd from "./autograd/api.js";
export * as func from "./func/api.js";
export { vmap } from "./func/vmap.js";
export * as nn from "./nn/api.js";
import "./nn/forwardSignatures.js";
export * as utils from "./utils/api.js";
export * as distributions from "./distributions/api.js";
export * as optim from "./optim/api.js";
import "./finish.js";
