import { readArguments } from "../../../arguments.js";
import * as errors from "../../../errors.js";
import { zeros_like } from "../../../fills.js";
import { kthvalue } from "../../../ops/orderStatistics.js";
import { norm } from "../../../ops/statisticFunctions.js";
import { rand, rand_like } from "../../../random/factories.js";
import { sameShape } from "../../../shape.js";
import { Size } from "../../../size.js";
import type { Tensor } from "../../../tensor.js";
import { checkAmount, unitsToPrune, type AmountOption } from "./amounts.js";
import { BasePruningMethod } from "./basePruningMethod.js";

/**
 * Prunes nothing, but has the mask and the hook.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.Identity.html
 */
export class Identity extends BasePruningMethod {
  readonly PRUNING_TYPE = "unstructured";

  compute_mask(_t: Tensor, default_mask: Tensor): Tensor {
    return default_mask;
  }
}

/** Prunes so many elements. */
abstract class Unstructured extends BasePruningMethod {
  readonly PRUNING_TYPE = "unstructured";
  /** How many elements are pruned: a number of them, or a fraction. */
  readonly amount: number;

  constructor(amount: number | AmountOption) {
    super();
    const given = readArguments<AmountOption>(new.target.name, ["amount"], [amount]);
    if (given.amount === undefined) throw errors.missingArgument(`${new.target.name}.__init__`, "amount");
    this.amount = checkAmount(given.amount);
  }

  compute_mask(t: Tensor, default_mask: Tensor): Tensor {
    const count = unitsToPrune(this.amount, t.numel());
    const mask = default_mask.clone().contiguous();
    if (count > 0) mask.view([-1]).index_put_([this.chosen(t, count)], 0);
    return mask;
  }

  protected abstract chosen(t: Tensor, count: number): Tensor;
}

/**
 * Prunes random elements.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.RandomUnstructured.html
 */
export class RandomUnstructured extends Unstructured {
  protected chosen(t: Tensor, count: number): Tensor {
    return rand_like(t).view([-1]).topk(count).indices;
  }
}

/**
 * Prunes the elements with the least absolute values.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.L1Unstructured.html
 */
export class L1Unstructured extends Unstructured {
  protected chosen(t: Tensor, count: number): Tensor {
    return t.abs().reshape([-1]).topk(count, -1, false).indices;
  }
}

export interface StructuredOptions extends AmountOption {
  /** The dimension whose slices are pruned; the last one unless given. */
  readonly dim?: number;
}

/** Prunes so many slices at a dimension. */
abstract class Structured extends BasePruningMethod {
  readonly PRUNING_TYPE = "structured";
  /** How many slices are pruned: a number of them, or a fraction. */
  readonly amount: number;
  /** The dimension whose slices are pruned. */
  readonly dim: number;

  constructor({ amount, dim = -1 }: StructuredOptions) {
    super();
    if (amount === undefined) throw errors.missingArgument(`${new.target.name}.__init__`, "amount");
    this.amount = checkAmount(amount);
    this.dim = dim;
  }

  compute_mask(t: Tensor, default_mask: Tensor): Tensor {
    if (t.ndim <= 1) throw errors.pruningStructure(String(Size(t.shape)), t.ndim);
    if (this.dim >= t.ndim) throw errors.pruningIndex(this.dim, String(Size(t.shape)));
    const size = t.size(this.dim);
    const count = unitsToPrune(this.amount, size);
    if (count === 0) return default_mask;
    const place = this.dim < 0 ? this.dim + t.ndim : this.dim;
    const items = Array.from({ length: t.ndim }, (_, i) => (i === place ? this.kept(t, count, size) : ":"));
    return zeros_like(t).index_put_(items, 1).mul_(default_mask.to(t.dtype));
  }

  protected abstract kept(t: Tensor, count: number, size: number): Tensor;
}

/**
 * Prunes random slices at a dimension.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.RandomStructured.html
 */
export class RandomStructured extends Structured {
  constructor(amount: number | StructuredOptions, dim?: number | StructuredOptions) {
    super(readArguments<StructuredOptions>("RandomStructured", ["amount", "dim"], [amount, dim]));
  }

  protected kept(_t: Tensor, count: number, size: number): Tensor {
    const chances = rand(size);
    return chances.gt(kthvalue(chances, count).values);
  }
}

export interface LnStructuredOptions extends StructuredOptions {
  /** Of which norm the slices are ranked: a degree, "fro" or "nuc". */
  readonly n?: number | "fro" | "nuc";
}

/**
 * Prunes the slices at a dimension with the least norms.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.LnStructured.html
 */
export class LnStructured extends Structured {
  /** Of which norm the slices are ranked. */
  readonly n: number | "fro" | "nuc";

  constructor(
    amount: number | LnStructuredOptions,
    n?: number | "fro" | "nuc" | LnStructuredOptions,
    dim?: number | LnStructuredOptions,
  ) {
    const given = readArguments<LnStructuredOptions>("LnStructured", ["amount", "n", "dim"], [amount, n, dim]);
    if (given.n === undefined) throw errors.missingArgument("LnStructured.__init__", "n");
    super(given);
    this.n = given.n;
  }

  protected kept(t: Tensor, count: number, size: number): Tensor {
    const place = this.dim < 0 ? this.dim + t.ndim : this.dim;
    const others = Array.from({ length: t.ndim }, (_, i) => i).filter((i) => i !== place);
    return norm(t, this.n, others).topk(size - count).indices;
  }
}

/**
 * Prunes what a mask says.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.CustomFromMask.html
 */
export class CustomFromMask extends BasePruningMethod {
  readonly PRUNING_TYPE = "global";
  /** Ones where the tensor is left. */
  readonly mask: Tensor;

  constructor(mask: Tensor | { readonly mask?: Tensor }) {
    super();
    const given = readArguments<{ readonly mask: Tensor }>("CustomFromMask", ["mask"], [mask]);
    if (given.mask === undefined) throw errors.missingArgument("CustomFromMask.__init__", "mask");
    this.mask = given.mask;
  }

  compute_mask(_t: Tensor, default_mask: Tensor): Tensor {
    const [before, own] = [default_mask.shape, this.mask.shape];
    if (!sameShape(before, own)) throw errors.pruningMask(String(Size(before)), String(Size(own)));
    return default_mask.mul(this.mask.to(default_mask.dtype));
  }
}
