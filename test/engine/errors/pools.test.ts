import * as torch from "../../../src/engine/index.js";
import * as F from "../../../src/engine/nn/functional.js";
import { checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";

const line = (): torch.Tensor => torch.ones(2, 3, 6);
const plane = (): torch.Tensor => torch.ones(2, 3, 6, 6);
const volume = (): torch.Tensor => torch.ones(2, 3, 6, 6, 6);
const long = { dtype: torch.long } as const;

const sliding: readonly Mistake[] = [
  {
    does: "a mean of lines that are none",
    code: () => F.avg_pool1d(torch.ones(6), 2),
    message:
      "Expected 2 to 3 dimensions, but got 1-dimensional tensor for argument #1 'self' (while checking arguments for avg_pool1d)",
  },
  {
    does: "a window of two sizes over lines",
    code: () => F.avg_pool1d(line(), [2, 2]),
    message: "avg_pool1d() argument 'kernel_size' should contain one int (got 2)",
  },
  {
    does: "a window that is longer than the line",
    code: () => F.avg_pool1d(torch.ones(2, 3, 1), 2),
    message: "Given input size: (3x1x1). Calculated output size: (3x1x0). Output size is too small",
  },
  {
    does: "a mean of planes without channels",
    code: () => F.avg_pool2d(torch.ones(6, 6), 2),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-2, 1], but got -3)",
  },
  {
    does: "planes without elements",
    code: () => F.avg_pool2d(torch.ones(2, 3, 0, 6), 2),
    message: "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:[2, 3, 0, 6]",
  },
  {
    does: "a mean of int32",
    code: () => F.avg_pool2d(torch.ones(2, 3, 6, 6, { dtype: torch.int32 }), 2),
    name: "NotImplementedError",
    message: "\"avg_pool2d\" not implemented for 'Int'",
  },
  {
    does: "a window of two sizes over volumes",
    code: () => F.avg_pool3d(volume(), [2, 2]),
    message: "avg_pool3d: kernel_size must be a single int, or a tuple of three ints",
  },
  {
    does: "a stride of two sizes over volumes",
    code: () => F.avg_pool3d(volume(), 2, { stride: [2, 2] }),
    message: "avg_pool3d: stride must be omitted, a single int, or a tuple of three ints",
  },
  {
    does: "a window that is larger than the volume",
    code: () => F.avg_pool3d(volume(), 7),
    message: "input image (T: 6 H: 6 W: 6) smaller than kernel size (kT: 7 kH: 7 kW: 7)",
  },
  {
    does: "volumes without elements",
    code: () => F.avg_pool3d(torch.ones(2, 3, 0, 6, 6), 2),
    message:
      "avg_pool3d(): Expected input's non-batch dimensions to have positive length, but input has a shape of [2, 3, 0, 6, 6] and non-batch dimension 0 has length zero!",
  },
  {
    does: "a stride of 0",
    code: () => F.max_pool2d(plane(), 2, { stride: 0 }),
    message: "stride should not be zero",
  },
  {
    does: "a negative stride",
    code: () => F.max_pool2d(plane(), 2, { stride: [1, -1] }),
    message: "stride should be greater than zero, but got dH: 1 dW: -1",
  },
  {
    does: "a window of no height",
    code: () => F.max_pool2d(plane(), [0, 2], { stride: 1 }),
    message: "kernel size should be greater than zero, but got kH: 0 kW: 2",
  },
  {
    does: "a dilation of 0",
    code: () => F.max_pool3d(volume(), 2, { dilation: 0 }),
    message: "dilation should be greater than zero, but got dilationT: 0 dilationH: 0 dilationW: 0",
  },
  {
    does: "a padding beyond half of the kernel, which a dilation widens",
    code: () => F.max_pool2d(plane(), [3, 2], { padding: 2, dilation: [2, 3] }),
    message: "pad should be smaller than or equal to half of kernel size, but got padW = 2, padH = 2, kW = 2, kH = 3",
  },
  {
    does: "the greatest of lines that are none",
    code: () => F.max_pool1d(torch.ones(6), 2),
    message: "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:[6]",
  },
  {
    does: "a kernel of no length",
    code: () => F.max_pool1d(line(), 0),
    message: "max_pool1d() kernel_size must be greater than zero, but got 0",
  },
  {
    does: "a padding beyond half of the kernel of a line",
    code: () => F.max_pool1d(line(), 2, { padding: 2 }),
    message: "max_pool1d() padding should be at most half of kernel size, but got padding=2 and kernel_size=2",
  },
  {
    does: "a stride of two sizes over lines",
    code: () => F.max_pool1d(line(), 2, { stride: [1, 1] }),
    message: "max_pool1d() stride must be None, an int, list of ints, or tuple of ints of size 1 but got size 2",
  },
  {
    does: "the greatest of a line of integers",
    code: () => F.max_pool1d(torch.ones(2, 3, 6, long), 2),
    name: "NotImplementedError",
    message: "\"max_pool1d_impl\" not implemented for 'Long'",
  },
  {
    does: "a norm over windows of three sizes in planes",
    code: () => F.lp_pool2d(plane(), 2, [2, 2, 2]),
    name: "ValueError",
    message: "too many values to unpack (expected 2)",
  },
  {
    does: "a zeroth root",
    code: () => F.lp_pool1d(torch.ones(1, 2, 6), 0, 2),
    name: "ZeroDivisionError",
    message: "float division by zero",
  },
];

