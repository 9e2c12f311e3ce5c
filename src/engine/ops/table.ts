import ArithmeticMethods from "./arithmetic.js";
import PowerMethods from "./powers.js";
import ExponentialMethods from "./exponentials.js";
import ActivationMethods from "./activations.js";
import ComparisonMethods from "./comparisons.js";
import ReductionMethods from "./reductions.js";
import ProductMethods from "./products.js";
import DimensionMethods from "./dimensions.js";
import ShapeMethods from "./shapes.js";
import AliasOps from "./alias.js";
import IndexingMethods from "./indexing.js";
import CopyMethods from "./copies.js";
import CastMethods from "./casts.js";
import RoundingMethods from "./rounding.js";
import DivisionMethods from "./division.js";
import BoundOps from "./boundOps.js";
import MaskMethods from "./masks.js";
import SoftmaxMethods from "./softmax.js";
import SoftmaxBackwardOps from "./softmaxBackward.js";
import AddedProductMethods from "./addedProducts.js";
import SlicingMethods from "./slicing.js";
import JoinMethods from "./join.js";
import GatheringMethods from "./gathering.js";
import SmoothActivationOps from "./smoothActivations.js";
import EluBackwardOps from "./eluBackward.js";
import PiecewiseActivationOps from "./piecewiseActivations.js";
import ClassLossOps from "./classLosses.js";
import PointwiseLossOps from "./pointwiseLosses.js";
import LogitLossOps from "./logitLoss.js";
import NormalizationOps from "./normalizations.js";
import AttentionOps from "./attention.js";
import ProbabilityLossOps from "./probabilityLoss.js";
import SoftMarginOps from "./softMargin.js";
import ClassMarginOps from "./classMargins.js";
import EmbeddingBagOps from "./embeddingBag.js";
import CtcLossOps from "./ctcLoss.js";
import PackingOps from "./packing.js";
import ConvolutionOps from "./convolution.js";
import SlidingPoolOps from "./slidingPools.js";
import AdaptivePoolOps from "./adaptivePools.js";
import SpaceOps from "./spaces.js";
import ResamplingOps from "./resampling.js";
import GridSamplingOps from "./gridSampling.js";
import AffineGridOps from "./affineGrid.js";
import PatchOps from "./patches.js";
import ShuffleOps from "./shuffles.js";
import PaddingOps from "./padding.js";
import EdgePaddingOps from "./edgePadding.js";
import DistanceOps from "./distanceOps.js";
import RenormMethods from "./renorm.js";
import MultigammaMethods from "./multigamma.js";
import TrilinearOps from "./trilinear.js";
import ExtremeOps from "./extremes.js";
import SpreadOps from "./spreads.js";
import StatisticsOps from "./statistics.js";
import TotalMethods from "./totals.js";
import AdvancedIndexOps from "./advancedIndex.js";
import StridedOps from "./strided.js";
import PrimalOps from "./primal.js";
import { opsOf } from "./functions.js";
import GatedActivationOps from "./gatedActivations.js";
import GluOps from "./glu.js";
import ProductAsOps from "./productAs.js";
import HardActivationOps from "./hardActivations.js";
import ShrinkingActivationOps from "./shrinkingActivations.js";
import * as bessel from "./bessel.js";
import * as modifiedBessel from "./modifiedBessel.js";
import * as orthogonalPolynomials from "./orthogonalPolynomials.js";
import ClosenessOps from "./closeness.js";
import * as normal from "./normalFunctions.js";
import IntegerOps from "./integerFunctions.js";
import ByNumberOps from "./byNumber.js";
import ReversedOps from "./reversed.js";
import NanToNumOps from "./nanToNum.js";
import LogitOps from "./logit.js";
import SignedOperandOps from "./signedOperands.js";
import ZetaOps from "./zeta.js";
import CombinationOps from "./combinations.js";
import FractionOps from "./fractions.js";
import LogarithmOps from "./logarithms.js";
import PolygammaMethods from "./polygamma.js";
import * as regular from "./regular.js";
import DiagonalMethods from "./diagonals.js";
import FlipMethods from "./flips.js";
import DimensionMoveMethods from "./dimensionMoves.js";
import StackOps from "./stacks.js";
import TakeMethods from "./takes.js";
import ScatterMethods from "./scatters.js";
import IndexWriteMethods from "./indexWrites.js";
import IndexPutMethods from "./indexPut.js";
import RegionWriteMethods from "./regionWrites.js";
import SortingMethods from "./sorting.js";
import OrderStatisticMethods from "./orderStatistics.js";
import SpreadMeanOps from "./spreadMeans.js";
import CumulativeExtremeMethods from "./cumulativeExtremes.js";
import CumulativeMethods from "./cumulatives.js";
import NanReductionMethods from "./nanReductions.js";
import TruthMethods from "./truths.js";
import ReducedWriteMethods from "./reducedWrites.js";
import CountingMethods from "./counting.js";
import FrexpMethods from "./frexp.js";
import HistogramMethods from "./histograms.js";
import UniqueMethods from "./uniques.js";
import SearchOps from "./searching.js";
import DrawnOps from "../random/drawnOps.js";
import GammaOps from "../random/gammas.js";
import RreluOps from "./rrelu.js";
import HangingOps from "./hanging.js";
import { linalgOps } from "./linalg/table.js";
import type { Op } from "./op.js";

