import * as torch from "../../../src/engine/index.js";
import * as F from "../../../src/engine/nn/functional.js";
import { checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";

const image = (): torch.Tensor => torch.ones(1, 2, 4, 4);
const weight = (): torch.Tensor => torch.ones(3, 2, 2, 2);

const mistakes: readonly Mistake[] = [
  {
    does: "an image with other channels",
    code: () => F.conv2d(torch.ones(1, 3, 4, 4), weight()),
    message:
      "Given groups=1, weight of size [3, 2, 2, 2], expected input[1, 3, 4, 4] to have 2 channels, but got 3 channels instead",
  },
  {
    does: "an image without its channels",
    code: () => F.conv2d(torch.ones(4, 4), weight()),
    message: "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [4, 4]",
  },
  {
    does: "a kernel that is larger than the image",
    code: () => F.conv2d(image(), torch.ones(3, 2, 5, 5)),
    message:
      "Calculated padded input size per channel: (4 x 4). Kernel size: (5 x 5). Kernel size can't be greater than actual input size",
  },
  {
    does: "a bias of another size",
    code: () => F.conv2d(image(), weight(), torch.ones(2)),
    message:
      "Given weight of size [3, 2, 2, 2], expected bias to be 1-dimensional with 3 elements, but got bias of size [2] instead",
  },
  {
    does: "a convolution of two dtypes",
    code: () => F.conv2d(image().to(torch.float64), weight()),
    message: "Input type (double) and weight type (float) should be the same",
  },
  {
    does: "a bias of bools in groups",
    code: () => F.conv2d(image(), torch.ones(2, 1, 2, 2), torch.ones(2).bool(), { padding: "valid", groups: 2 }),
    message:
      "Input type (torch.FloatTensor) and bias type (CPUBoolType) should be the same or input should be a MKLDNN tensor and bias is a dense tensor",
  },
  {
    does: "a transposed convolution of volumes with a bias of another dtype",
    code: () =>
      F.conv_transpose3d(torch.ones(1, 2, 4, 4, 4), torch.ones(2, 2, 2, 2, 2), torch.ones(2, { dtype: torch.float64 })),
    message: "expected scalar type Float but found Double",
  },
  {
    does: "groups that do not divide the channels",
    code: () => F.conv2d(image(), torch.ones(3, 1, 2, 2), { groups: 2 }),
    message: /^Given groups=2, expected weight to be divisible by 2 at dimension 0/,
  },
  {
    does: "a stride of 0",
    code: () => F.conv2d(image(), weight(), { stride: 0 }),
    message: "non-positive stride is not supported",
  },
  {
    does: "the same size at a stride",
    code: () => F.conv2d(image(), weight(), { stride: 2, padding: "same" }),
    message: "padding='same' is not supported for strided convolutions",
  },
  {
    does: "a padding of another name",
    code: () => F.conv2d(image(), weight(), { padding: wrong("full") }),
    message: "Invalid padding string: 'full'",
  },
  {
    does: "an image without elements",
    code: () => F.conv2d(torch.ones(2, 2, 0, 5), weight(), { padding: 1 }),
    message: "Only zero batch or zero channel inputs are supported, but got input shape: [2, 2, 0, 5]",
  },
  {
    does: "a kernel without elements",
    code: () => F.conv2d(image(), torch.ones(3, 2, 0, 2)),
    message: "kernel size should be greater than zero, but got kernel_height: 0 kernel_width: 2",
  },
  {
    does: "a stride of three sizes in planes",
    code: () => F.conv2d(image(), weight(), { stride: [1, 1, 1] }),
    message:
      "expected stride to be a single integer value or a list of 2 values to match the convolution dimensions, but got stride=[1, 1, 1]",
  },
  {
    does: "a convolution of bools",
    code: () => F.conv3d(torch.ones(1, 2, 2, 2, 2).to(torch.bool), torch.ones(1, 2, 1, 1, 1).to(torch.bool)),
    name: "NotImplementedError",
    message: "\"compute_columns3d\" not implemented for 'Bool'",
  },
  {
    does: "a transposed convolution of other channels",
    code: () => F.conv_transpose2d(image(), weight()),
    message:
      "Given transposed=1, weight of size [3, 2, 2, 2], expected input[1, 2, 4, 4] to have 3 channels, but got 2 channels instead",
  },
  {
    does: "a transposed convolution with a bias of another size",
    code: () => F.conv_transpose2d(torch.ones(2, 4, 5, 5), torch.ones(4, 4, 2, 2), torch.ones(4), { groups: 2 }),
    message:
      "Given transposed=1, weight of size [4, 4, 2, 2], expected bias to be 1-dimensional with 8 elements, but got bias of size [4] instead",
  },
  {
    does: "an output padding that is as large as the stride",
    code: () => F.conv_transpose1d(torch.ones(2, 4, 5), torch.ones(4, 4, 2), { output_padding: 1 }),
    message:
      "output padding must be smaller than either stride or dilation, but got output_padding_height: 0 output_padding_width: 1 stride_height: 1 stride_width: 1 dilation_height: 1 dilation_width: 1",
  },
  {
    does: "a transposed convolution that leaves nothing",
    code: () => F.conv_transpose2d(torch.ones(2, 4, 1, 1), torch.ones(4, 4, 2, 2), { padding: 2 }),
    message:
      "Given input size per channel: (1 x 1). Calculated output size per channel: (-2 x -2). Output size is too small",
  },
  {
    does: "a window that does not fit",
    code: () => F.max_pool2d(torch.ones(1, 1, 4), 2),
    message: "Given input size: (1x1x4). Calculated output size: (1x0x2). Output size is too small",
  },
  {
    does: "a padding beyond half of the window",
    code: () => F.max_pool2d(image(), 2, { padding: 2 }),
    message: "pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and dilation=1",
  },
  {
    does: "a mean divided by 0",
    code: () => F.avg_pool2d(image(), 2, { divisor_override: 0 }),
    message: "divisor must be not zero",
  },
  {
    does: "a window of three dimensions",
    code: () => F.avg_pool2d(image(), [2, 2, 2]),
    message: "avg_pool2d: kernel_size must either be a single int, or a tuple of two ints",
  },
];

checkMistakes("windows", mistakes);