const adaptive: readonly Mistake[] = [
  {
    does: "a line of no size",
    code: () => F.adaptive_avg_pool1d(line(), wrong(null)),
    name: "TypeError",
    message: "adaptive_avg_pool1d(): argument 'output_size' must be tuple of ints, not null",
  },
  {
    does: "three sizes of a plane",
    code: () => F.adaptive_avg_pool2d(plane(), [2, 2, 2]),
    message: "adaptive_avg_pool2d: output_size must be 2",
  },
  {
    does: "sizes for dimensions that are not there",
    code: () => F.adaptive_avg_pool2d(torch.ones(4, 4), [2, null]),
    name: "ValueError",
    message: "Input dimension should be at least 3",
  },
  {
    does: "planes without channels",
    code: () => F.adaptive_max_pool2d(torch.ones(6, 6), 2),
    message: "adaptive_max_pool2d(): Expected 3D or 4D tensor, but got: [6, 6]",
  },
  {
    does: "planes without elements",
    code: () => F.adaptive_avg_pool2d(torch.ones(2, 3, 0, 6), 2),
    message:
      "adaptive_avg_pool2d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [2, 3, 0, 6] with dimension 2 being empty",
  },
  {
    does: "the greatest of no channels",
    code: () => F.adaptive_max_pool2d(torch.ones(2, 0, 6, 6), 2),
    message:
      "adaptive_max_pool2d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [2, 0, 6, 6] with dimension 1 being empty",
  },
  {
    does: "a negative size",
    code: () => F.adaptive_avg_pool3d(volume(), [-1, 0, 2]),
    message: "adaptive_avg_pool3d: elements of output_size must be greater than or equal to 0 but received {-1, 0,2}",
  },
];

const indices = (...shape: number[]): torch.Tensor => torch.ones(shape, long);

const unpools: readonly Mistake[] = [
  {
    does: "an index outside of the result",
    code: () => F.max_unpool2d(torch.ones(3, 2, 2), indices(3, 2, 2).mul(99), 2),
    message: "Found an invalid max index: 99 (output volumes are of size 4x4)",
  },
  {
    does: "indices of another dtype",
    code: () => F.max_unpool2d(torch.ones(3, 2, 2), torch.ones(3, 2, 2), 2),
    message: "elements in indices should be type int64 but got: Float",
  },
  {
    does: "indices of another shape",
    code: () => F.max_unpool1d(torch.ones(2, 3, 2), indices(2, 3, 1), 2),
    message:
      "Expected shape of indices to be same as that of the input tensor ([2, 3, 2, 1]) but got indices tensor with shape: [2, 3, 1, 1]",
  },
  {
    does: "a size that no pool could have come from",
    code: () => F.max_unpool2d(torch.ones(2, 3, 2, 2), indices(2, 3, 2, 2), 2, { output_size: [7, 5] }),
    name: "ValueError",
    message: 'invalid output_size "(7, 5)" (dim 0 must be between 2 and 6)',
  },
  {
    does: "two sizes of a line",
    code: () => F.max_unpool1d(torch.ones(3, 2), indices(3, 2), 2, { output_size: [3, 5] }),
    name: "ValueError",
    message: "output_size should be a sequence containing 1 or 3 elements, but it has a length of '2'",
  },
  {
    does: "volumes that are planes",
    code: () => F.max_unpool3d(torch.ones(3, 2, 2), indices(3, 2, 2), 2),
    message: "Input to max_unpooling3d should be a 4d or 5d Tensor, but got a tensor with 3 dimensions.",
  },
];

checkMistakes("pools", sliding);
checkMistakes("adaptive pools", adaptive);
checkMistakes("unpooling", unpools);
