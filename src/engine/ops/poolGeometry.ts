import { adaptiveWindows, slidingWindows, type Windows } from "../kernels/windows.js";
import type { Shape } from "../shape.js";

/** A window over the last two or three dimensions, one number for each of them. */
export type Pooling = {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceil_mode: boolean;
};

export type AveragePooling = Pooling & { readonly countPadding: boolean; readonly divisor: number | null };

/** How many elements each of the last dimensions is to have. */
export type AdaptivePooling = { readonly output_size: readonly number[] };

export function pooledShape(shape: Shape, { kernel, stride, padding, dilation, ceil_mode }: Pooling): Shape {
  const rank = kernel.length;
  const sizes = kernel.map((window, i) => {
    const size = shape.at(i - rank)!;
    const room = size + 2 * padding[i]! - dilation[i]! * (window - 1) - 1;
    if (!ceil_mode) return Math.floor(room / stride[i]!) + 1;
    const places = Math.ceil(room / stride[i]!) + 1;
    // The last window has to begin inside of the space or of its padding in front.
    return (places - 1) * stride[i]! >= size + padding[i]! ? places - 1 : places;
  });
  return [...shape.slice(0, -rank), ...sizes];
}

/** The windows along the last dimensions of a shape. */
export function pooledWindows(shape: Shape, pooling: Pooling & Partial<AveragePooling>): readonly Windows[] {
  const { kernel, stride, padding, dilation, countPadding = false } = pooling;
  const rank = kernel.length;
  const places = pooledShape(shape, pooling).slice(-rank);
  return kernel.map((size, i) =>
    slidingWindows(shape.at(i - rank)!, places[i]!, {
      kernel: size,
      stride: stride[i]!,
      padding: padding[i]!,
      dilation: dilation[i]!,
      countPadding,
    }),
  );
}

export function adaptedShape(shape: Shape, { output_size }: AdaptivePooling): Shape {
  return [...shape.slice(0, -output_size.length), ...output_size];
}

export function adaptedWindows(shape: Shape, { output_size }: AdaptivePooling): readonly Windows[] {
  return output_size.map((places, i) => adaptiveWindows(shape.at(i - output_size.length)!, places));
}
