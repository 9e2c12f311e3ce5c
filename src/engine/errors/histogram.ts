import type { DTypeName } from "../dtype.js";
import { RuntimeError } from "./kinds.js";
import { cppNames, inC } from "./words.js";

export function histogramInfinite(min: number, max: number): Error {
  return histogramdd(`dimension 0's range [${inC(min)}, ${inC(max)}] is not finite`);
}

export function histogramRange(min: number, max: number): Error {
  return histogramdd(`min should not exceed max, but got min ${min} max ${max} for dimension 0`);
}

export function histogramRangeLength(length: number): Error {
  return histogramdd(`for a 1-dimensional histogram range should have 2 elements, but got ${length}`);
}

export function histogramEdgesRank(rank: number): Error {
  return histogramdd(
    `bins tensor should have one dimension, but got ${rank} dimensions in the bins tensor for dimension 0`,
  );
}

export function histogramEdgesDtype(input: DTypeName, bins: DTypeName): Error {
  const rule = "input tensor and bins tensors should have the same dtype";
  return histogramdd(
    `${rule}, but got input with dtype ${cppNames[input]} and bins for dimension 0 with dtype ${cppNames[bins]}`,
  );
}

export function histogramWithoutEdges(): Error {
  return histogramdd(
    "bins tensor should have at least 1 element, but got 0 elements in the bins tensor for dimension 0",
  );
}

export function histogramWeight(count: number, weight: number): Error {
  const rule =
    "if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension";
  return histogramdd(`${rule}, but got input with shape [${count}, 1] and weight with shape [${weight}]`);
}

export function histogramWeightDtype(input: DTypeName, weight: DTypeName): Error {
  const rule = "if weight tensor is provided, input tensor and weight tensor should have the same dtype";
  return histogramdd(`${rule}, but got input(${cppNames[input]}), and weight(${cppNames[weight]})`);
}

function histogramdd(fault: string): Error {
  return new RuntimeError(`torch.histogramdd: ${fault}`);
}
