import type { Choices } from "./choices.js";

/** Writes a statement's expression over what there is. */
export type Call = (given: Choices) => string;

const ofOne =
  "abs neg exp log log2 log10 log1p expm1 sqrt rsqrt square sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sigmoid relu sign sgn floor ceil round trunc frac reciprocal erf erfc erfinv lgamma digamma positive isnan isfinite isinf logical_not bitwise_not signbit nan_to_num deg2rad rad2deg sinc i0 clone detach contiguous exp2 logit selu".split(
    " ",
  );
const ofFunctional =
  "relu relu6 elu selu celu gelu silu mish softplus softsign tanhshrink hardtanh hardswish hardsigmoid leaky_relu logsigmoid hardshrink softshrink sigmoid tanh".split(
    " ",
  );
const ofTwo =
  "add sub mul div pow maximum minimum fmax fmin atan2 hypot remainder fmod floor_divide eq ne lt le gt ge logaddexp logaddexp2 copysign xlogy heaviside logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor true_divide arctan2 float_power".split(
    " ",
  );
const casts = "float double long int bool byte".split(" ");

const method = (name: string): Call => {
  return (given) => `${given.tensor().name}.${name}()`;
};

/** Where each element of the result hangs on one element of each operand. */
export const elementwiseCalls: readonly (readonly Call[])[] = [
  ofOne.map(method),
  ofFunctional.map(
    (name): Call =>
      (given) =>
        `F.${name}(${given.float().name})`,
  ),
  ofTwo.map((name): Call => {
    return (given) => {
      const { name: x, tensor } = given.tensor();
      return `${x}.${name}(${given.beside(tensor)})`;
    };
  }),
  ["add", "sub", "mul", "div", "pow", "remainder", "floor_divide"].map((name): Call => {
    return (given) => `torch.${name}(${given.number()}, ${given.tensor().name})`;
  }),
  casts.map(method),
  [
    (given) => `${given.tensor().name}.to(torch.${given.dtype()})`,
    (given) => `${given.tensor().name}.clamp(${given.number()}, ${given.number()})`,
    (given) => `${given.tensor().name}.clamp({ max: ${given.number()} })`,
    (given) => {
      const { name, tensor } = given.tensor();
      return `torch.where(${given.mask(tensor.shape)}, ${name}, ${given.beside(tensor)})`;
    },
    (given) => {
      const { name, tensor } = given.float();
      return `torch.lerp(${name}, ${given.beside(tensor)}, ${given.one([given.number(), given.beside(tensor)])})`;
    },
    (given) => {
      const { name, tensor } = given.float();
      const call = given.one(["addcmul", "addcdiv"]);
      return `${name}.${call}(${given.beside(tensor)}, ${given.beside(tensor)}, { value: ${given.number()} })`;
    },
    (given) => {
      const { name, tensor } = given.tensor();
      return `${name}.div(${given.beside(tensor)}, { rounding_mode: "${given.one(["floor", "trunc"])}" })`;
    },
    (given) => {
      const { name, tensor } = given.tensor();
      return `${name}.${given.one(["add", "sub"])}(${given.beside(tensor)}, { alpha: ${given.number()} })`;
    },
    (given) => {
      const { name, tensor } = given.tensor();
      return `${name}.masked_fill(${given.mask(tensor.shape)}, ${given.number()})`;
    },
  ],
];
