import * as torch from "../../../src/engine/index.js";
import * as F from "../../../src/engine/nn/functional.js";
import { checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";

const line = (): torch.Tensor => torch.ones(2, 3, 4);
const plane = (): torch.Tensor => torch.ones(2, 3, 4, 4);
const aligned = { align_corners: false } as const;

const interpolation: readonly Mistake[] = [
  {
    does: "neither a size nor a factor",
    code: () => F.interpolate(plane()),
    name: "ValueError",
    message: "either size or scale_factor should be defined",
  },
  {
    does: "a size and a factor",
    code: () => F.interpolate(plane(), 2, 2),
    name: "ValueError",
    message: "only one of size or scale_factor should be defined",
  },
  {
    does: "three sizes of a plane",
    code: () => F.interpolate(plane(), [2, 2, 2]),
    name: "ValueError",
    message:
      "Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of [4, 4] and output size of (2, 2, 2). Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.",
  },
  {
    does: "a size that is not whole",
    code: () => F.interpolate(plane(), 2.5),
    name: "TypeError",
    message: "interpolate(): argument 'size' must be int or tuple of ints, not number",
  },
  {
    does: "a size of 0",
    code: () => F.interpolate(plane(), 0),
    message: "Input and output sizes should be greater than 0, but got input (H: 4, W: 4) output (H: 0, W: 0)",
  },
  {
    does: "a factor that leaves nothing of a line",
    code: () => F.interpolate(line(), { scale_factor: 0.1 }),
    message: "Input and output sizes should be greater than 0, but got input (W: 4) and output (W: 0)",
  },
  {
    does: "no channels",
    code: () => F.interpolate(torch.ones(2, 0, 4, 4), 2),
    message: "Non-empty 4D data tensor expected but got a tensor with sizes [2, 0, 4, 4]",
  },
  {
    does: "a mode of planes for a line",
    code: () => F.interpolate(line(), 2, { mode: "bilinear" }),
    name: "NotImplementedError",
    message: "Got 3D input, but bilinear mode needs 4D input",
  },
  {
    does: "a mode that is none",
    code: () => F.interpolate(line(), 2, { mode: wrong("foo") }),
    name: "NotImplementedError",
    message:
      "Input Error: Only 3D, 4D and 5D input Tensors supported (got 3D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got foo)",
  },
  {
    does: "corners of a mode that has none",
    code: () => F.interpolate(plane(), 2, aligned),
    name: "ValueError",
    message:
      "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear",
  },
  {
    does: "smoothing of a mode that has none",
    code: () => F.interpolate(plane(), 2, { antialias: true }),
    name: "ValueError",
    message:
      "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input",
  },
  {
    does: "a factor to be found anew from a size",
    code: () => F.interpolate(plane(), 2, { recompute_scale_factor: true }),
    name: "ValueError",
    message: "recompute_scale_factor is not meaningful with an explicit size.",
  },
  {
    does: "integers",
    code: () => F.interpolate(torch.ones(2, 3, 4, 4, { dtype: torch.long }), 2),
    name: "NotImplementedError",
    message: "\"upsample_nearest2d_channels_last\" not implemented for 'Long'",
  },
];

const grids: readonly Mistake[] = [
  {
    does: "a mode that is none",
    code: () => F.grid_sample(plane(), torch.ones(2, 5, 5, 2), wrong("foo"), aligned),
    name: "ValueError",
    message: "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: 'foo'",
  },
  {
    does: "three coordinates of a plane",
    code: () => F.grid_sample(plane(), torch.ones(2, 5, 5, 3), aligned),
    message: "grid_sampler(): expected grid to have size 2 in last dimension, but got grid with sizes [2, 5, 5, 3]",
  },
  {
    does: "a grid of another batch",
    code: () => F.grid_sample(plane(), torch.ones(1, 5, 5, 2), aligned),
    message:
      "grid_sampler(): expected grid and input to have same batch size, but got input with sizes [2, 3, 4, 4] and grid with sizes [1, 5, 5, 2]",
  },
  {
    does: "cubics in volumes",
    code: () =>
      F.grid_sample(torch.ones(2, 3, 4, 4, 4), torch.ones(2, 5, 5, 5, 3), { mode: "bicubic", align_corners: true }),
    message: "grid_sampler(): bicubic interpolation only supports 4D input",
  },
  {
    does: "a grid of another dtype",
    code: () => F.grid_sample(plane(), torch.ones(2, 5, 5, 2, { dtype: torch.float64 }), aligned),
    message: "expected scalar type Float but found Double",
  },
  {
    does: "a plane of whole numbers, before the grid's dtype",
    code: () => F.grid_sample(plane().long(), torch.ones(2, 5, 5, 2), aligned),
    name: "NotImplementedError",
    message: "\"grid_sampler_2d_cpu_kernel_impl\" not implemented for 'Long'",
  },
  {
    does: "no volumes of whole numbers",
    code: () => F.grid_sample(torch.ones(0, 3, 4, 4, 4).long(), torch.ones(0, 5, 5, 5, 3), aligned),
    name: "NotImplementedError",
    message: "\"grid_sampler3d_cpu\" not implemented for 'Long'",
  },
  {
    does: "matrices of volumes for planes",
    code: () => F.affine_grid(torch.ones(2, 3, 4), [2, 3, 4, 5], false),
    name: "ValueError",
    message: "Expected a batch of 2D affine matrices of shape Nx2x3 for size (2, 3, 4, 5). Got torch.Size([2, 3, 4]).",
  },
  {
    does: "a size of lines",
    code: () => F.affine_grid(torch.ones(2, 2, 3), [2, 3, 4], false),
    name: "NotImplementedError",
    message:
      "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size (2, 3, 4).",
  },
  {
    does: "a size of 0",
    code: () => F.affine_grid(torch.ones(2, 2, 3), [2, 3, 0, 5], false),
    name: "ValueError",
    message: "Expected non-zero, positive output size. Got (2, 3, 0, 5)",
  },
];

const patches: readonly Mistake[] = [
  {
    does: "a window that is larger than the plane",
    code: () => F.unfold(torch.ones(2, 3, 6, 6), 7),
    message:
      "Given input with spatial size (6, 6), kernel_size=(7, 7), dilation=(1, 1), padding=(0, 0), calculated shape of the array of sliding blocks as (0, 0), but its components must be at least one.",
  },
  {
    does: "a list of one size",
    code: () => F.unfold(torch.ones(2, 3, 6, 6), [2]),
    message: "It is expected kernel_size equals to 2, but got size 1",
  },
  {
    does: "a stride of 0",
    code: () => F.unfold(torch.ones(2, 3, 6, 6), 2, { stride: 0 }),
    message: "stride should be greater than zero, but got stride_height: 0 stride_width: 0",
  },
  {
    does: "columns that are not as many as there are places",
    code: () => F.fold(torch.ones(2, 12, 24), [6, 6], 2),
    message:
      "Given output_size=(6, 6), kernel_size=(2, 2), dilation=(1, 1), padding=(0, 0), stride=(1, 1), expected size of input's dimension 2 to match the calculated number of sliding blocks 5 * 5 = 25, but got input.size(2)=24.",
  },
  {
    does: "columns that are no windows",
    code: () => F.fold(torch.ones(2, 11, 25), [6, 6], 2),
    message:
      "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=11 and kernel_size=(2, 2).",
  },
];

const shuffles: readonly Mistake[] = [
  {
    does: "channels that the square does not divide",
    code: () => F.pixel_shuffle(torch.ones(7, 3, 3), 2),
    message:
      "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=7 is not divisible by 4",
  },
  {
    does: "a factor of 0",
    code: () => F.pixel_shuffle(torch.ones(8, 3, 3), 0),
    message: "pixel_shuffle expects a positive upscale_factor, but got 0",
  },
  {
    does: "a width that the factor does not divide",
    code: () => F.pixel_unshuffle(torch.ones(2, 6, 5), 2),
    message:
      "pixel_unshuffle expects width to be divisible by downscale_factor, but input.size(-1)=5 is not divisible by 2",
  },
  {
    does: "pixels of a matrix",
    code: () => F.pixel_unshuffle(torch.ones(6, 6), 2),
    message: "pixel_unshuffle expects input to have at least 3 dimensions, but got input with 2 dimension(s)",
  },
  {
    does: "groups that do not divide the channels",
    code: () => F.channel_shuffle(torch.ones(2, 4, 3, 3), 3),
    message: "Number of channels must be divisible by groups. Got 4 channels and 3 groups.",
  },
  {
    does: "channels of a matrix",
    code: () => F.channel_shuffle(torch.ones(2, 4), 2),
    message: "channel_shuffle expects input with > 2 dims, but got input with sizes [2, 4]",
  },
];

checkMistakes("interpolation", interpolation);
checkMistakes("grids", grids);
checkMistakes("patches", patches);
checkMistakes("shuffles", shuffles);
