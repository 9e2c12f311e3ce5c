import * as torch from "../../../src/engine/index.js";
import { m, n, wrong, x, checkMistakes, type Mistake } from "../support/checkMistakes.js";

const mistakes: readonly Mistake[] = [
  {
    does: "ragged rows",
    code: () => torch.tensor([[1, 2], [3]]),
    name: "ValueError",
    message: "expected sequence of length 2 at dim 1 (got 1)",
  },
  { does: "a number among rows", code: () => torch.tensor([[1], 2]), name: "TypeError", message: /^not a sequence/ },
  {
    does: "a row among numbers",
    code: () => torch.tensor([1, [2]]),
    name: "TypeError",
    message: "new(): invalid data type 'Array'",
  },
  {
    does: "a text as an element",
    code: () => torch.tensor([1, wrong("a")]),
    name: "TypeError",
    message: "new(): invalid data type 'string'",
  },
  {
    does: "null as data",
    code: () => torch.tensor(wrong(null)),
    name: "TypeError",
    message: "new(): invalid data type 'null'",
  },
  {
    does: "a negative size",
    code: () => torch.ones(-1),
    message: "Trying to create tensor with negative dimension -1: [-1]",
  },
  {
    does: "a size of 2.5",
    code: () => torch.ones(2.5),
    name: "TypeError",
    message: "ones(): argument 'size' must be tuple of ints, not number",
  },
  {
    does: "a size of NaN",
    code: () => torch.zeros(NaN),
    name: "TypeError",
    message: "zeros(): argument 'size' must be tuple of ints, not number",
  },
  {
    does: "NaN as index",
    code: () => m().index(NaN),
    name: "IndexError",
    message: /^only integers, slices .* are valid indices \(got NaN\)/,
  },
  {
    does: "a text as index",
    code: () => m().index(wrong("0")),
    name: "IndexError",
    message: /^only integers, slices .* are valid indices \(got "0"\): a slice is written/,
  },
  {
    does: "NaN as dimension",
    code: () => m().sum(NaN),
    name: "TypeError",
    message: "sum(): argument 'dim' must be tuple of ints, not number",
  },
  {
    does: "a misspelt option",
    code: () => m().sum(wrong({ keepDim: true })),
    name: "TypeError",
    message: "sum() got an unexpected keyword argument 'keepDim' (did you mean 'keepdim'?)",
  },
  {
    does: "a misspelt option of backward",
    code: () =>
      x()
        .sum()
        .backward(wrong({ retain_graphs: true })),
    name: "TypeError",
    message: "backward() got an unexpected keyword argument 'retain_graphs' (did you mean 'retain_graph'?)",
  },
  {
    does: "a misspelt option of tensor",
    code: () => torch.tensor([1], wrong({ requires_grd: true })),
    name: "TypeError",
    message: "tensor() got an unexpected keyword argument 'requires_grd' (did you mean 'requires_grad'?)",
  },
  {
    does: "an option twice",
    code: () => m().sum(0, wrong({ dim: 1 })),
    name: "TypeError",
    message: "sum() got multiple values for argument 'dim'",
  },
  {
    does: "too many arguments",
    code: () => (m().sum as (...args: unknown[]) => unknown).call(m(), 0, true, 1),
    name: "TypeError",
    message: "sum() takes 2 positional arguments but 3 were given",
  },
  {
    does: "a tensor where alpha is named",
    code: () => n().add(n(), wrong(n())),
    name: "TypeError",
    message: "add() takes 1 positional argument but 2 were given",
  },
  {
    does: "keepdim that is no boolean",
    code: () => m().sum(0, wrong(1)),
    name: "TypeError",
    message: "sum(): argument 'keepdim' must be bool, not number",
  },
  {
    does: "x · a text",
    code: () => x().mul(wrong("a")),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor, not string",
  },
  {
    does: "x · null",
    code: () => x().mul(wrong(null)),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor, not null",
  },
  {
    does: "x · nothing",
    code: () => (x().mul as (other?: torch.Tensor) => torch.Tensor).call(x()),
    name: "TypeError",
    message: "mul(): argument 'other' must be Tensor, not undefined",
  },
  {
    does: "x @ a number",
    code: () => x().matmul(wrong(2)),
    name: "TypeError",
    message: "matmul(): argument 'other' must be Tensor, not number",
  },
  {
    does: "exp of a number",
    code: () => torch.exp(wrong(2)),
    name: "TypeError",
    message: "exp(): argument 'input' must be Tensor, not number",
  },
  {
    does: "an unknown dtype",
    code: () => torch.ones(2, { dtype: wrong("float32") }),
    name: "TypeError",
    message: "ones(): argument 'dtype' must be torch.dtype, not string",
  },
  {
    does: "a range whose end is undefined",
    code: () => torch.arange(0, wrong(undefined), 2),
    name: "TypeError",
    message: "arange(): argument 'end' must be Number, not undefined",
  },
  {
    does: "x * 2 with JavaScript's operator",
    code: () => (x() as unknown as number) * 2,
    name: "TypeError",
    message: /^a Tensor cannot be used with JavaScript's operators: write x\.mul\(2\)/,
  },
  {
    does: "x + 2 with JavaScript's operator",
    code: () => (x() as unknown as number) + 2,
    name: "TypeError",
    message: /x\.add\(y\)/,
  },
];

checkMistakes("arguments", mistakes);
