import { pythonText } from "../pythonValues.js";
import { NotImplementedError, RuntimeError, ValueError } from "./kinds.js";
import { list, torchSize, tuple, type Sizes } from "./words.js";

export function alignWithoutInterpolation(): Error {
  return new ValueError(
    "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear",
  );
}

export function sizeAndScale(): Error {
  return new ValueError("only one of size or scale_factor should be defined");
}

export function neitherSizeNorScale(): Error {
  return new ValueError("either size or scale_factor should be defined");
}

export function recomputedScaleOfSize(): Error {
  return new ValueError("recompute_scale_factor is not meaningful with an explicit size.");
}

export function interpolationSizes(space: Sizes, sizes: Sizes): Error {
  return new ValueError(
    `Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of ${list(space)} and output size of ${tuple(sizes)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.`,
  );
}

export function interpolationScales(space: Sizes, scales: Sizes): Error {
  return new ValueError(
    `Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of ${list(space)} and scale_factor of shape ${tuple(scales)}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.`,
  );
}

export function infiniteScale(): Error {
  return new RuntimeError("value cannot be converted to type int64_t without overflow");
}

export function lanczosAligned(): Error {
  return new ValueError("Lanczos mode does not support align_corners=True");
}

export function lanczosUnsmoothed(): Error {
  return new ValueError("Lanczos mode requires antialias=True");
}

export function antialiasRestricted(): Error {
  return new ValueError(
    "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input",
  );
}

export function interpolationNeeds(mode: string, rank: number, needed: number): Error {
  return new NotImplementedError(`Got ${rank}D input, but ${mode} mode needs ${needed}D input`);
}

export function interpolationInput(mode: string, rank: number): Error {
  return new NotImplementedError(
    `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got ${mode})`,
  );
}

export function interpolationEmpty(shape: Sizes): Error {
  return new RuntimeError(`Non-empty ${shape.length}D data tensor expected but got a tensor with sizes ${list(shape)}`);
}

export function interpolationNotPositive(input: Sizes, output: Sizes): Error {
  const told = (sizes: Sizes): string =>
    `(${sizes.map((size, i) => `${["D", "H", "W"].at(i - sizes.length)!}: ${size}`).join(", ")})`;
  return new RuntimeError(
    `Input and output sizes should be greater than 0, but got input ${told(input)}${input.length === 1 ? " and" : ""} output ${told(output)}`,
  );
}

export function gridMode(mode: unknown): Error {
  return new ValueError(
    `nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '${pythonText(mode)}'`,
  );
}

export function gridPadding(padding: unknown): Error {
  return new ValueError(
    `nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '${pythonText(padding)}'`,
  );
}

export function gridBatch(input: Sizes, grid: Sizes): Error {
  return new RuntimeError(
    `grid_sampler(): expected grid and input to have same batch size, but got input with sizes ${list(input)} and grid with sizes ${list(grid)}`,
  );
}

export function gridCoordinates(spatial: number, grid: Sizes): Error {
  return new RuntimeError(
    `grid_sampler(): expected grid to have size ${spatial} in last dimension, but got grid with sizes ${list(grid)}`,
  );
}

export function gridEmpty(input: Sizes, dim: number): Error {
  return new RuntimeError(
    `grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes ${list(input)} with dimension ${dim} being empty`,
  );
}

export function gridRank(input: Sizes, grid: Sizes): Error {
  const rank = input.length === 4 ? "4D" : "5D";
  return new RuntimeError(
    `grid_sampler(): expected ${rank} input and grid with same number of dimensions, but got input with sizes ${list(input)} and grid with sizes ${list(grid)}`,
  );
}

export function gridCubicVolume(): Error {
  return new RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input");
}

export function gridDtypes(input: string, grid: string): Error {
  return new RuntimeError(`expected scalar type ${input} but found ${grid}`);
}

export function affineDtype(dtype: string): Error {
  return new ValueError(`Expected theta to have floating point type, but got ${dtype}`);
}

export function affineTheta(spatial: number, size: Sizes, theta: Sizes): Error {
  return new ValueError(
    `Expected a batch of ${spatial}D affine matrices of shape Nx${spatial}x${spatial + 1} for size ${tuple(size)}. Got ${torchSize(theta)}.`,
  );
}

export function affineRank(size: readonly unknown[]): Error {
  return new NotImplementedError(
    `affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size ${pythonText(size)}.`,
  );
}

export function affineSize(size: Sizes): Error {
  return new ValueError(`Expected non-zero, positive output size. Got ${tuple(size)}`);
}

export function affineBatch(size: number, theta: number, spatial: number): Error {
  return new RuntimeError(
    `Expected size for first two dimensions of batch2 tensor to be: ${list([size, spatial + 1])} but got: ${list([theta, spatial + 1])}.`,
  );
}
