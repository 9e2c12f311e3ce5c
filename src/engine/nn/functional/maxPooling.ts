import { dualLevel } from "../../autograd/dualLevel.js";
import { isRecording } from "../../autograd/gradMode.js";
import { booleanArgument, readArguments } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import { pooledShape, type Pooling } from "../../ops/poolGeometry.js";
import { maxPooled } from "../../ops/slidingPools.js";
import { unsafeView } from "../../ops/unsafeView.js";
import type { Tensor } from "../../tensor.js";
import { asPlane, checkLineRank, checkPooling, poolingOf, poolSizes, type PoolOptions } from "./poolArguments.js";
import type { WindowSize } from "./windows.js";

export interface MaxPoolOptions extends PoolOptions {
  /** The distance of the window's elements; 1 unless given. */
  readonly dilation?: WindowSize;
  /** Gives `[values, indices]`, the indices counting row by row in each line, plane or volume. */
  readonly return_indices?: boolean;
}

type Options = MaxPoolOptions & { readonly return_indices?: false };
type WithIndices = MaxPoolOptions & { readonly return_indices: true };

/**
 * The greatest elements under a window that moves over the last dimension of [n, c, l] or [c, l]; of equal ones the first
 * gets the gradient. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
 */
export function max_pool1d(input: Tensor, kernel_size: WindowSize, options: WithIndices): readonly [Tensor, Tensor];
export function max_pool1d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  dilation?: WindowSize | Options,
  ceil_mode?: boolean | Options,
): Tensor;
export function max_pool1d(input: Tensor, ...args: unknown[]): Tensor | readonly [Tensor, Tensor] {
  const named = byName(
    max_pool1d,
    "max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)",
    arguments,
  );
  if (named !== null) return named.result;
  const { x, pooling, withIndices } = argumentsOf("max_pool1d", 1, input, args);
  if (withIndices) checkLineRank("max_pool1d", x);
  else checkLinePooling(x, pooling);
  // The kernel for lines alone is taken where nothing is derived: its result lies in rows, and is no view.
  const isDerived = withIndices || dualLevel !== null || (x.requires_grad && isRecording());
  const plane = (isDerived ? x : x.contiguous()).unsqueeze(-2);
  checkPooling("max_pool2d", plane, asPlane(pooling));
  const [values, indices] = maxPooled(plane, asPlane(pooling));
  if (withIndices) return [values.squeeze(-2), indices.squeeze(-2)];
  return isDerived ? values.squeeze(-2) : unsafeView(values, values.shape.toSpliced(-2, 1));
}

/**
 * The greatest elements under a window that moves over the last two dimensions of [n, c, h, w] or [c, h, w]; of equal
 * ones the first gets the gradient. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
 */
export function max_pool2d(input: Tensor, kernel_size: WindowSize, options: WithIndices): readonly [Tensor, Tensor];
export function max_pool2d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  dilation?: WindowSize | Options,
  ceil_mode?: boolean | Options,
): Tensor;
export function max_pool2d(input: Tensor, ...args: unknown[]): Tensor | readonly [Tensor, Tensor] {
  const named = byName(
    max_pool2d,
    "max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)",
    arguments,
  );
  if (named !== null) return named.result;
  return pooled("max_pool2d", 2, input, args);
}

/**
 * The greatest elements under a window that moves over the last three dimensions of [n, c, d, h, w] or [c, d, h, w]; of
 * equal ones the first gets the gradient. Throws for windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
 */
export function max_pool3d(input: Tensor, kernel_size: WindowSize, options: WithIndices): readonly [Tensor, Tensor];
export function max_pool3d(
  input: Tensor,
  kernel_size: WindowSize,
  stride?: WindowSize | null | Options,
  padding?: WindowSize | Options,
  dilation?: WindowSize | Options,
  ceil_mode?: boolean | Options,
): Tensor;
export function max_pool3d(input: Tensor, ...args: unknown[]): Tensor | readonly [Tensor, Tensor] {
  const named = byName(
    max_pool3d,
    "max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)",
    arguments,
  );
  if (named !== null) return named.result;
  return pooled("max_pool3d", 3, input, args);
}

function pooled(
  op: string,
  spatial: number,
  input: unknown,
  args: readonly unknown[],
): Tensor | readonly [Tensor, Tensor] {
  const { x, pooling, withIndices } = argumentsOf(op, spatial, input, args);
  checkPooling(op, x, pooling);
  const results = maxPooled(x, pooling);
  return withIndices ? results : results[0];
}

function argumentsOf(op: string, spatial: number, input: unknown, args: readonly unknown[]) {
  const names = ["kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices"] as const;
  const given = readArguments<MaxPoolOptions & { readonly kernel_size: WindowSize }>(op, names, args);
  const x = tensorArgument(op, "input", input);
  const withIndices = booleanArgument(op, "return_indices", given.return_indices, false);
  const sizes = poolSizes(withIndices ? `${op}_with_indices` : op, given);
  if (op === "max_pool1d" && !withIndices) checkLine(x);
  return { x, pooling: poolingOf(op, spatial, sizes), withIndices };
}

function checkLine(x: Tensor): void {
  const isBatched = x.ndim === 3;
  if ((x.ndim !== 2 && !isBatched) || x.shape.slice(isBatched ? 1 : 0).includes(0))
    throw about(errors.linePoolInput(x.shape), x);
}

/** PyTorch has a kernel of its own for lines whose indices nobody wants, with words of its own. */
function checkLinePooling(x: Tensor, pooling: Pooling): void {
  const [kernel, stride, padding, dilation] = [
    pooling.kernel[0]!,
    pooling.stride[0]!,
    pooling.padding[0]!,
    pooling.dilation[0]!,
  ];
  for (const [name, size] of [
    ["kernel_size", kernel],
    ["stride", stride],
    ["dilation", dilation],
  ] as const) {
    if (size <= 0) throw errors.linePoolNotPositive(name, size);
  }
  if (padding < 0 || padding > Math.trunc(kernel / 2)) throw errors.linePoolPadding(padding, kernel);
  const size = pooledShape(x.shape, pooling).at(-1)!;
  if (size < 1) throw about(errors.linePoolOutput(size), x);
  if (!x.dtype.is_floating_point) throw errors.notImplementedFor("max_pool1d_impl", x.dtype.label);
}
