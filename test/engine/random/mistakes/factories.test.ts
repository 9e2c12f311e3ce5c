import * as torch from "../../../../src/engine/index.js";
import { wrong } from "../../support/checkMistakes.js";
import { checkRandomMistakes, type RandomMistake } from "../../support/checkRandomMistakes.js";

const ints = { dtype: torch.int64 } as const;
const bytes = { dtype: torch.uint8 } as const;
const x = (): torch.Tensor => torch.zeros(3);

const mistakes: readonly RandomMistake[] = [
  [
    "rand in an integer dtype",
    () => torch.rand(2, ints),
    "NotImplementedError",
    `"check_uniform_bounds" not implemented for 'Long'`,
  ],
  [
    "randn in an integer dtype",
    () => torch.randn(2, ints),
    "NotImplementedError",
    `"normal_kernel_cpu" not implemented for 'Long'`,
  ],
  [
    "randint of nothing",
    () => torch.randint(3, 3, [2]),
    "RuntimeError",
    "random_ expects 'from' to be less than 'to', but got from=3 >= to=3",
  ],
  ["randint of a fraction", () => torch.randint(0.5, [2]), "TypeError", /argument 'high' must be int, not number$/],
  ["randint without sizes", () => torch.randint(wrong(5), wrong(undefined)), "TypeError", /"size"$/],
  [
    "randint beyond uint8",
    () => torch.randint(0, 300, [2], bytes),
    "RuntimeError",
    "to - 1 is out of bounds for unsigned char",
  ],
  [
    "randint that requires grad",
    () => torch.randint(3, [2], { requires_grad: true }),
    "RuntimeError",
    /^Only Tensors of floating point/,
  ],
  ["randint_like of nothing", () => torch.randint_like(x(), 0), "RuntimeError", /but got from=0 >= to=0$/],
  [
    "randperm of less than nothing",
    () => torch.randperm(-1),
    "RuntimeError",
    "Trying to create tensor with negative dimension -1: [-1]",
  ],
  [
    "randperm of too many bytes",
    () => torch.randperm(257, bytes),
    "RuntimeError",
    "value cannot be converted to type uint8_t without overflow",
  ],
  [
    "randperm of bools",
    () => torch.randperm(2, { dtype: torch.bool }),
    "NotImplementedError",
    `"randperm" not implemented for 'Bool'`,
  ],
  [
    "an unknown option",
    () => torch.rand(2, wrong({ dtipe: torch.float64 })),
    "TypeError",
    /'dtipe' \(did you mean 'dtype'\?\)$/,
  ],
  [
    "no generator",
    () => torch.rand(2, { generator: wrong(5) }),
    "TypeError",
    /argument 'generator' must be torch\.Generator/,
  ],
];

checkRandomMistakes("factories", mistakes, ["randint that requires grad"]);
