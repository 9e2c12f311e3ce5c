import { AutogradMethods } from "./autograd/methods.js";
import { NewTensorMethods } from "./fills.js";
import { mixin } from "./mixin.js";
import ArithmeticMethods from "./ops/arithmetic.js";
import PowerMethods from "./ops/powers.js";
import ExponentialMethods from "./ops/exponentials.js";
import ActivationMethods from "./ops/activations.js";
import ComparisonMethods from "./ops/comparisons.js";
import ReductionMethods from "./ops/reductions.js";
import ProductMethods from "./ops/products.js";
import DimensionMethods from "./ops/dimensions.js";
import ShapeMethods from "./ops/shapes.js";
import IndexingMethods from "./ops/indexing.js";
import CopyMethods from "./ops/copies.js";
import CastMethods from "./ops/casts.js";
import RoundingMethods from "./ops/rounding.js";
import DivisionMethods from "./ops/division.js";
import BoundMethods from "./ops/bounds.js";
import MaskMethods from "./ops/masks.js";
import SoftmaxMethods from "./ops/softmax.js";
import AddedProductMethods from "./ops/addedProducts.js";
import TensorProductMethods from "./ops/tensorProducts.js";
import DistanceMethods from "./ops/distances.js";
import InPlaceMethods from "./ops/inPlaceMethods.js";
import InPlaceViewMethods from "./ops/inPlaceViews.js";
import AliasMethods from "./ops/aliasMethods.js";
import RenormMethods from "./ops/renorm.js";
import MultigammaMethods from "./ops/multigamma.js";
import CovarianceMethods from "./ops/covariances.js";
import AsStridedMethods from "./ops/asStrided.js";
import SlicingMethods from "./ops/slicing.js";
import GatheringMethods from "./ops/gathering.js";
import ExtremeMethods from "./ops/extremeFunctions.js";
import StatisticMethods from "./ops/statisticFunctions.js";
import TotalMethods from "./ops/totals.js";
import { methodsOf, type MethodsOf } from "./ops/functions.js";
import PolygammaMethods from "./ops/polygamma.js";
import * as regular from "./ops/regular.js";
import RandomMethods from "./random/methods.js";
import DistributionMethods from "./random/distributions.js";
import DiagonalMethods from "./ops/diagonals.js";
import FlipMethods from "./ops/flips.js";
import DimensionMoveMethods from "./ops/dimensionMoves.js";
import ReshapingMethods from "./ops/reshaping.js";
import PartitionMethods from "./ops/partitions.js";
import TakeMethods from "./ops/takes.js";
import ScatterMethods from "./ops/scatters.js";
import IndexWriteMethods from "./ops/indexWrites.js";
import IndexPutMethods from "./ops/indexPut.js";
import RegionWriteMethods from "./ops/regionWrites.js";
import SortingMethods from "./ops/sorting.js";
import OrderStatisticMethods from "./ops/orderStatistics.js";
import CumulativeExtremeMethods from "./ops/cumulativeExtremes.js";
import CumulativeMethods from "./ops/cumulatives.js";
import NanReductionMethods from "./ops/nanReductions.js";
import TruthMethods from "./ops/truths.js";
import QuantileMethods from "./ops/quantiles.js";
import DifferenceMethods from "./ops/differences.js";
import ReducedWriteMethods from "./ops/reducedWrites.js";
import CountingMethods from "./ops/counting.js";
import FrexpMethods from "./ops/frexp.js";
import HistogramMethods from "./ops/histograms.js";
import UniqueMethods from "./ops/uniques.js";
import RepeatMethods from "./ops/repeats.js";
import CholeskyMethods from "./ops/linalg/choleskySolutions.js";
import DeterminantMethods from "./ops/linalg/determinants.js";
import InverseMethods from "./ops/linalg/inverses.js";
import MatrixFunctionMethods from "./ops/linalg/matrixFunctions.js";
import PseudoinverseMethods from "./ops/linalg/pseudoinverses.js";
import SingularValueMethods from "./ops/linalg/singularValues.js";
import QrMethods from "./ops/linalg/qr.js";
import OlderMatrixMethods from "./ops/linalg/olderNames.js";
import { ConversionMethods } from "./values.js";

