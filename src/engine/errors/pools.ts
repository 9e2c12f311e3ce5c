import { RuntimeError, ValueError, ZeroDivisionError } from "./kinds.js";
import { list, tuple, type Sizes } from "./words.js";

/** The sizes of a window are not as many as the pool has dimensions. */
export function poolSizes(op: string, name: string, spatial: number, got: number): Error {
  if (op === "max_pool1d") {
    const first = name === "stride" ? "None, an int" : "an int";
    const comma = name === "stride" || name === "padding" ? "," : "";
    return new RuntimeError(
      `max_pool1d() ${name} must be ${first}, list of ints${comma} or tuple of ints of size 1 but got size ${got}`,
    );
  }
  if (spatial === 1) return new RuntimeError(`${op}() argument '${name}' should contain one int (got ${got})`);
  const verb = op === "avg_pool3d" ? "must be" : name === "dilation" ? "must be either" : "must either be";
  const omitted = name === "stride" ? "omitted, " : "";
  return new RuntimeError(
    `${op}: ${name} ${verb} ${omitted}a single int, or a tuple of ${spatial === 2 ? "two" : "three"} ints`,
  );
}

export function poolRank(op: string, shape: Sizes): Error {
  return new RuntimeError(
    `Expected 2 to 3 dimensions, but got ${shape.length}-dimensional tensor for argument #1 'self' (while checking arguments for ${op})`,
  );
}

export function poolNotEmpty(spatial: number): Error {
  return new RuntimeError(`non-empty ${spatial + 1}D or ${spatial + 2}D (batch mode) tensor expected for input`);
}

export function poolInput(shape: Sizes): Error {
  return new RuntimeError(
    `Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:${list(shape)}`,
  );
}

export function poolVolume(op: string, shape: Sizes): Error {
  const name = op === "max_pool3d" ? "max_pool3d_with_indices_out_cpu_template" : op;
  return new RuntimeError(
    `${name}(): Expected input's non-batch dimensions to have positive length, but input has a shape of ${list(shape)} and non-batch dimension 0 has length zero!`,
  );
}

export function poolPaddingNegative(padding: number): Error {
  return new RuntimeError(`pad must be non-negative, but got pad: ${padding}`);
}

export function poolPaddingTooLarge(padding: number, kernel: number, dilation: number): Error {
  return new RuntimeError(
    `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${kernel} and dilation=${dilation}`,
  );
}

/** Unlike the effective size that a dilation gives it, the kernel itself. */
export function poolPaddingBeyondKernel(kernel: Sizes, padding: Sizes): Error {
  const told = (name: string, sizes: Sizes): string => {
    const [height, width] = sizes.slice(-2);
    return `${name}T: ${sizes[0]} ${name}W: ${width} ${name}H: ${height}`;
  };
  return new RuntimeError(
    `pad should be smaller than or equal to half of kernel size, but got ${
      kernel.length === 3
        ? `${told("k", kernel)} ${told("pad", padding)}`
        : `padW = ${padding[1]}, padH = ${padding[0]}, kW = ${kernel[1]}, kH = ${kernel[0]}`
    }`,
  );
}

export function poolStrideZero(): Error {
  return new RuntimeError("stride should not be zero");
}

/** `prefix` is what PyTorch calls the sizes by: `k` gives `kT`, `kH` and `kW`. */
export function poolNotPositive(what: string, prefix: string, sizes: Sizes): Error {
  const told = sizes.map((size, i) => `${prefix}${["T", "H", "W"].at(i - sizes.length)!}: ${size}`);
  return new RuntimeError(`${what} should be greater than zero, but got ${told.join(" ")}`);
}

export function poolKernelTooLarge(space: Sizes, kernel: Sizes): Error {
  const told = (prefix: string, [time, height, width]: Sizes): string =>
    `(${prefix}T: ${time} ${prefix}H: ${height} ${prefix}W: ${width})`;
  return new RuntimeError(`input image ${told("", space)} smaller than kernel size ${told("k", kernel)}`);
}

export function poolOutputTooSmall(spatial: number, input: Sizes, output: Sizes): Error {
  const sizes = (shape: Sizes): string => `(${shape.slice(-1 - spatial).join("x")})`;
  return new RuntimeError(
    `Given input size: ${sizes(input)}. Calculated output size: ${sizes(output)}. Output size is too small`,
  );
}

export function poolDivisorZero(): Error {
  return new RuntimeError("divisor must be not zero");
}

export function linePoolInput(shape: Sizes): Error {
  return new RuntimeError(
    `max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:${list(shape)}`,
  );
}

export function linePoolNotPositive(name: string, size: number): Error {
  return new RuntimeError(`max_pool1d() ${name} must be greater than zero, but got ${size}`);
}

