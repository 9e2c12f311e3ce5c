import { cubicPolynomials, derivedAt } from "./cubic.js";
import type { Taps } from "./resampling.js";

export type InterpolationMode = "nearest" | "nearest-exact" | "linear" | "cubic" | "lanczos";

/** How one dimension is interpolated. */
export interface Interpolation {
  readonly mode: InterpolationMode;
  readonly align_corners: boolean;
  readonly antialias: boolean;
  /** What the script gave as the factor of the sizes; null where the sizes decide. */
  readonly scale: number | null;
}

type Tap = { readonly index: number; readonly weight: number };

/** What each place of the result is made of. `round` rounds to the dtype, in which PyTorch finds the places. */
export function interpolationTaps(
  size: number,
  places: number,
  interpolation: Interpolation,
  round: (value: number) => number,
): Taps {
  const tapsAt = placesOf(size, places, interpolation, round);
  const taps = Array.from({ length: places }, (_, place) => tapsAt(place));
  const starts = new Int32Array(places + 1);
  taps.forEach(({ length }, place) => {
    starts[place + 1] = starts[place]! + length;
  });
  const all = taps.flat();
  return {
    size,
    starts,
    indices: Int32Array.from(all, ({ index }) => index),
    weights: Float64Array.from(all, ({ weight }) => weight),
  };
}

function placesOf(
  size: number,
  places: number,
  { mode, align_corners, antialias, scale }: Interpolation,
  round: (value: number) => number,
): (place: number) => readonly Tap[] {
  const given = scale !== null && scale > 0 ? 1 / scale : size / places;
  if (mode === "nearest" || mode === "nearest-exact") {
    // The nearest element is found in single precision, whatever the dtype.
    const step = Math.fround(given);
    const shift = mode === "nearest" ? 0 : 0.5;
    const nearest = (place: number): number => Math.floor(Math.fround(Math.fround(place + shift) * step));
    return (place) => [{ index: Math.min(nearest(place), size - 1), weight: 1 }];
  }
  const step = round(align_corners ? (places > 1 ? (size - 1) / (places - 1) : 0) : given);
  if (antialias && size === places) return (index) => [{ index, weight: 1 }];
  if (antialias) return (place) => smoothedTaps(size, step, place, smoothings[mode]);
  const sourceOf = (place: number): number =>
    round(align_corners ? step * place : round(step * round(place + 0.5)) - 0.5);
  if (mode === "linear") {
    if (size === places) return (index) => between(index, index, 0);
    return (place) => linearTaps(size, Math.max(sourceOf(place), 0));
  }
  return (place) => cubicTaps(size, sourceOf(place));
}

function linearTaps(size: number, source: number): readonly Tap[] {
  const index = Math.min(Math.floor(source), size - 1);
  const part = Math.min(Math.max(source - index, 0), 1);
  return between(index, Math.min(index + 1, size - 1), part);
}

/** Both elements count even where the weight of one is 0: 0 times infinity is no number. */
function between(index: number, next: number, part: number): readonly Tap[] {
  return [
    { index, weight: 1 - part },
    { index: next, weight: part },
  ];
}

function cubicTaps(size: number, source: number): readonly Tap[] {
  const start = Math.min(Math.floor(source), size - 1);
  const part = Math.min(Math.max(source - start, 0), 1);
  return cubicPolynomials.map((polynomial, k) => ({
    index: Math.min(Math.max(start + k - 1, 0), size - 1),
    weight: derivedAt(polynomial, part),
  }));
}

/** What weighs an element by its distance where the result is smoothed, and how far that reaches. */
interface Smoothing {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

const smoothings: { readonly [Mode in "linear" | "cubic" | "lanczos"]: Smoothing } = {
  linear: { reach: 1, weight: (x) => Math.max(1 - Math.abs(x), 0) },
  // Unlike the interpolation itself, with a = −1/2.
  cubic: { reach: 2, weight: (x) => keys(Math.abs(x), -0.5) },
  lanczos: { reach: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function keys(x: number, a: number): number {
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The elements within reach, which grows where the result is smaller than the operand; weights that sum up to 1. */
function smoothedTaps(size: number, step: number, place: number, { reach, weight }: Smoothing): readonly Tap[] {
  const stretch = Math.max(step, 1);
  const center = step * (place + 0.5);
  const start = Math.max(Math.trunc(center - reach * stretch + 0.5), 0);
  const end = Math.min(Math.trunc(center + reach * stretch + 0.5), size);
  const indices = Array.from({ length: end - start }, (_, k) => start + k);
  const weights = indices.map((index) => weight((index - center + 0.5) / stretch));
  const total = weights.reduce((sum, value) => sum + value, 0);
  return indices.map((index, k) => ({ index, weight: weights[k]! / total }));
}
