/**
 * `torch.distributions`: distributions to draw from, with densities, entropies and divergences.
 * https://docs.pytorch.org/docs/stable/distributions.html
 */
export { Distribution, type SampleShape } from "./distribution.js";
export { Bernoulli, type BernoulliOptions } from "./bernoulli.js";
export { Beta, type BetaOptions } from "./beta.js";
export { Binomial, type BinomialOptions } from "./binomial.js";
export { Categorical, type CategoricalOptions } from "./categorical.js";
export { Cauchy, type CauchyOptions } from "./cauchy.js";
export { Chi2, type Chi2Options } from "./chi2.js";
export { ContinuousBernoulli, type ContinuousBernoulliOptions } from "./continuousBernoulli.js";
export { Dirichlet, type DirichletOptions } from "./dirichlet.js";
export { Exponential, type ExponentialOptions } from "./exponential.js";
export { FisherSnedecor, type FisherSnedecorOptions } from "./fisherSnedecor.js";
export { Gamma, type GammaOptions } from "./gamma.js";
export { GeneralizedPareto, type GeneralizedParetoOptions } from "./generalizedPareto.js";
export { Geometric, type GeometricOptions } from "./geometric.js";
export { Gumbel, type GumbelOptions } from "./gumbel.js";
export { HalfCauchy, type HalfCauchyOptions } from "./halfCauchy.js";
export { HalfNormal, type HalfNormalOptions } from "./halfNormal.js";
export { Independent, type IndependentOptions } from "./independent.js";
export { InverseGamma, type InverseGammaOptions } from "./inverseGamma.js";
export { Kumaraswamy, type KumaraswamyOptions } from "./kumaraswamy.js";
export { Laplace, type LaplaceOptions } from "./laplace.js";
export { LKJCholesky, type LKJCholeskyOptions } from "./lkjCholesky.js";
export { LogisticNormal, type LogisticNormalOptions } from "./logisticNormal.js";
export { LogNormal, type LogNormalOptions } from "./logNormal.js";
export { LowRankMultivariateNormal, type LowRankMultivariateNormalOptions } from "./lowRankMultivariateNormal.js";
export { MixtureSameFamily, type MixtureSameFamilyOptions } from "./mixtureSameFamily.js";
export { Multinomial, type MultinomialOptions } from "./multinomial.js";
export { MultivariateNormal, type MultivariateNormalOptions } from "./multivariateNormal.js";
export { NegativeBinomial, type NegativeBinomialOptions } from "./negativeBinomial.js";
export { Normal, type NormalOptions } from "./normal.js";
export {
  OneHotCategorical,
  OneHotCategoricalStraightThrough,
  type OneHotCategoricalOptions,
} from "./oneHotCategorical.js";
export { Pareto, type ParetoOptions } from "./pareto.js";
export { Poisson, type PoissonOptions } from "./poisson.js";
export { RelaxedBernoulli, type RelaxedBernoulliOptions } from "./relaxedBernoulli.js";
export { RelaxedOneHotCategorical, type RelaxedOneHotCategoricalOptions } from "./relaxedOneHotCategorical.js";
export { StudentT, type StudentTOptions } from "./studentT.js";
export { TransformedDistribution, type TransformedDistributionOptions } from "./transformedDistribution.js";
export { Uniform, type UniformOptions } from "./uniform.js";
export { VonMises, type VonMisesOptions } from "./vonMises.js";
export { Weibull, type WeibullOptions } from "./weibull.js";
export { kl_divergence, register_kl } from "./klDivergence.js";
export { biject_to, transform_to, type ConstraintRegistry } from "./constraintRegistry.js";
export * as constraints from "./constraints.js";
export * as transforms from "./transforms.js";
export * from "./transforms.js";
