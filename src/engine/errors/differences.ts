import { RuntimeError } from "./kinds.js";

export function diffOrder(n: number): Error {
  return new RuntimeError(`order must be non-negative but got ${n}`);
}

export function diffOfScalar(): Error {
  return new RuntimeError("diff expects input to be at least one-dimensional");
}

export function diffRank(): Error {
  return new RuntimeError("diff expects prepend or append to be the same dimension as input");
}

export function trapezoidOfBools(op: string, hasPoints: boolean): Error {
  const which = hasPoints ? "`x` or `y`" : "`y`";
  return new RuntimeError(`${op}: received a bool input for ${which}, but bool is not supported`);
}

export function trapezoidPoints(op: string): Error {
  return new RuntimeError(`${op}: There must be one \`x\` value for each sample point`);
}

export function diffShape(dim: number, size: number, got: number): Error {
  return new RuntimeError(
    `diff expects the shape of tensor to prepend or append to match that of input except along the differencing dimension; input.size(${dim}) = ${size}, but got tensor.size(${dim}) = ${got}`,
  );
}

export function gradientEdgeOrder(): Error {
  return new RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.");
}

export function gradientSize(): Error {
  return new RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1");
}

export function gradientOfBytes(): Error {
  return new RuntimeError("torch.gradient does not support uint8 input.");
}

export function gradientSpacing(spacing: number, dims: number, isAll: boolean): Error {
  if (isAll)
    return new RuntimeError(
      `torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to 'self.dim() = ${dims}', since dim argument was not given, but got a list of length ${spacing}`,
    );
  return new RuntimeError(
    `torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have the same length, but got a spacing argument of length ${spacing} and a dim argument of length ${dims}.`,
  );
}

export function gradientCoordinatesRank(rank: number): Error {
  return new RuntimeError(
    `torch.gradient expected each element of spacing to have one dimension, but got an element with ${rank} dimensions!`,
  );
}

export function gradientCoordinates(): Error {
  return new RuntimeError("torch.gradient expects each tensor to have the same length as the corresponding dimension");
}
