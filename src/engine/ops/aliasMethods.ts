import { refuseMore } from "../arguments.js";
import { methodByName } from "../callByName.js";
import { adjointOfVector, transposeOfOtherRank } from "../errors.js";
import { ownerOf } from "../mixin.js";
import type { Tensor } from "../tensor.js";
import type { AlphaOptions, DivOptions } from "./arithmetic.js";
import { where } from "./comparisons.js";
import type { Operand, Value } from "./op.js";
import { adjoint } from "./queries.js";

/** The other names that PyTorch has for methods that are no functions. */
export default class AliasMethods {
  /** Another name of `mul_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.multiply_.html */
  multiply_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "multiply_(other)", arguments);
    if (named !== null) return named.result;
    return this.mul_(other);
  }

  /** Another name of `sub_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.subtract_.html */
  subtract_(this: Tensor, other: Operand, options?: AlphaOptions): Tensor {
    const named = methodByName(this, "subtract_(other, *, alpha)", arguments);
    if (named !== null) return named.result;
    return this.sub_(other, options);
  }

  /** Another name of `div_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.divide_.html */
  divide_(this: Tensor, other: Operand, options?: DivOptions): Tensor {
    const named = methodByName(this, "divide_(other, *, rounding_mode)", arguments);
    if (named !== null) return named.result;
    return this.div_(other, options);
  }

  /** `div_` without rounding. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.true_divide_.html */
  true_divide_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "true_divide_(other)", arguments);
    if (named !== null) return named.result;
    return this.div_(other);
  }

  /** Another name of `gt_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.greater_.html */
  greater_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "greater_(other)", arguments);
    if (named !== null) return named.result;
    return this.gt_(other);
  }

  /** Another name of `ge_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.greater_equal_.html */
  greater_equal_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "greater_equal_(other)", arguments);
    if (named !== null) return named.result;
    return this.ge_(other);
  }

  /** Another name of `lt_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.less_.html */
  less_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "less_(other)", arguments);
    if (named !== null) return named.result;
    return this.lt_(other);
  }

  /** Another name of `le_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.less_equal_.html */
  less_equal_(this: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "less_equal_(other)", arguments);
    if (named !== null) return named.result;
    return this.le_(other);
  }

  /** Another name of `ne_`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.not_equal_.html */
  not_equal_(this: Tensor, other: Value): Tensor {
    const named = methodByName(this, "not_equal_(other)", arguments);
    if (named !== null) return named.result;
    return this.ne_(other);
  }

  /**
   * This tensor's elements where the condition holds, else other's; broadcast. Throws as `torch.where` does.
   * https://docs.pytorch.org/docs/stable/generated/torch.Tensor.where.html
   */
  where(this: Tensor, condition: Tensor, other: Operand): Tensor {
    const named = methodByName(this, "where(condition, other)", arguments);
    if (named !== null) return named.result;
    return where(condition, this, other);
  }

  /**
   * The transposed matrix: `x.t()`, for the numbers are real. Throws for other than two dimensions.
   * https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.H
   */
  get H(): Tensor {
    const self = ownerOf(this);
    if (self.ndim !== 2 && self.ndim !== 0) throw transposeOfOtherRank(self.ndim);
    return adjoint(self);
  }

  /**
   * A view with the last two dimensions exchanged: `x.mT`, for the numbers are real. Throws for vectors.
   * https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.mH
   */
  get mH(): Tensor {
    const self = ownerOf(this);
    if (self.ndim === 1) throw adjointOfVector("mH");
    return adjoint(self);
  }

  /** Another name of `dim`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ndimension.html */
  ndimension(this: Tensor): number {
    if (arguments.length > 0) refuseMore("ndimension", 0, arguments);
    return this.ndim;
  }

  /** Another name of `numel`. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nelement.html */
  nelement(this: Tensor): number {
    if (arguments.length > 0) refuseMore("nelement", 0, arguments);
    return this.numel();
  }

  /** The bytes of an element. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.itemsize.html */
  get itemsize(): number {
    return ownerOf(this).dtype.itemsize;
  }

  /** The bytes of all elements. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nbytes.html */
  get nbytes(): number {
    const { dtype, shape } = ownerOf(this);
    return dtype.itemsize * shape.reduce((count, size) => count * size, 1);
  }

  /** Whether the dtype is complex, which none is here. https://docs.pytorch.org/docs/stable/generated/torch.is_complex.html */
  is_complex(this: Tensor): boolean {
    if (arguments.length > 0) refuseMore("is_complex", 0, arguments);
    return this.dtype.is_complex;
  }

  /** Whether the dtype has negative numbers. https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_signed.html */
  is_signed(this: Tensor): boolean {
    if (arguments.length > 0) refuseMore("is_signed", 0, arguments);
    return this.dtype.is_signed;
  }
}
