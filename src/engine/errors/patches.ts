import { IndexError, RuntimeError } from "./kinds.js";
import { list, tuple, type Sizes } from "./words.js";

export function patchSizes(name: string, got: number): Error {
  return new RuntimeError(`It is expected ${name} equals to 2, but got size ${got}`);
}

/** `prefix` is what PyTorch calls the sizes by: `kernel` gives `kernel_height` and `kernel_width`. */
export function patchSign(
  what: string,
  sign: "greater than zero" | "non-negative",
  prefix: string,
  sizes: Sizes,
): Error {
  return new RuntimeError(
    `${what} should be ${sign}, but got ${prefix}_height: ${sizes[0]} ${prefix}_width: ${sizes[1]}`,
  );
}

export function patchInput(ranks: string, shape: Sizes): Error {
  return new RuntimeError(
    ranks === "2D or 3D"
      ? `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${list(shape)}`
      : `Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${list(shape)}`,
  );
}

export function patchDimension(rank: number): Error {
  return new IndexError(`Dimension out of range (expected to be in range of [${-rank}, ${rank - 1}], but got 2)`);
}

interface Patching {
  readonly kernel_size: Sizes;
  readonly dilation: Sizes;
  readonly padding: Sizes;
  readonly stride: Sizes;
}

export function patchesOutside(plane: Sizes, patching: Patching, places: Sizes, of: "input" | "output"): Error {
  const { kernel_size, dilation, padding, stride } = patching;
  const given = of === "input" ? "input with spatial size " : "output_size=";
  const moved = of === "input" ? "" : `, stride=${tuple(stride)}`;
  const wrong = of === "input" ? "but its components must be at least one." : "which is too small (non-positive)";
  return new RuntimeError(
    `Given ${given}${tuple(plane)}, kernel_size=${tuple(kernel_size)}, dilation=${tuple(dilation)}, padding=${tuple(padding)}${moved}, calculated shape of the array of sliding blocks as ${tuple(places)}, ${wrong}`,
  );
}

/** PyTorch counts dimensions after it has put a batch in front. */
export function patchRows(rows: number, kernel: Sizes): Error {
  return new RuntimeError(
    `Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=${rows} and kernel_size=${tuple(kernel)}.`,
  );
}

export function patchColumns(columns: number, output: Sizes, patching: Patching, places: Sizes): Error {
  const { kernel_size, dilation, padding, stride } = patching;
  const [down = 0, across = 0] = places;
  return new RuntimeError(
    `Given output_size=${tuple(output)}, kernel_size=${tuple(kernel_size)}, dilation=${tuple(dilation)}, padding=${tuple(padding)}, stride=${tuple(stride)}, expected size of input's dimension 2 to match the calculated number of sliding blocks ${down} * ${across} = ${down * across}, but got input.size(2)=${columns}.`,
  );
}
