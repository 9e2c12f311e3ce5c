/**
 * `torch.linalg`: decompositions, systems of equations, norms and products of matrices.
 * https://docs.pytorch.org/docs/stable/linalg.html
 */
export { LinAlgError } from "./errors/kinds.js";
export { cholesky, cholesky_ex } from "./ops/linalg/choleskyFactors.js";
export { inv, inv_ex } from "./ops/linalg/inverses.js";
export { solve, solve_ex } from "./ops/linalg/systems.js";
export { solve_triangular } from "./ops/linalg/triangularSystems.js";
export { lu, lu_factor, lu_factor_ex } from "./ops/linalg/luFactors.js";
export { lu_solve } from "./ops/linalg/luSolutions.js";
export { det, slogdet } from "./ops/linalg/determinants.js";
export { householder_product } from "./ops/linalg/reflections.js";
export { qr } from "./ops/linalg/qr.js";
export { eigh, eigvalsh } from "./ops/linalg/eigenvalues.js";
export { svd, svdvals } from "./ops/linalg/singularValues.js";
export { pinv } from "./ops/linalg/pseudoinverses.js";
export { matrix_rank } from "./ops/linalg/matrixRank.js";
export { lstsq } from "./ops/linalg/leastSquares.js";
export { matrix_norm, norm, vector_norm } from "./ops/linalg/norms.js";
export { cond } from "./ops/linalg/condition.js";
export { multi_dot } from "./ops/linalg/chains.js";
export { matrix_exp, matrix_power } from "./ops/linalg/matrixFunctions.js";
export { tensorinv, tensorsolve } from "./ops/linalg/tensorEquations.js";
export { cross, vecdot } from "./ops/linalg/vectorProducts.js";
export { vander } from "./ops/linalg/vander.js";
export { diagonalOf as diagonal } from "./ops/linalg/diagonals.js";
export { matmul } from "./ops/products.js";
