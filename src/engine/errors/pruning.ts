import { pythonText } from "../pythonValues.js";
import { AssertionError, AttributeError, IndexError, ValueError } from "./kinds.js";

export function pruningAmountKind(amount: unknown): Error {
  return new TypeError(`Invalid type for amount: ${pythonText(amount)}. Must be int or float.`);
}

export function pruningAmount(amount: number): Error {
  return new ValueError(`amount=${amount} should either be a float in the range [0, 1] or a non-negative integer`);
}

export function pruningTooMany(amount: number, units: number): Error {
  return new ValueError(`amount=${amount} should be smaller than the number of parameters to prune=${units}`);
}

export function pruningScores(of: string, actual: string, expected: string): Error {
  return new AssertionError(`importance_scores should have the same shape as ${of}, got ${actual} vs ${expected}`);
}

export function pruningMask(expected: string, actual: string): Error {
  return new AssertionError(`default_mask shape ${expected} must match self.mask shape ${actual}`);
}

export function notYetPruned(module: unknown, before: string): Error {
  return new AssertionError(`Module ${String(module)} has to be pruned${before}`);
}

export function notPruned(name: string, module: unknown): Error {
  return new ValueError(
    `Parameter '${name}' of module ${String(module)} has to be pruned before pruning can be removed`,
  );
}

export function noPruningMethod(value: unknown): Error {
  return new TypeError(`${pythonText(value)} is not a BasePruningMethod subclass`);
}

export function otherPrunedTensor(own: string | null, other: string | null): Error {
  return new ValueError(
    `Can only add pruning methods acting on the parameter named '${own}' to PruningContainer. Found '${other}'`,
  );
}

export function unknownPruningType(type: string): Error {
  return new ValueError(`Unrecognized PRUNING_TYPE ${type}`);
}

export function noPruningDimension(): Error {
  return new AttributeError('Pruning methods of PRUNING_TYPE "structured" need to have the attribute `dim` defined.');
}

export function pruningDimension(ndim: number): Error {
  return new IndexError(`Index is out of bounds for tensor with dimensions ${ndim}`);
}

export function pruningIndex(dim: number, size: string): Error {
  return new IndexError(`Invalid index ${dim} for tensor of size ${size}`);
}

export function pruningStructure(size: string, ndim: number): Error {
  return new ValueError(
    `Structured pruning can only be applied to multidimensional tensors. Found tensor of shape ${size} with ${ndim} dims`,
  );
}

export function prunedIterable(): Error {
  return new TypeError("global_unstructured(): parameters is not an Iterable");
}

export function notUnstructured(method: string, type: string): Error {
  return new TypeError(
    `Only "unstructured" PRUNING_TYPE supported for the \`pruning_method\`. Found method <class 'torch.nn.utils.prune.${method}'> of type ${type}`,
  );
}
