import * as torch from "../../../../src/engine/index.js";
import { wrong } from "../../support/checkMistakes.js";
import { checkRandomMistakes, type RandomMistake } from "../../support/checkRandomMistakes.js";

const ints = { dtype: torch.int64 } as const;
const x = (): torch.Tensor => torch.zeros(3);

const mistakes: readonly RandomMistake[] = [
  [
    "uniform_ downwards",
    () => x().uniform_(5, 2),
    "RuntimeError",
    "uniform_ expects to return a [from, to) range, but found from=5 > to=2",
  ],
  ["uniform_ from NaN", () => x().uniform_(NaN, 1), "RuntimeError", "from is out of bounds for float"],
  ["uniform_ beyond float32", () => x().uniform_(0, 1e39), "RuntimeError", "to is out of bounds for float"],
  [
    "uniform_ of too wide a range",
    () => x().uniform_(-3e38, 3e38),
    "RuntimeError",
    /^uniform_ expects to-from <= std::numeric_limits<Float>::max\(\)/,
  ],
  [
    "uniform_ of integers, even of none",
    () => torch.zeros(0, ints).uniform_(),
    "NotImplementedError",
    `"check_uniform_bounds" not implemented for 'Long'`,
  ],
  [
    "normal_ of a negative deviation",
    () => x().normal_(0, -1),
    "RuntimeError",
    "normal expects std >= 0.0, but found std -1",
  ],
  ["normal_ of NaN", () => x().normal_(0, NaN), "RuntimeError", "normal expects std >= 0.0, but found std nan"],
  ["normal_ of text", () => x().normal_(wrong("0")), "TypeError", /argument 'mean' must be float, not string$/],
  ["bernoulli_ beyond 1", () => x().bernoulli_(2), "RuntimeError", "bernoulli_ expects p to be in [0, 1], but got p=2"],
  [
    "bernoulli_ by what is no probability",
    () => x().bernoulli_(torch.tensor([0.5, 2, 1])),
    "RuntimeError",
    /^Expected p_in >= 0 && p_in <= 1 to be true, but got false\./,
  ],
  [
    "bernoulli_ by integers",
    () => x().bernoulli_(torch.ones(3, ints)),
    "NotImplementedError",
    `"bernoulli_tensor_cpu_p_" not implemented for 'Long'`,
  ],
  [
    "bernoulli_ by another shape",
    () => x().bernoulli_(torch.zeros(2)),
    "RuntimeError",
    /^The expanded size of the tensor \(3\)/,
  ],
  [
    "exponential_ of nothing",
    () => x().exponential_(0),
    "RuntimeError",
    "exponential_ expects lambda > 0.0, but found lambda=0",
  ],
  [
    "exponential_ of integers",
    () => torch.zeros(3, ints).exponential_(),
    "RuntimeError",
    "Exponential distribution is a continuous probability distribution. dtype must be a floating point but you specified Long",
  ],
  ["cauchy_ of nothing", () => x().cauchy_(1, 0), "RuntimeError", "cauchy_ expects sigma > 0.0, but found sigma=0"],
  [
    "cauchy_ of integers",
    () => torch.zeros(0, ints).cauchy_(),
    "RuntimeError",
    "Cauchy distribution is a continuous probability distribution. dtype must be a floating point but you specified long int",
  ],
  [
    "log_normal_ of nothing",
    () => x().log_normal_(1, 0),
    "RuntimeError",
    "log_normal_ expects std > 0.0, but found std=0",
  ],
  [
    "log_normal_ of integers",
    () => torch.zeros(3, ints).log_normal_(),
    "NotImplementedError",
    `"log_normal_cpu" not implemented for 'Long'`,
  ],
  [
    "geometric_ of a certainty",
    () => x().geometric_(1),
    "RuntimeError",
    "geometric_ expects p to be in (0, 1), but got p=1",
  ],
  ["geometric_ without p", () => x().geometric_(wrong(undefined)), "TypeError", /"p"$/],
  [
    "random_ beyond int32",
    () => torch.zeros(3, { dtype: torch.int32 }).random_(0, 2 ** 32),
    "RuntimeError",
    "to - 1 is out of bounds for int",
  ],
  [
    "random_ from beyond what float32 counts to",
    () => x().random_(2 ** 25, null),
    "RuntimeError",
    "random_ expects 'from' casted to dtype to be less than or equal to 'to_inc' casted to dtype, but got from=33554432 > to_inc=16777216",
  ],
  [
    "random_ of int64, which draws 63 bits",
    () => torch.zeros(3, ints).random_(),
    "RuntimeError",
    /int64 is exact to 2\^53 here/,
  ],
  [
    "an expanded tensor",
    () => torch.zeros(1).expand(3).uniform_(),
    "RuntimeError",
    /^unsupported operation: more than one element/,
  ],
  [
    "a leaf that requires grad",
    () => torch.zeros(2, { requires_grad: true }).normal_(),
    "RuntimeError",
    "a leaf Variable that requires grad is being used in an in-place operation.",
  ],
];

checkRandomMistakes("fillings", mistakes, ["random_ of int64, which draws 63 bits"]);
