import type { DTypeName } from "../dtype.js";
import { pythonText } from "../pythonValues.js";
import { AssertionError, RuntimeError } from "./kinds.js";
import { cppNames, list, type Sizes } from "./words.js";

export function productDtypes(a: string, b: string): Error {
  return new RuntimeError(`mat1 and mat2 must have the same dtype, but got ${a} and ${b}`);
}

export function baddbmmDtypes(input: DTypeName, batch1: DTypeName, batch2: DTypeName): Error {
  const [x, y, z] = [input, batch1, batch2].map((name) => cppNames[name]);
  return new RuntimeError(`Input dtypes must be the same, got: input ${x}, batch1: ${y}, batch2: ${z}`);
}

export function addmvDtypes(input: string, mat: string, vec: string): Error {
  return new RuntimeError(`addmv input tensors must have the same dtype, but got ${input}, ${mat}, and ${vec}`);
}

export function batchCounts(batch1: number, batch2: number): Error {
  return new RuntimeError(`batch1 and batch2 must have same number of batches, got ${batch1} and ${batch2}`);
}

export function batchMatrixSizes(batch1: Sizes, batch2: Sizes): Error {
  return new RuntimeError(
    `Incompatible matrix sizes for bmm (${batch1.slice(1).join("x")} and ${batch2.slice(1).join("x")})`,
  );
}

export function addmvRanks(input: number, mat: number, vec: number): Error {
  return new RuntimeError(`vector + matrix @ vector expected, got ${input}, ${mat}, ${vec}`);
}

export function addmvSizes(input: number, mat: Sizes, vec: number): Error {
  return new RuntimeError(`size mismatch, got input (${input}), mat (${mat.join("x")}), vec (${vec})`);
}

export function notAVectorOf(op: string, argument: string, rank: number): Error {
  return new RuntimeError(`${op}: Expected 1-D argument ${argument}, but got ${rank}-D`);
}

export function addrInput(rank: number): Error {
  return new RuntimeError(`2D tensor expected, got ${rank}D tensor for input`);
}

export function addrSizes(input: Sizes, v1: number, v2: number): Error {
  return new RuntimeError(`size mismatch, input: ${list(input)}, v1: [${v1}], v2: [${v2}]`);
}

export function fractionalBeta(): Error {
  return new RuntimeError("For integral input tensors, argument beta must not be a floating point number.");
}

export function inPlaceSize(input: Sizes, product: Sizes): Error {
  return new RuntimeError(
    `Bad in-place call: input tensor size ${list(input)} and output tensor size ${list(product)} should match`,
  );
}

export function dotDtypes(a: string, b: string): Error {
  return new RuntimeError(`dot : expected both vectors to have same dtype, but found ${a} and ${b}`);
}

export function innerSizes(a: Sizes, b: Sizes): Error {
  return new RuntimeError(
    `inner() the last dimension must match on both input tensors but got shapes ${list(a)} and ${list(b)}`,
  );
}

export function tensordotNegative(dims: string): Error {
  return new RuntimeError(`tensordot expects dims >= 0, but got dims=${dims}`);
}

export function tensordotTooMany(dims: number): Error {
  return new RuntimeError(`tensordot expects dims < ndim_a or ndim_b, but got dims=${dims}`);
}

export function tensordotDimensions(dims: unknown): Error {
  return new RuntimeError(
    `tensordot expects dims to be int or tuple[list[int], list[int]] or list[list[int]] containing two lists, but got dims=${pythonText(dims)}`,
  );
}

export function tensordotLengths(): Error {
  return new RuntimeError("both dimension lists should have same length");
}

export function tensordotTensor(size: number): Error {
  return new AssertionError(`dims tensor must have size 2 in first dimension, got ${size}`);
}

export function tensordotFloats(rank: number): Error {
  const found = rank > 1 ? "but found element of type float at pos 0" : "not float";
  return new TypeError(`tensordot(): argument 'dims_self' must be tuple of ints, ${found}`);
}

export function tensordotDtypes(): Error {
  return new RuntimeError("both inputs should have same dtype");
}

export function tensordotSizes(sizeA: number, dimA: number, sizeB: number, dimB: number): Error {
  return new RuntimeError(
    `contracted dimensions need to match, but first has size ${sizeA} in dim ${dimA} and second has size ${sizeB} in dim ${dimB}`,
  );
}

export function scalarTypes(expected: string, found: string): Error {
  return new RuntimeError(`expected scalar type ${expected} but found ${found}`);
}

export function bilinearWeight(): Error {
  return new RuntimeError("number of dimensions must match");
}

export function bilinearRanks(input1: number, input2: number): Error {
  return new RuntimeError(`bilinear(): input dimensions do not match: got ${input1} and ${input2}`);
}

export function bilinearBatch(dim: number, input1: number, input2: number): Error {
  return new RuntimeError(`bilinear(): input batch dimensions do not match at dim ${dim}: got ${input1} and ${input2}`);
}

export function bilinearSize(argument: "input1" | "input2" | "bias", got: number, expected: number): Error {
  return new RuntimeError(
    `bilinear(): ${argument} size does not match weight size: got ${got} but expected ${expected}`,
  );
}

export function bilinearDtypes(tensors: readonly (readonly [name: string, dtype: DTypeName])[]): Error {
  const got = tensors.map(([name, dtype]) => `${name}: ${cppNames[dtype]}`);
  return new RuntimeError(`All tensors must have the same dtype, got ${got.join(", ")}`);
}