const ops = {
  ...ArithmeticMethods.ops,
  ...PowerMethods.ops,
  ...ExponentialMethods.ops,
  ...opsOf(regular),
  ...GatedActivationOps.ops,
  ...GluOps.ops,
  ...ProductAsOps.ops,
  ...HardActivationOps.ops,
  ...HangingOps.ops,
  ...ShrinkingActivationOps.ops,
  ...opsOf(bessel),
  ...opsOf(modifiedBessel),
  ...opsOf(orthogonalPolynomials),
  ...opsOf(normal),
  ...ClosenessOps.ops,
  ...IntegerOps.ops,
  ...ByNumberOps.ops,
  ...ReversedOps.ops,
  ...NanToNumOps.ops,
  ...LogitOps.ops,
  ...SignedOperandOps.ops,
  ...ZetaOps.ops,
  ...CombinationOps.ops,
  ...FractionOps.ops,
  ...LogarithmOps.ops,
  ...PolygammaMethods.ops,
  ...ActivationMethods.ops,
  ...ComparisonMethods.ops,
  ...ReductionMethods.ops,
  ...ProductMethods.ops,
  ...ShapeMethods.ops,
  ...DimensionMethods.ops,
  ...AliasOps.ops,
  ...IndexingMethods.ops,
  ...CopyMethods.ops,
  ...CastMethods.ops,
  ...RoundingMethods.ops,
  ...DivisionMethods.ops,
  ...BoundOps.ops,
  ...MaskMethods.ops,
  ...SoftmaxMethods.ops,
  ...SoftmaxBackwardOps.ops,
  ...AddedProductMethods.ops,
  ...SlicingMethods.ops,
  ...JoinMethods.ops,
  ...GatheringMethods.ops,
  ...SmoothActivationOps.ops,
  ...EluBackwardOps.ops,
  ...PiecewiseActivationOps.ops,
  ...ClassLossOps.ops,
  ...PointwiseLossOps.ops,
  ...LogitLossOps.ops,
  ...NormalizationOps.ops,
  ...AttentionOps.ops,
  ...ProbabilityLossOps.ops,
  ...SoftMarginOps.ops,
  ...ClassMarginOps.ops,
  ...EmbeddingBagOps.ops,
  ...CtcLossOps.ops,
  ...PackingOps.ops,
  ...ConvolutionOps.ops,
  ...SlidingPoolOps.ops,
  ...AdaptivePoolOps.ops,
  ...SpaceOps.ops,
  ...ResamplingOps.ops,
  ...GridSamplingOps.ops,
  ...AffineGridOps.ops,
  ...PatchOps.ops,
  ...ShuffleOps.ops,
  ...PaddingOps.ops,
  ...EdgePaddingOps.ops,
  ...DistanceOps.ops,
  ...RenormMethods.ops,
  ...MultigammaMethods.ops,
  ...TrilinearOps.ops,
  ...ExtremeOps.ops,
  ...SpreadOps.ops,
  ...StatisticsOps.ops,
  ...TotalMethods.ops,
  ...AdvancedIndexOps.ops,
  ...DiagonalMethods.ops,
  ...FlipMethods.ops,
  ...DimensionMoveMethods.ops,
  ...StackOps.ops,
  ...TakeMethods.ops,
  ...ScatterMethods.ops,
  ...IndexWriteMethods.ops,
  ...IndexPutMethods.ops,
  ...RegionWriteMethods.ops,
  ...SortingMethods.ops,
  ...OrderStatisticMethods.ops,
  ...SpreadMeanOps.ops,
  ...CumulativeExtremeMethods.ops,
  ...CumulativeMethods.ops,
  ...NanReductionMethods.ops,
  ...TruthMethods.ops,
  ...ReducedWriteMethods.ops,
  ...CountingMethods.ops,
  ...FrexpMethods.ops,
  ...HistogramMethods.ops,
  ...UniqueMethods.ops,
  ...SearchOps.ops,
  ...StridedOps.ops,
  ...linalgOps,
  ...DrawnOps.ops,
  ...GammaOps.ops,
  ...RreluOps.ops,
  ...PrimalOps.ops,
};

/** The name of an op, as an observed call gives it. */
export type OpName = keyof typeof ops;

/** Every op the engine has. Whatever goes through this table finds new ops by itself. */
export const opTable: { readonly [Name in OpName]: Op } = ops;
