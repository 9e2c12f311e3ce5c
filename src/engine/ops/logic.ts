import { logical_not } from "./predicates.js";
import {
  binary,
  binaryInPlace,
  unaryInPlace,
  type BinaryFunction,
  type BinaryInPlace,
  type UnaryInPlace,
} from "./functions.js";

/**
 * Whether both elements are not 0, broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.logical_and.html
 */
export const logical_and: BinaryFunction = connective("logical_and", (x, y) => x && y);

/**
 * Whether one of the elements is not 0, broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.logical_or.html
 */
export const logical_or: BinaryFunction = connective("logical_or", (x, y) => x || y);

/**
 * Whether just one of the elements is not 0, broadcast, as bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.logical_xor.html
 */
export const logical_xor: BinaryFunction = connective("logical_xor", (x, y) => x !== y);

/** `logical_not` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_not_.html */
export const logical_not_: UnaryInPlace = unaryInPlace(logical_not);

/** `logical_and` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_and_.html */
export const logical_and_: BinaryInPlace = binaryInPlace(logical_and);

/** `logical_or` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_or_.html */
export const logical_or_: BinaryInPlace = binaryInPlace(logical_or);

/** `logical_xor` in place. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_xor_.html */
export const logical_xor_: BinaryInPlace = binaryInPlace(logical_xor);

function connective(name: string, holds: (x: boolean, y: boolean) => boolean): BinaryFunction {
  const of = (x: number, y: number): number => (holds(x !== 0, y !== 0) ? 1 : 0);
  return binary({ name, of, derivatives: [], result: "bool", samples: [], isUnseenInPlace: true });
}
