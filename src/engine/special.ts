/**
 * `torch.special`: the special functions.
 * https://docs.pytorch.org/docs/stable/special.html
 */
export { digamma } from "./ops/gammaFunctions.js";
export { polygamma } from "./ops/polygamma.js";
export { multigammaln } from "./ops/multigamma.js";
export { erf, erfc, erfinv } from "./ops/errorFunctions.js";
export { exp2, expm1, log1p } from "./ops/exponentials.js";
export { expit, gammainc, gammaincc, gammaln, psi, specialLogSoftmax as log_softmax } from "./ops/specialNames.js";
export { xlogy, xlog1pyOf as xlog1py } from "./ops/logarithms.js";
export { softmax } from "./ops/softmax.js";
export { logsumexp } from "./ops/statisticFunctions.js";
export { roundToDecimals as round } from "./ops/specialRounding.js";
export { logit } from "./ops/logit.js";
export { zeta } from "./ops/zeta.js";
export { sinc } from "./ops/sinc.js";
export { ndtr } from "./ops/normalDistribution.js";
export * from "./ops/normalFunctions.js";
export * from "./ops/modifiedBessel.js";
export * from "./ops/orthogonalPolynomials.js";
export { bessel_j0, bessel_j1, i0, i0e, i1, i1e } from "./ops/bessel.js";
