import { booleanArgument, integersArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { affineGrid } from "../../ops/affineGrid.js";
import { gridSampled } from "../../ops/gridSampling.js";
import { tensorArgument } from "../../ops/operands.js";
import { elementCount, sameShape } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import { warnDefaultCorners, warnUnitGrid } from "./warnings.js";

export type GridMode = "bilinear" | "nearest" | "bicubic";
export type GridPadding = "zeros" | "border" | "reflection";

interface Corners {
  /** Whether −1 and 1 are the centers of the outermost elements rather than their edges; false unless given. */
  readonly align_corners?: boolean | null;
}

export interface GridSampleOptions extends Corners {
  /** How values between elements are made; "bilinear" unless given. */
  readonly mode?: GridMode;
  /** What stands outside of the input; zeros unless given. */
  readonly padding_mode?: GridPadding;
}

/**
 * The elements of input [n, c, h, w] at the places of a grid [n, oh, ow, 2] of coordinates x and y from −1 to 1, as
 * [n, c, oh, ow]; or with three coordinates of volumes. Throws for shapes and dtypes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
 */
export function grid_sample(
  input: Tensor,
  grid: Tensor,
  mode?: GridMode | GridSampleOptions,
  padding_mode?: GridPadding | GridSampleOptions,
  align_corners?: boolean | null | GridSampleOptions,
): Tensor {
  const named = byName(grid_sample, "grid_sample(input, grid, mode, padding_mode, align_corners)", arguments);
  if (named !== null) return named.result;
  const args = [mode, padding_mode, align_corners];
  const given = readArguments<GridSampleOptions>("grid_sample", ["mode", "padding_mode", "align_corners"], args);
  const { mode: between = "bilinear", padding_mode: beyond = "zeros" } = given;
  if (!["bilinear", "nearest", "bicubic"].includes(between)) throw errors.gridMode(between);
  if (!["zeros", "border", "reflection"].includes(beyond)) throw errors.gridPadding(beyond);
  // The function that looks at the rest has a name of its own in PyTorch.
  const [x, places] = [tensorArgument("grid_sampler", "input", input), tensorArgument("grid_sampler", "grid", grid)];
  const sampling = {
    mode: between,
    padding_mode: beyond,
    align_corners: cornersOf("grid_sampler", given.align_corners),
  };
  checkGrid(x, places);
  if (x.ndim === 5 && sampling.mode === "bicubic") throw errors.gridCubicVolume();
  checkGridDtypes(x, places);
  return gridSampled(x, places, sampling);
}

/**
 * The grid for `grid_sample` that matrices theta [n, 2, 3] make of the places of a size [n, c, h, w]: [n, h, w, 2]; or
 * [n, 3, 4] of those of [n, c, d, h, w]. Throws for shapes that do not fit and for integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.affine_grid.html
 */
export function affine_grid(theta: Tensor, size: readonly number[], align_corners?: boolean | null | Corners): Tensor {
  const named = byName(affine_grid, "affine_grid(theta, size, align_corners)", arguments);
  if (named !== null) return named.result;
  const args = align_corners === undefined ? [size] : [size, align_corners];
  const given = readArguments<Corners & { size: unknown }>("affine_grid", ["size", "align_corners"], args);
  const matrices = tensorArgument("affine_grid", "theta", theta);
  if (!matrices.dtype.is_floating_point) throw about(errors.affineDtype(String(matrices.dtype)), matrices);
  if (Array.isArray(given.size) && given.size.length !== 4 && given.size.length !== 5)
    throw errors.affineRank(given.size);
  const sizes = integersArgument("affine_grid", "size", given.size);
  const spatial = sizes.length - 2;
  if (!sameShape(matrices.shape.slice(1), [spatial, spatial + 1]))
    throw about(errors.affineTheta(spatial, sizes, matrices.shape), matrices);
  const isAligned = cornersOf("affine_grid_generator", given.align_corners);
  const space = sizes.slice(2);
  if (isAligned && Math.min(...space) === 1) warnUnitGrid();
  else if (Math.min(...sizes) <= 0) throw errors.affineSize(sizes);
  if (matrices.shape[0] !== sizes[0]) throw about(errors.affineBatch(sizes[0]!, matrices.shape[0]!, spatial), matrices);
  return affineGrid(matrices, space, isAligned);
}

function cornersOf(op: string, align_corners: unknown): boolean {
  if (align_corners === undefined || align_corners === null) warnDefaultCorners();
  return booleanArgument(op, "align_corners", align_corners, false);
}

/** Of no samples nobody looks at the dtypes, but that the kernel of volumes knows no whole numbers. */
function checkGridDtypes(x: Tensor, grid: Tensor): void {
  const isNothing = elementCount([...x.shape.slice(0, 2), ...grid.shape.slice(1, -1)]) === 0;
  const isPlane = x.ndim === 4;
  if (isPlane && isNothing) return;
  if (!x.dtype.is_floating_point)
    throw errors.notImplementedFor(isPlane ? "grid_sampler_2d_cpu_kernel_impl" : "grid_sampler3d_cpu", x.dtype.label);
  if (x.dtype !== grid.dtype && !isNothing) throw about(errors.gridDtypes(x.dtype.label, grid.dtype.label), x, grid);
}

function checkGrid(x: Tensor, grid: Tensor): void {
  const spatial = x.ndim - 2;
  if (x.size(0) !== grid.size(0)) throw about(errors.gridBatch(x.shape, grid.shape), x, grid);
  if (grid.size(-1) !== spatial) throw about(errors.gridCoordinates(spatial, grid.shape), grid);
  const empty = x.shape.findIndex((size, dim) => dim >= 2 && size === 0);
  if (empty >= 0) throw about(errors.gridEmpty(x.shape, empty), x);
  if ((x.ndim !== 4 && x.ndim !== 5) || grid.ndim !== x.ndim)
    throw about(errors.gridRank(x.shape, grid.shape), x, grid);
}
