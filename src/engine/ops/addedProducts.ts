import type { AfterInput } from "./afterInput.js";
import { readArguments } from "../arguments.js";
import { byName, methodByName } from "../callByName.js";
import type { DType } from "../dtype.js";
import * as errors from "../errors.js";
import { sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { addbmmOp, addmmOp, addmvOp, addrOp, baddbmmOp } from "./addedProductOps.js";
import type { Factors } from "./addedProduct.js";
import { call } from "./dispatch.js";
import { checkWritable, inPlace } from "./inPlace.js";
import type { Op } from "./op.js";
import { numberArgument, tensorArgument } from "./operands.js";

/** Factors of the products that are added to a tensor. */
export interface FactorOptions {
  /** Multiplies the tensor that is added to; 1 unless given. */
  readonly beta?: number;
  /** Multiplies the product; 1 unless given. */
  readonly alpha?: number;
}

/**
 * beta·input + alpha·(mat1 @ mat2), with input broadcast to the product. A beta of 0 leaves input out, NaN and all. Throws
 * where the inner sizes or the dtypes differ, for bools, and where input does not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
 */
export function addmm(input: Tensor, mat1: Tensor, mat2: Tensor, options?: FactorOptions): Tensor {
  const named = byName(addmm, "addmm(input, mat1, mat2, *, beta, alpha)", arguments);
  if (named !== null) return named.result;
  return added(addmmOp, ["mat1", "mat2"], input, [mat1, mat2, options]);
}

/**
 * beta·input + alpha·Σ batch1[i] @ batch2[i]: of [b, n, m] and [b, m, p] the result is [n, p], to which input is broadcast.
 * Throws where the sizes or the dtypes differ, for bools, and where input does not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.addbmm.html
 */
export function addbmm(input: Tensor, batch1: Tensor, batch2: Tensor, options?: FactorOptions): Tensor {
  const named = byName(addbmm, "addbmm(input, batch1, batch2, *, beta, alpha)", arguments);
  if (named !== null) return named.result;
  return added(addbmmOp, ["batch1", "batch2"], input, [batch1, batch2, options]);
}

/**
 * beta·input + alpha·(batch1 @ batch2): of [b, n, m] and [b, m, p] the result is [b, n, p], to which input is broadcast.
 * Throws where the sizes or the dtypes differ, for bools, and where input does not broadcast.
 * https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html
 */
export function baddbmm(input: Tensor, batch1: Tensor, batch2: Tensor, options?: FactorOptions): Tensor {
  const named = byName(baddbmm, "baddbmm(input, batch1, batch2, *, beta, alpha)", arguments);
  if (named !== null) return named.result;
  return added(baddbmmOp, ["batch1", "batch2"], input, [batch1, batch2, options]);
}

/**
 * beta·input + alpha·(mat @ vec), with input a vector or 0-d. Throws where the sizes or the dtypes differ, and for bools.
 * https://docs.pytorch.org/docs/stable/generated/torch.addmv.html
 */
export function addmv(input: Tensor, mat: Tensor, vec: Tensor, options?: FactorOptions): Tensor {
  const named = byName(addmv, "addmv(input, mat, vec, *, beta, alpha)", arguments);
  if (named !== null) return named.result;
  return added(addmvOp, ["mat", "vec"], input, [mat, vec, options]);
}

/**
 * beta·input + alpha·outer(vec1, vec2), with input broadcast to the product, in the common dtype; of bools, "and" and "or".
 * Throws for other than vectors, and for factors with a fraction beside integers.
 * https://docs.pytorch.org/docs/stable/generated/torch.addr.html
 */
export function addr(input: Tensor, vec1: Tensor, vec2: Tensor, options?: FactorOptions): Tensor {
  const named = byName(addr, "addr(input, vec1, vec2, *, beta, alpha)", arguments);
  if (named !== null) return named.result;
  const { x, factors, operands } = addedArguments("addr", ["vec1", "vec2"], input, [vec1, vec2, options]);
  checkFactors(factors, [x, ...operands]);
  return call(addrOp, [x, ...operands], factors);
}

/** Tensor methods and ops of this family. */
export default class AddedProductMethods {
  /** @internal */
  static get ops() {
    return { addmm: addmmOp, addbmm: addbmmOp, baddbmm: baddbmmOp, addmv: addmvOp, addr: addrOp };
  }

  /**
   * beta·this + alpha·(mat1 @ mat2), with this tensor broadcast to the product. Throws where the inner sizes differ.
   * https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
   */
  addmm(this: Tensor, ...rest: AfterInput<typeof addmm>): Tensor {
    return addmm(this, ...rest);
  }

  /**
   * beta·this + alpha·Σ batch1[i] @ batch2[i], with this tensor broadcast to the product.
   * https://docs.pytorch.org/docs/stable/generated/torch.addbmm.html
   */
  addbmm(this: Tensor, ...rest: AfterInput<typeof addbmm>): Tensor {
    return addbmm(this, ...rest);
  }

  /**
   * beta·this + alpha·(batch1 @ batch2), with this tensor broadcast to the product.
   * https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html
   */
  baddbmm(this: Tensor, ...rest: AfterInput<typeof baddbmm>): Tensor {
    return baddbmm(this, ...rest);
  }

  /** beta·this + alpha·(mat @ vec). https://docs.pytorch.org/docs/stable/generated/torch.addmv.html */
  addmv(this: Tensor, ...rest: AfterInput<typeof addmv>): Tensor {
    return addmv(this, ...rest);
  }

  /** beta·this + alpha·outer(vec1, vec2). https://docs.pytorch.org/docs/stable/generated/torch.addr.html */
  addr(this: Tensor, ...rest: AfterInput<typeof addr>): Tensor {
    return addr(this, ...rest);
  }

  /**
   * `addmm` in place. Throws if this tensor has not the product's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmm_.html
   */
  addmm_(this: Tensor, mat1: Tensor, mat2: Tensor, options?: FactorOptions): Tensor {
    const named = methodByName(this, "addmm_(mat1, mat2, *, beta, alpha)", arguments);
    if (named !== null) return named.result;
    return addedInPlace(addmmOp, ["mat1", "mat2"], this, [mat1, mat2, options]);
  }

  /**
   * `addbmm` in place. Throws if this tensor has not the product's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addbmm_.html
   */
  addbmm_(this: Tensor, batch1: Tensor, batch2: Tensor, options?: FactorOptions): Tensor {
    const named = methodByName(this, "addbmm_(batch1, batch2, *, beta, alpha)", arguments);
    if (named !== null) return named.result;
    return addedInPlace(addbmmOp, ["batch1", "batch2"], this, [batch1, batch2, options]);
  }

  /**
   * `baddbmm` in place. Throws if this tensor has not the product's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.baddbmm_.html
   */
  baddbmm_(this: Tensor, batch1: Tensor, batch2: Tensor, options?: FactorOptions): Tensor {
    const named = methodByName(this, "baddbmm_(batch1, batch2, *, beta, alpha)", arguments);
    if (named !== null) return named.result;
    return addedInPlace(baddbmmOp, ["batch1", "batch2"], this, [batch1, batch2, options]);
  }

  /**
   * `addmv` in place. Throws if this tensor has not the product's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmv_.html
   */
  addmv_(this: Tensor, mat: Tensor, vec: Tensor, options?: FactorOptions): Tensor {
    const named = methodByName(this, "addmv_(mat, vec, *, beta, alpha)", arguments);
    if (named !== null) return named.result;
    return addedInPlace(addmvOp, ["mat", "vec"], this, [mat, vec, options]);
  }

  /**
   * `addr` in place. Throws if this tensor has not the product's shape.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addr_.html
   */
  addr_(this: Tensor, vec1: Tensor, vec2: Tensor, options?: FactorOptions): Tensor {
    const named = methodByName(this, "addr_(vec1, vec2, *, beta, alpha)", arguments);
    if (named !== null) return named.result;
    const { factors, operands } = addedArguments("addr_", ["vec1", "vec2"], this, [vec1, vec2, options]);
    checkWritable(this, ...operands);
    const [sizes] = addrOp.shape(
      [this, ...operands].map(({ shape }) => shape),
      factors,
    );
    if (this.ndim !== 2) throw errors.addrInput(this.ndim);
    if (!sameShape(this.shape, sizes!)) throw errors.addrSizes(this.shape, sizes![0]!, sizes![1]!);
    checkFactors(factors, [this, ...operands]);
    return inPlace(addrOp, this, operands, factors);
  }
}

type Names = readonly [string, string];

function added(op: Op<Factors>, names: Names, input: unknown, rest: readonly unknown[]): Tensor {
  const { x, factors, operands } = addedArguments(op.name, names, input, rest);
  return call(op, [x, ...operands], factors);
}

function addedInPlace(op: Op<Factors>, names: Names, self: Tensor, rest: readonly unknown[]): Tensor {
  const { factors, operands } = addedArguments(`${op.name}_`, names, self, rest);
  checkWritable(self, ...operands);
  return inPlace(op, self, operands, factors);
}

function addedArguments(name: string, [first, second]: Names, input: unknown, rest: readonly unknown[]) {
  const given = readArguments<Record<string, unknown>>(name, [first, second, "beta", "alpha"], rest);
  return {
    x: tensorArgument(name, "input", input),
    operands: [tensorArgument(name, first, given[first]), tensorArgument(name, second, given[second])],
    factors: {
      beta: numberArgument(name, "beta", given["beta"], 1),
      alpha: numberArgument(name, "alpha", given["alpha"], 1),
    },
  };
}

function checkFactors({ beta, alpha }: Factors, operands: readonly Tensor[]): void {
  const isFloating = ({ dtype }: { readonly dtype: DType }): boolean => dtype.is_floating_point;
  if (operands.some(isFloating)) return;
  if (!Number.isInteger(beta)) throw errors.fractionalBeta();
  if (!Number.isInteger(alpha)) throw errors.fractionalAlpha();
}