export function linePoolPadding(padding: number, kernel: number): Error {
  return new RuntimeError(
    padding < 0
      ? `max_pool1d() padding must be non-negative, but got ${padding}`
      : `max_pool1d() padding should be at most half of kernel size, but got padding=${padding} and kernel_size=${kernel}`,
  );
}

export function linePoolOutput(size: number): Error {
  return new RuntimeError(`max_pool1d() Invalid computed output size: ${size}`);
}

/** Python takes apart what has too many or too few items. */
export function wrongCount(expected: number, got: number): Error {
  return new ValueError(
    got > expected
      ? `too many values to unpack (expected ${expected})`
      : `not enough values to unpack (expected ${expected}, got ${got})`,
  );
}

export function adaptiveDefaults(rank: number): Error {
  return new ValueError(`Input dimension should be at least ${rank}`);
}

export function adaptiveSizes(op: string, spatial: number, got: number): Error {
  if (spatial === 1) return new RuntimeError(`${op}() argument 'output_size' should contain one int (got ${got})`);
  return new RuntimeError(
    op.startsWith("adaptive_max")
      ? `${op}(): internal error: output_size.size() must be ${spatial}`
      : `${op}: output_size must be ${spatial}`,
  );
}

export function adaptiveNegative(sizes: Sizes): Error {
  const [first, second, third] = sizes;
  const told = third === undefined ? `${first}, ${second}` : `${first}, ${second},${third}`;
  return new RuntimeError(
    `adaptive_avg_pool${sizes.length}d: elements of output_size must be greater than or equal to 0 but received {${told}}`,
  );
}

export function adaptiveRank(op: string, spatial: number, shape: Sizes): Error {
  const colon = op.startsWith("adaptive_max") ? ":" : "";
  return new RuntimeError(
    `${op}(): Expected ${spatial + 1}D or ${spatial + 2}D tensor, but got${colon} ${list(shape)}`,
  );
}

/** As Python's ZeroDivisionError says it. */
export function zerothRoot(): Error {
  return new ZeroDivisionError("float division by zero");
}

export function adaptiveEmpty(op: string, shape: Sizes, dim: number): Error {
  return new RuntimeError(
    `${op}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${list(shape)} with dimension ${dim} being empty`,
  );
}

export function emptyGradient(op: string, shape: Sizes, dim: number): Error {
  return new RuntimeError(
    `${op}(): Expected grad_output to have non-zero size for non-batch dimensions, but grad_output has sizes ${list(shape)} with dimension ${dim} being empty`,
  );
}

export function unpoolOutputLength(spatial: number, length: number): Error {
  return new ValueError(
    `output_size should be a sequence containing ${spatial} or ${spatial + 2} elements, but it has a length of '${length}'`,
  );
}

export function unpoolOutput(sizes: Sizes, dim: number, low: number, high: number): Error {
  return new ValueError(`invalid output_size "${tuple(sizes)}" (dim ${dim} must be between ${low} and ${high})`);
}

export function unpoolIndices(spatial: number, label: string): Error {
  return new RuntimeError(
    spatial === 3
      ? "elements in indices should be type int64"
      : `elements in indices should be type int64 but got: ${label}`,
  );
}

export function unpoolRank(spatial: number, rank: number): Error {
  return new RuntimeError(
    `Input to max_unpooling${spatial}d should be a ${spatial + 1}d or ${spatial + 2}d Tensor, but got a tensor with ${rank} dimensions.`,
  );
}

export function unpoolShapes(input: Sizes, indices: Sizes): Error {
  return new RuntimeError(
    `Expected shape of indices to be same as that of the input tensor (${list(input)}) but got indices tensor with shape: ${list(indices)}`,
  );
}

export function unpoolEmpty(spatial: number, shape: Sizes, dim: number): Error {
  return new RuntimeError(
    `max_unpooling${spatial}d_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got ${list(shape)} with dimension ${dim} being empty.`,
  );
}

export function unpoolStride(stride: Sizes): Error {
  return new RuntimeError(`strides should be greater than zero, but got stride: ${list(stride)}`);
}

export function negativeUnpoolOutput(dim: number, size: number): Error {
  return new ValueError(
    `max_unpooling: output_size must contain non-negative spatial dimensions, but got output_size[${dim}]=${size}`,
  );
}

export function unpoolSizes(spatial: 2 | 3, got: number): Error {
  const wanted = { 2: "two elements (height, width)", 3: "three elements (depth, height, width)" }[spatial];
  return new RuntimeError(`There should be exactly ${wanted} in output_size, but got ${got} elements.`);
}

export function unpoolWindow(what: "stride" | "padding", got: number): Error {
  return new RuntimeError(
    `There should be exactly three elements (depth, height, width) in ${what}, but got: ${got} elements.`,
  );
}

export function unpoolIndex(index: number, output: Sizes): Error {
  return new RuntimeError(`Found an invalid max index: ${index} (output volumes are of size ${output.join("x")})`);
}
