import * as torch from "../../../../src/engine/index.js";
import { wrong } from "../../support/checkMistakes.js";
import { checkRandomMistakes, type RandomMistake } from "../../support/checkRandomMistakes.js";

const F = torch.nn.functional;
const { init } = torch.nn;
const ints = { dtype: torch.int64 } as const;
const x = (): torch.Tensor => torch.zeros(3);
const weights = torch.tensor([0.1, 0.2, 0.7]);

const mistakes: readonly RandomMistake[] = [
  [
    "normal of a negative deviation",
    () => torch.normal(x(), -1),
    "RuntimeError",
    "normal expects std >= 0.0, but found std -1",
  ],
  [
    "normal of negative deviations",
    () => torch.normal(0, torch.tensor([1, -1])),
    "RuntimeError",
    "normal expects all elements of std >= 0.0",
  ],
  [
    "normal of integers",
    () => torch.normal(torch.ones(2, ints), 1),
    "NotImplementedError",
    `"normal_kernel_cpu" not implemented for 'Long'`,
  ],
  ["normal without sizes", () => torch.normal(0, 1), "TypeError", /"size"$/],
  [
    "normal of shapes that do not fit",
    () => torch.normal(x(), torch.ones(2)),
    "RuntimeError",
    /^The size of tensor a \(3\)/,
  ],
  [
    "bernoulli of what is no probability",
    () => torch.bernoulli(torch.tensor([1.5])),
    "RuntimeError",
    /^Expected p_in >= 0 && p_in <= 1 to be true, but got false\./,
  ],
  [
    "multinomial of zeros",
    () => torch.multinomial(x(), 2, true),
    "RuntimeError",
    "invalid multinomial distribution (sum of probabilities <= 0)",
  ],
  [
    "multinomial of zeros without replacement",
    () => torch.multinomial(x(), 2),
    "RuntimeError",
    "invalid multinomial distribution (sum of probabilities <= 0)",
  ],
  [
    "multinomial of negative weights",
    () => torch.multinomial(torch.tensor([1, -1]), 2, true),
    "RuntimeError",
    "invalid multinomial distribution (encountering probability entry < 0)",
  ],
  [
    "multinomial of infinite weights",
    () => torch.multinomial(torch.tensor([1, Infinity]), 2, true),
    "RuntimeError",
    "invalid multinomial distribution (encountering probability entry = infinity or NaN)",
  ],
  [
    "multinomial of NaN without replacement",
    () => torch.multinomial(torch.tensor([1, NaN]), 2),
    "RuntimeError",
    "probability tensor contains either `inf`, `nan` or element < 0",
  ],
  [
    "multinomial of more than there is",
    () => torch.multinomial(weights, 4),
    "RuntimeError",
    "cannot sample n_sample > prob_dist.size(-1) samples without replacement",
  ],
  [
    "multinomial of no samples",
    () => torch.multinomial(weights, 0),
    "RuntimeError",
    "cannot sample n_sample <= 0 samples",
  ],
  [
    "multinomial of a cube",
    () => torch.multinomial(torch.ones(1, 2, 3), 1),
    "RuntimeError",
    "prob_dist must be 1 or 2 dim",
  ],
  [
    "multinomial of integers",
    () => torch.multinomial(torch.ones(2, ints), 1),
    "RuntimeError",
    "multinomial only supports floating-point dtypes for input, got: Long",
  ],
  [
    "multinomial of a fraction",
    () => torch.multinomial(weights, 1.5),
    "TypeError",
    /argument 'num_samples' must be int/,
  ],
  [
    "poisson of negative rates",
    () => torch.poisson(torch.tensor([-1])),
    "RuntimeError",
    "invalid Poisson rate, expected rate to be non-negative",
  ],
  [
    "poisson of integers",
    () => torch.poisson(torch.ones(1, ints)),
    "NotImplementedError",
    `"poisson_cpu" not implemented for 'Long'`,
  ],
  [
    "binomial of integers",
    () => torch.binomial(torch.ones(1, ints), torch.ones(1)),
    "ValueError",
    "binomial only supports floating-point dtypes for count, got: Long",
  ],
  [
    "dropout beyond 1",
    () => F.dropout(weights, 1.5),
    "ValueError",
    "dropout probability has to be between 0 and 1, but got 1.5",
  ],
  [
    "dropout of integers",
    () => F.dropout(torch.ones(2, ints)),
    "RuntimeError",
    "result type Float can't be cast to the desired output type Long",
  ],
  [
    "dropout1d of a vector",
    () => F.dropout1d(x()),
    "RuntimeError",
    /^dropout1d: Expected 2D or 3D input, but received a 1D input/,
  ],
  [
    "feature_alpha_dropout of a vector",
    () => F.feature_alpha_dropout(x(), 0.5, true),
    "RuntimeError",
    "Feature dropout requires at least 2 dimensions in the input",
  ],
  [
    "gumbel_softmax of integers",
    () => F.gumbel_softmax(torch.ones(2, ints)),
    "RuntimeError",
    /^Exponential distribution is a continuous probability distribution/,
  ],
  [
    "rrelu of bounds the wrong way round",
    () => F.rrelu(x(), 0.5, 0.1),
    "RuntimeError",
    "Lower bound should be less than or equal to the upper bound",
  ],
  [
    "rrelu of a bound that is none",
    () => F.rrelu(x(), NaN, 0.3),
    "RuntimeError",
    "rrelu: lower bound must be finite, got nan",
  ],
  [
    "rrelu of integers",
    () => F.rrelu(torch.ones(2, ints), { training: true }),
    "NotImplementedError",
    `"rrelu_with_noise_out_cpu" not implemented for 'Long'`,
  ],
  ["eye_ of a vector", () => init.eye_(x()), "ValueError", "Only tensors with 2 dimensions are supported"],
  [
    "dirac_ of a matrix",
    () => init.dirac_(torch.zeros(2, 2)),
    "ValueError",
    "Only tensors with 3, 4, or 5 dimensions are supported",
  ],
  [
    "dirac_ of groups that do not divide",
    () => init.dirac_(torch.zeros(3, 2, 2), 2),
    "ValueError",
    "dim 0 must be divisible by groups",
  ],
  [
    "orthogonal_ of a vector",
    () => init.orthogonal_(x()),
    "ValueError",
    "Only tensors with 2 or more dimensions are supported",
  ],
  [
    "xavier_normal_ of nothing",
    () => init.xavier_normal_(torch.zeros(0, 0)),
    "RuntimeError",
    "ZeroDivisionError: float division by zero",
  ],
  [
    "calculate_gain of a slope that is none",
    () => init.calculate_gain("leaky_relu", wrong("0.2")),
    "ValueError",
    "negative_slope string not a valid number",
  ],
  [
    "kaiming_normal_ of an unknown mode",
    () => init.kaiming_normal_(torch.zeros(2, 2), { mode: wrong("fan") }),
    "ValueError",
    "Mode fan not supported, please use one of ['fan_in', 'fan_out']",
  ],
];

checkRandomMistakes("functions", mistakes, ["dropout of integers"]);
