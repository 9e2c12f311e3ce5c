import CholeskyOps from "./choleskyFactors.js";
import CholeskyMethods from "./choleskySolutions.js";
import DeterminantMethods from "./determinants.js";
import EigenvalueOps from "./eigenvalues.js";
import InverseMethods from "./inverses.js";
import LeastSquaresOps from "./leastSquaresOps.js";
import LuFactorOps from "./luFactors.js";
import LuSolutionOps from "./luSolutions.js";
import LuUnpackingOps from "./luUnpacking.js";
import MatrixFunctionMethods from "./matrixFunctions.js";
import MatrixRankOps from "./matrixRank.js";
import PseudoinverseMethods from "./pseudoinverses.js";
import QrMethods from "./qr.js";
import ReflectionOps from "./reflections.js";
import SingularValueMethods from "./singularValues.js";
import SystemOps from "./systems.js";
import TriangularSystemOps from "./triangularSystems.js";
import VectorProductOps from "./vectorProducts.js";

/** The part of the op table that is about matrices. */
export const linalgOps = {
  ...TriangularSystemOps.ops,
  ...SystemOps.ops,
  ...InverseMethods.ops,
  ...CholeskyOps.ops,
  ...CholeskyMethods.ops,
  ...DeterminantMethods.ops,
  ...QrMethods.ops,
  ...ReflectionOps.ops,
  ...EigenvalueOps.ops,
  ...SingularValueMethods.ops,
  ...PseudoinverseMethods.ops,
  ...MatrixRankOps.ops,
  ...LeastSquaresOps.ops,
  ...LuFactorOps.ops,
  ...LuSolutionOps.ops,
  ...LuUnpackingOps.ops,
  ...MatrixFunctionMethods.ops,
  ...VectorProductOps.ops,
};