/** The methods of a tensor, one class for each family of ops. Written out because the type refers to Tensor itself. */
export const TensorMethods = mixin(
  AutogradMethods,
  ConversionMethods,
  ArithmeticMethods,
  PowerMethods,
  ExponentialMethods,
  methodsOf(regular),
  PolygammaMethods,
  ActivationMethods,
  ComparisonMethods,
  ReductionMethods,
  ProductMethods,
  ShapeMethods,
  DimensionMethods,
  IndexingMethods,
  CopyMethods,
  CastMethods,
  RoundingMethods,
  DivisionMethods,
  BoundMethods,
  MaskMethods,
  SoftmaxMethods,
  AddedProductMethods,
  TensorProductMethods,
  DistanceMethods,
  InPlaceMethods,
  InPlaceViewMethods,
  AliasMethods,
  RenormMethods,
  MultigammaMethods,
  CovarianceMethods,
  AsStridedMethods,
  SlicingMethods,
  GatheringMethods,
  ExtremeMethods,
  StatisticMethods,
  TotalMethods,
  DiagonalMethods,
  FlipMethods,
  DimensionMoveMethods,
  ReshapingMethods,
  PartitionMethods,
  TakeMethods,
  ScatterMethods,
  IndexWriteMethods,
  IndexPutMethods,
  RegionWriteMethods,
  SortingMethods,
  OrderStatisticMethods,
  CumulativeExtremeMethods,
  CumulativeMethods,
  NanReductionMethods,
  TruthMethods,
  QuantileMethods,
  DifferenceMethods,
  ReducedWriteMethods,
  CountingMethods,
  FrexpMethods,
  HistogramMethods,
  UniqueMethods,
  RepeatMethods,
  CholeskyMethods,
  DeterminantMethods,
  InverseMethods,
  MatrixFunctionMethods,
  PseudoinverseMethods,
  OlderMatrixMethods,
  SingularValueMethods,
  QrMethods,
  RandomMethods,
  DistributionMethods,
  NewTensorMethods,
) as new () => AutogradMethods &
  ConversionMethods &
  ArithmeticMethods &
  PowerMethods &
  ExponentialMethods &
  MethodsOf<typeof regular> &
  PolygammaMethods &
  ActivationMethods &
  ComparisonMethods &
  ReductionMethods &
  ProductMethods &
  ShapeMethods &
  DimensionMethods &
  IndexingMethods &
  CopyMethods &
  CastMethods &
  RoundingMethods &
  DivisionMethods &
  BoundMethods &
  MaskMethods &
  SoftmaxMethods &
  AddedProductMethods &
  TensorProductMethods &
  DistanceMethods &
  InPlaceMethods &
  InPlaceViewMethods &
  AliasMethods &
  RenormMethods &
  MultigammaMethods &
  CovarianceMethods &
  AsStridedMethods &
  SlicingMethods &
  GatheringMethods &
  ExtremeMethods &
  StatisticMethods &
  TotalMethods &
  DiagonalMethods &
  FlipMethods &
  DimensionMoveMethods &
  ReshapingMethods &
  PartitionMethods &
  TakeMethods &
  ScatterMethods &
  IndexWriteMethods &
  IndexPutMethods &
  RegionWriteMethods &
  SortingMethods &
  OrderStatisticMethods &
  CumulativeExtremeMethods &
  CumulativeMethods &
  NanReductionMethods &
  TruthMethods &
  QuantileMethods &
  DifferenceMethods &
  ReducedWriteMethods &
  CountingMethods &
  FrexpMethods &
  HistogramMethods &
  UniqueMethods &
  RepeatMethods &
  CholeskyMethods &
  DeterminantMethods &
  InverseMethods &
  MatrixFunctionMethods &
  PseudoinverseMethods &
  OlderMatrixMethods &
  SingularValueMethods &
  QrMethods &
  RandomMethods &
  DistributionMethods &
  NewTensorMethods;
