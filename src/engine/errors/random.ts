import type { DType } from "../dtype.js";
import { RuntimeError, ValueError } from "./kinds.js";
import { cppNames, describeType, inC } from "./words.js";

export function boundOutOfRange(bound: string, dtype: DType): Error {
  return new RuntimeError(`${bound} is out of bounds for ${cppNames[dtype.name]}`);
}

export function uniformRange(from: number, to: number): Error {
  return new RuntimeError(`uniform_ expects to return a [from, to) range, but found from=${from} > to=${to}`);
}

export function uniformWidth(label: string, from: number, to: number): Error {
  return new RuntimeError(
    `uniform_ expects to-from <= std::numeric_limits<${label}>::max(), but found to=${to} and from=${from} which result in to-from to exceed the limit`,
  );
}

export function negativeDeviation(std: number): Error {
  return new RuntimeError(`normal expects std >= 0.0, but found std ${inC(std)}`);
}

export function negativeDeviations(): Error {
  return new RuntimeError("normal expects all elements of std >= 0.0");
}

export function notPositive(op: string, name: string, value: number): Error {
  return new RuntimeError(`${op} expects ${name} > 0.0, but found ${name}=${inC(value)}`);
}

export function notAProbability(p: number): Error {
  return new RuntimeError(`bernoulli_ expects p to be in [0, 1], but got p=${inC(p)}`);
}

export function probabilityInTensor(): Error {
  return new RuntimeError(
    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
  );
}

export function notInsideOfUnit(p: number): Error {
  return new RuntimeError(`geometric_ expects p to be in (0, 1), but got p=${inC(p)}`);
}

/** PyTorch names the dtype as C++ does for the one, and as its own texts do for the other. */
export function continuousDistribution(name: "Exponential" | "Cauchy", dtype: DType): Error {
  const type = name === "Cauchy" ? cppNames[dtype.name] : dtype.label;
  return new RuntimeError(
    `${name} distribution is a continuous probability distribution. dtype must be a floating point but you specified ${type}`,
  );
}

export function emptyIntegerRange(low: number, high: number): Error {
  return new RuntimeError(`random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`);
}

export function emptyCastRange(low: number, high: number): Error {
  return new RuntimeError(
    `random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, but got from=${low} >= to=${high}`,
  );
}

export function beyondGreatest(from: number, greatest: number): Error {
  return new RuntimeError(
    `random_ expects 'from' casted to dtype to be less than or equal to 'to_inc' casted to dtype, but got from=${from} > to_inc=${greatest}`,
  );
}

export function permutationOverflow(): Error {
  return new RuntimeError("value cannot be converted to type uint8_t without overflow");
}

export function weightsRank(): Error {
  return new RuntimeError("prob_dist must be 1 or 2 dim");
}

/** PyTorch draws them; here they would not be the numbers that it draws. */
export function drawnBeyondExact(): Error {
  return new RuntimeError(
    "some of the int64 numbers to draw are beyond 2^53, and int64 is exact to 2^53 here: give bounds within that, such as random_(0, 2 ** 53)",
  );
}

export function weightsOfIntegers(label: string): Error {
  return new RuntimeError(`multinomial only supports floating-point dtypes for input, got: ${label}`);
}

export function noSamples(): Error {
  return new RuntimeError("cannot sample n_sample <= 0 samples");
}

export function tooManySamples(): Error {
  return new RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
}

export function noCategories(): Error {
  return new RuntimeError(
    "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.",
  );
}

export function weightsSumToNothing(): Error {
  return new RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)");
}

export function invalidWeight(entry: "< 0" | "= infinity or NaN"): Error {
  return new RuntimeError(`invalid multinomial distribution (encountering probability entry ${entry})`);
}

export function invalidWeights(): Error {
  return new RuntimeError("probability tensor contains either `inf`, `nan` or element < 0");
}

export function negativeRate(): Error {
  return new RuntimeError("invalid Poisson rate, expected rate to be non-negative");
}

export function triesOfIntegers(label: string): Error {
  return new ValueError(`binomial only supports floating-point dtypes for count, got: ${label}`);
}

export function probabilitiesOfIntegers(label: string): Error {
  return new ValueError(`binomial only supports floating-point dtypes for prob, got: ${label}`);
}

export function otherDtype(found: string, expected: string): Error {
  return new RuntimeError(`Found dtype ${found} but expected ${expected}`);
}

export function slopeBounds(): Error {
  return new RuntimeError("Lower bound should be less than or equal to the upper bound");
}

export function slopeNotFinite(bound: "lower" | "upper", value: number): Error {
  return new RuntimeError(`rrelu: ${bound} bound must be finite, got ${inC(value)}`);
}

export function rreluInVmap(): Error {
  return new RuntimeError("vmap: we do not yet support aten::rrelu. Please file an issue");
}

/** The words of `nn.functional`'s own check, which is another kind of error there. */
export function dropoutChance(p: number): Error {
  return new RuntimeError(`dropout probability has to be between 0 and 1, but got ${inC(p)}`);
}

export function featureDropoutRank(): Error {
  return new RuntimeError("Feature dropout requires at least 2 dimensions in the input");
}

export function dropout1dRank(rank: number): Error {
  return new RuntimeError(
    `dropout1d: Expected 2D or 3D input, but received a ${rank}D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).`,
  );
}

export function onlyMatrices(): Error {
  return new ValueError("Only tensors with 2 dimensions are supported");
}

export function tooFewDimensionsToOrthogonalize(): Error {
  return new ValueError("Only tensors with 2 or more dimensions are supported");
}

export function onlyConvolutionWeights(): Error {
  return new ValueError("Only tensors with 3, 4, or 5 dimensions are supported");
}

export function groupsOfDirac(): Error {
  return new ValueError("dim 0 must be divisible by groups");
}

/** Python's words. */
export function nothingToScaleBy(): Error {
  return new RuntimeError("ZeroDivisionError: float division by zero");
}

export function slopeNotANumber(slope: unknown): Error {
  return new ValueError(`negative_slope ${describeType(slope)} not a valid number`);
}

export function unknownFanMode(mode: string): Error {
  return new ValueError(`Mode ${mode} not supported, please use one of ['fan_in', 'fan_out']`);
}

export function seedNotWhole(seed: unknown): Error {
  const given = typeof seed === "number" ? "float" : describeType(seed);
  return new RuntimeError(`manual_seed expected a long, but got ${given}`);
}

export function seedOverflow(): Error {
  return new ValueError("Overflow when unpacking long long");
}

export function generatorStateKind(value: unknown): Error {
  return new TypeError(`expected a torch.ByteTensor, but got ${describeType(value)}`);
}

export function generatorStateDtype(): Error {
  return new TypeError("RNG state must be a torch.ByteTensor");
}

export function generatorStateLayout(): Error {
  return new RuntimeError("RNG state must be contiguous");
}

export function generatorStateSize(expected: number, size: number): Error {
  return new RuntimeError(
    `Expected a CPUGeneratorImplState of size ${expected} but found the input RNG state size to be ${size}`,
  );
}

export function invalidGeneratorState(): Error {
  return new RuntimeError("Invalid mt19937 state");
}
