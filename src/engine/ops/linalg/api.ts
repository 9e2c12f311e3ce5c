/** What stands in `torch` itself beside `torch.linalg`: mostly the older names of the same functions. */
export { choleskyOf as cholesky } from "./choleskyFactors.js";
export { cholesky_inverse, cholesky_solve } from "./choleskySolutions.js";
export { det, logdet, slogdetOf as slogdet } from "./determinants.js";
export { inverse } from "./inverses.js";
export { matrix_exp, matrix_power } from "./matrixFunctions.js";
export { chain_matmul } from "./chains.js";
export { pinverse } from "./pseudoinverses.js";
export { qrOf as qr } from "./qr.js";
export { svdOf as svd } from "./singularValues.js";
export { crossOf as cross } from "./olderNames.js";
export { luSolveOf as lu_solve } from "./luSolutions.js";
export { lu_unpack } from "./luUnpacking.js";
