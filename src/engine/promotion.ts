import { defaultDtype, int64, type DType } from "./dtype.js";
import type { Operand } from "./ops/op.js";

/**
 * The dtype that operands are brought to before they meet, by PyTorch's rule: tensors with dimensions decide; 0-d tensors
 * only if they are of a higher category (bool < integer < floating), numbers only if they are of a higher one still.
 * A whole number of at most 2^53 counts as an integer.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
 */
export function promote(operands: readonly Operand[]): DType {
  const [first, second] = operands;
  if (typeof first === "object" && typeof second === "object" && operands.length === 2 && first.dtype === second.dtype)
    return first.dtype;
  let dimensioned: DType | null = null;
  let scalar: DType | null = null;
  let number: DType | null = null;
  for (const operand of operands) {
    if (typeof operand === "number") number = higher(number, isWhole(operand) ? int64 : defaultDtype());
    else if (operand.shape.length === 0) scalar = higher(scalar, operand.dtype);
    else dimensioned = higher(dimensioned, operand.dtype);
  }
  return lifted(lifted(dimensioned, scalar), number) ?? defaultDtype();
}

/** The dtype of operands that are expanded to each other first, so that none is 0-d beside others any more. */
export function promoteExpanded(first: DType, ...others: readonly DType[]): DType {
  return others.reduce<DType>(higher, first);
}

const categories = { bool: 0, integer: 1, floating: 2 } as const;

function higher(a: DType | null, b: DType): DType {
  return a === null || b.rank > a.rank ? b : a;
}

/** `strong` unless `weak` is of a higher category. */
function lifted(strong: DType | null, weak: DType | null): DType | null {
  if (strong === null || weak === null) return strong ?? weak;
  return categories[weak.category] > categories[strong.category] ? weak : strong;
}

export function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER + 1;
}

/** The dtype of ops whose results are floating point for integers and bools too, such as exp and division. */
export function floatingOf(dtype: DType): DType {
  return dtype.is_floating_point ? dtype : defaultDtype();
}
