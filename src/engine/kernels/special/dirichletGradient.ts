import { digamma } from "./gamma.js";

/**
 * How a part x of a sample of a Dirichlet distribution moves with its parameter, at a fixed chance: the gradient of a beta
 * distribution's number, −∂cdf(x; alpha, total − alpha)/∂alpha / pdf(x) / (1 − x), approximated as PyTorch does
 * (aten/src/ATen/native/Distributions.h).
 */
export function dirichletGradient(x: number, alpha: number, total: number): number {
  const beta = total - alpha;
  const spread = total * x * (1 - x);
  if (x <= 0.5 && spread < 2.5) return nearZero(x, alpha, beta);
  if (x >= 0.5 && spread < 0.75) return -nearOne(1 - x, beta, alpha);
  return alpha > 6 && beta > 6 ? betweenLarge(x, alpha, beta) : byRationals(x, alpha, total);
}

function nearZero(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha) - digamma(alpha + beta) - Math.log(x);
  let term = 1;
  let sum = (term / alpha) * (factor + 1 / alpha);
  for (let i = 1; i <= 10; i++) {
    term *= ((i - beta) * x) / i;
    sum += (term / (alpha + i)) * (factor + 1 / (alpha + i));
  }
  return numberOrZero(x * Math.pow(1 - x, -beta) * sum);
}

/** By the other parameter, of the other part. */
function nearOne(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha + beta) - digamma(beta);
  let [term, product, slope] = [1, 1, 0];
  let sum = factor / alpha;
  for (let i = 1; i <= 8; i++) {
    term *= -x / i;
    slope = slope * (beta - i) + product;
    product *= beta - i;
    sum += (term / (alpha + i)) * (slope + factor * product);
  }
  return numberOrZero(-Math.pow(1 - x, 1 - beta) * sum);
}

/** Rice's saddle point expansion for large parameters. */
function betweenLarge(x: number, alpha: number, beta: number): number {
  const total = alpha + beta;
  const mean = alpha / total;
  const deviation = Math.sqrt((alpha * beta) / (total + 1)) / total;
  if (mean - 0.1 * deviation <= x && x <= mean + 0.1 * deviation) return aroundMean(x, alpha, beta);
  const scale = -x / Math.sqrt((2 * alpha * beta) / total);
  const stirling = (stirlingOf(alpha) * stirlingOf(beta)) / stirlingOf(total);
  const distance = alpha * (x - 1) + beta * x;
  const above = 2 * alpha * alpha * (x - 1) + alpha * beta * (x - 1) - x * beta * beta;
  const first = above / (Math.sqrt((2 * alpha) / beta) * Math.pow(total, 1.5) * distance * distance);
  const second = 0.5 * Math.log(alpha / (total * x));
  const third = Math.sqrt((8 * alpha * beta) / total) / (beta * x + alpha * (x - 1));
  const exponent = beta * Math.log(beta / (total * (1 - x))) + alpha * Math.log(alpha / (total * x));
  const fourth = Math.pow(exponent, -1.5);
  return stirling * scale * (first + second * (third + (x < mean ? fourth : -fourth)));
}

function stirlingOf(a: number): number {
  return 1 + 1 / (12 * a) + 1 / (288 * a * a);
}

/** The limit of the expansion, which is singular at the mean. */
function aroundMean(x: number, alpha: number, beta: number): number {
  const total = alpha + beta;
  const square = beta * beta;
  const fourthPower = 8 * (1 - x) * (135 * beta - 11);
  const thirdPower = (453 + 1620 * beta * (1 - x) - 455 * x) * beta + alpha * fourthPower;
  const secondPower = 3 * (59 + 180 * beta - 90 * x) * square + alpha * thirdPower;
  const firstPower = (43 + 20 * (16 + 27 * beta) * x) * square * beta + alpha * secondPower;
  const polynomial = 47 * x * square * square + alpha * firstPower;
  const above = ((1 + 12 * alpha) * (1 + 12 * beta)) / (total * total);
  const below = 12960 * alpha * alpha * alpha * beta * beta * (1 + 12 * total);
  return ((above / (1 - x)) * polynomial) / below;
}

type Cubics = readonly (readonly (readonly [number, number, number, number])[])[];

/** By the powers of log(x) and of log(alpha / x), cubic polynomials in log(total · x / alpha). */
const above: Cubics = [
  [
    [1.003668233, -0.01061107488, -0.0657888334, 0.01201642863],
    [0.6336835991, -0.3557432599, 0.05486251648, -0.001465281033],
    [-0.03276231906, 0.004474107445, 0.002429354597, -0.0001557569013],
  ],
  [
    [0.221950385, -0.3187676331, 0.01799915743, 0.01074823814],
    [-0.2951249643, 0.06219954479, 0.01535556598, 0.001550077057],
    [0.02155310298, 0.004170831599, 0.001292462449, 6.976601077e-5],
  ],
  [
    [-0.05980841433, 0.008441916499, 0.01085618172, 0.002319392565],
    [0.02911413504, 0.01400243777, -0.002721828457, 0.000751041181],
    [0.005900514878, -0.001936558688, -9.495446725e-6, 5.385558597e-5],
  ],
];

const below: Cubics = [
  [
    [1, -0.02924021934, -0.04438342661, 0.007285809825],
    [0.6357567472, -0.3473456711, 0.05454656494, -0.002407477521],
    [-0.03301322327, 0.004845219414, 0.00231480583, -0.0002307248149],
  ],
  [
    [0.5925320577, -0.1757678135, 0.01505928619, 0.000564515273],
    [0.1014815858, -0.06589186703, 0.01272886114, -0.0007316646956],
    [-0.007258481865, 0.001096195486, 0.0003934994223, -4.12701925e-5],
  ],
  [
    [0.06469649321, -0.0236701437, 0.002902096474, -5.896963079e-5],
    [0.001925008108, -0.002869809258, 0.0008000589141, -6.063713228e-5],
    [-0.0003477407336, 6.959756487e-5, 1.097287507e-5, -1.650964693e-6],
  ],
];

/** A rational correction of an approximation by digammas. */
function byRationals(x: number, alpha: number, total: number): number {
  const u = Math.log(x);
  const a = Math.log(alpha) - u;
  const b = Math.log(total) - a;
  const [powersOfU, powersOfA] = [u, a].map((log) => [1, log, log * log]) as [number[], number[]];
  const at = (cubics: Cubics): number => {
    let sum = 0;
    cubics.forEach((row, i) => {
      row.forEach(([c0, c1, c2, c3], j) => {
        sum += powersOfU[i]! * powersOfA[j]! * (c0 + b * (c1 + b * (c2 + b * c3)));
      });
    });
    return sum;
  };
  const approximation = (x * (digamma(total) - digamma(alpha))) / (total - alpha);
  return (at(above) / at(below)) * approximation;
}

function numberOrZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
