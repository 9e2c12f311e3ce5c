import { AutogradFunction, once_differentiable, type FunctionCtx } from "../autograd/function.js";
import * as errors from "../errors.js";
import { one_hot } from "../nn/functional/sparse.js";
import { sub } from "../ops/arithmetic.js";
import { where } from "../ops/comparisons.js";
import { xlogy } from "../ops/logarithms.js";
import { tensorArgument } from "../ops/operands.js";
import { dirichletParts, dirichletSlope } from "../random/gammas.js";
import type { Tensor } from "../tensor.js";
import { independent, positive, simplex, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { own } from "./ownFields.js";
import { readGiven, type ValidateOption } from "./parameters.js";

export interface DirichletOptions extends ValidateOption {
  /** How large the parts are, and how steadily; positive. */
  readonly concentration?: Tensor;
}

/**
 * Distributions of parts of 1 along the last dimension, by `concentration`. Throws for tensors without dimensions, and
 * unless all numbers are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.dirichlet.Dirichlet
 */
export class Dirichlet extends Distribution {
  override has_rsample = true;
  /** How large the parts are, and how steadily. */
  declare readonly concentration: Tensor;

  constructor(concentration: Tensor | DirichletOptions, validate_args?: boolean | null | DirichletOptions) {
    const given = readGiven("Dirichlet", ["concentration"], [concentration, validate_args]);
    const { shape, ndim } = tensorArgument("Dirichlet", "concentration", given.values.concentration);
    if (ndim < 1) throw errors.categoriesWithoutDimension("concentration");
    super(shape.slice(0, -1), shape.slice(-1));
    own(this, given.values);
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<"concentration", Constraint>> {
    return { concentration: independent(positive, 1) };
  }

  get support(): Constraint {
    return simplex;
  }

  override get mean(): Tensor {
    return this.concentration.div(this.concentration.sum(-1, true));
  }

  /** Where all concentrations are below 1, the corner of the greatest one. */
  override get mode(): Tensor {
    const above = this.concentration.sub(1).clamp({ min: 0 });
    const inside = above.div(above.sum(-1, true));
    const corner = one_hot(inside.argmax(-1), inside.size(-1)).to(inside.dtype);
    return where(this.concentration.lt(1).all(-1, true), corner, inside);
  }

  override get variance(): Tensor {
    const total = this.concentration.sum(-1, true);
    return this.concentration.mul(total.sub(this.concentration)).div(total.pow(2).mul(total.add(1)));
  }

  expand(batch_shape: readonly number[]): this {
    return this.withExpanded(batch_shape, ["concentration"], this.event_shape);
  }

  override entropy(): Tensor {
    const { concentration } = this;
    const total = concentration.sum(-1);
    return concentration
      .lgamma()
      .sum(-1)
      .sub(total.lgamma())
      .sub(sub(concentration.size(-1), total).mul(total.digamma()))
      .sub(concentration.sub(1).mul(concentration.digamma()).sum(-1));
  }

  protected override drawDifferentiably(shape: readonly number[]): Tensor {
    return DirichletDraw.apply(this.concentration.expand(shape));
  }

  protected logDensity(value: Tensor | number): Tensor {
    const { concentration } = this;
    return xlogy(concentration.sub(1), value)
      .sum(-1)
      .add(concentration.sum(-1).lgamma())
      .sub(concentration.lgamma().sum(-1));
  }
}

/** The parts follow their concentrations at their chances, and each takes from the others what it gains. */
class DirichletDraw extends AutogradFunction {
  static forward(ctx: FunctionCtx, concentration: Tensor): Tensor {
    const parts = dirichletParts(concentration);
    ctx.save_for_backward(parts, concentration);
    return parts;
  }

  static backward = once_differentiable((ctx: FunctionCtx, g: Tensor): Tensor => {
    const [parts, concentration] = ctx.saved_tensors as [Tensor, Tensor];
    const total = concentration.sum(-1, true).expand(concentration.shape);
    const slope = dirichletSlope(parts, concentration, total);
    return slope.mul(g.sub(parts.mul(g).sum(-1, true)));
  });
}
Object.defineProperty(DirichletDraw, "name", { value: "_Dirichlet" });
