import * as torch from "../../../src/engine/index.js";
import { b, m, n, x, checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";
import { long } from "../support/tensors.js";

const mistakes: readonly Mistake[] = [
  {
    does: "a mask of another shape",
    code: () => x().index(b()),
    name: "IndexError",
    message: "The shape of the mask [1] at index 0 does not match the shape of the indexed tensor [3] at index 0",
  },
  {
    does: "an index tensor of floats",
    code: () => x().index(n()),
    name: "IndexError",
    message: /^tensors used as indices must be long, int, byte or bool tensors/,
  },
  {
    does: "an index tensor that is out of range",
    code: () => x().index(long(0, 3)),
    name: "IndexError",
    message: "index 3 is out of bounds for dimension 0 with size 3",
  },
  {
    does: "index tensors that do not broadcast",
    code: () => m().index(long(0, 1), long(0, 1, 2)),
    name: "IndexError",
    message: "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]",
  },
  {
    does: "two ellipses",
    code: () => m().index("...", "..."),
    name: "IndexError",
    message: "an index can only have a single ellipsis ('...')",
  },
  {
    does: "a backward slice",
    code: () => x().index("::-1"),
    name: "ValueError",
    message: "step must be greater than zero",
  },
  {
    does: "gather with too few dimensions",
    code: () => m().gather(0, long(0)),
    message: "Index tensor must have the same number of dimensions as input tensor",
  },
  {
    does: "gather beyond a dimension",
    code: () => x().gather(0, long(3)),
    message: "index 3 is out of bounds for dimension 0 with size 3",
  },
  {
    does: "index_select by floats",
    code: () => m().index_select(0, n()),
    message: /^index_select\(\): Expected dtype int32 or int64 for index/,
  },
  {
    does: "narrow beyond the end",
    code: () => x().narrow(0, 2, 2),
    message: "start (2) + length (2) exceeds dimension size (3).",
  },
  {
    does: "split into sizes that do not sum up",
    code: () => x().split([1, 1]),
    message:
      "split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at dimension 0), but got split_sizes=[1, 1]",
  },
  {
    does: "cat of nothing",
    code: () => torch.cat([]),
    name: "ValueError",
    message: "torch.cat(): expected a non-empty list of Tensors",
  },
  {
    does: "cat of shapes that differ",
    code: () => torch.cat([m(), torch.ones(2, 2)]),
    message:
      "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 2 for tensor number 1 in the list.",
  },
  {
    does: "cat of a number",
    code: () => torch.cat([m(), wrong(1)]),
    name: "TypeError",
    message: "expected Tensor as element 1 in argument 0, but got number",
  },
  {
    does: "a mask of numbers",
    code: () => x().masked_fill(n(), 0),
    message: "masked_fill_ only supports boolean masks, but got mask with dtype float",
  },
  {
    does: "the greatest of nothing",
    code: () => torch.ones(0).max(),
    message:
      "max(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
  },
  {
    does: "clamp without bounds",
    code: () => x().clamp(),
    message: "torch.clamp: At least one of 'min' or 'max' must not be None",
  },
  {
    does: "0-d repeated along a dimension",
    code: () => torch.tensor(2).repeat_interleave(2, 0),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "0-d repeated along a dimension by a tensor",
    code: () => torch.tensor(2).repeat_interleave(long(2), -1),
    name: "IndexError",
    message: "Dimension specified as -1 but tensor has no dimensions",
  },
  {
    does: "0-d taken from along a dimension",
    code: () => torch.take_along_dim(torch.tensor(2), torch.tensor(0, { dtype: torch.long }), -1),
    name: "IndexError",
    message: "Dimension specified as 0 but tensor has no dimensions",
  },
  { does: "whole numbers divided by 0", code: () => long(1).remainder(0), message: "ZeroDivisionError" },
  {
    does: "backward through //",
    code: () => x().floor_divide(2).sum().backward(),
    message: "derivative for aten::floor_divide is not implemented",
  },
];

checkMistakes("indices", mistakes);
