import { sub } from "../ops/arithmetic.js";
import { stack } from "../ops/indexing.js";
import type { Tensor } from "../tensor.js";
import { tensor } from "../creation.js";
import { positive, unit_interval, type Constraint } from "./constraints.js";
import { Dirichlet } from "./dirichlet.js";
import { Distribution } from "./distribution.js";
import { broadcastAll, readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface BetaOptions extends ValidateOption {
  /** How strongly the numbers are drawn to 1; positive. */
  readonly concentration1?: Parameter;
  /** How strongly the numbers are drawn to 0; positive. */
  readonly concentration0?: Parameter;
}

/**
 * Beta distributions: of numbers between 0 and 1, near to 1 by `concentration1` and near to 0 by `concentration0`, which
 * are broadcast. Throws unless they are positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.beta.Beta
 */
export class Beta extends Distribution {
  override has_rsample = true;
  private readonly dirichlet: Dirichlet;

  constructor(
    concentration1: Parameter | BetaOptions,
    concentration0?: Parameter | BetaOptions,
    validate_args?: boolean | null | BetaOptions,
  ) {
    const args = [concentration1, concentration0, validate_args];
    const { values, validate_args: validates } = readGiven("Beta", ["concentration1", "concentration0"], args);
    const both = [values.concentration1, values.concentration0];
    const isPlain = both.every((value) => typeof value === "number");
    const dirichlet = new Dirichlet(isPlain ? tensor(both as number[]) : stack(broadcastAll(...both), -1), validates);
    super(dirichlet.batch_shape);
    this.dirichlet = dirichlet;
    this.checkParameters(validates);
  }

  /** How strongly the numbers are drawn to 1. */
  get concentration1(): Tensor {
    return this.dirichlet.concentration.select(-1, 0);
  }

  /** How strongly the numbers are drawn to 0. */
  get concentration0(): Tensor {
    return this.dirichlet.concentration.select(-1, 1);
  }

  get arg_constraints(): Readonly<Record<"concentration1" | "concentration0", Constraint>> {
    return { concentration1: positive, concentration0: positive };
  }

  get support(): Constraint {
    return unit_interval;
  }

  override get mean(): Tensor {
    return this.concentration1.div(this.concentration1.add(this.concentration0));
  }

  override get mode(): Tensor {
    return this.dirichlet.mode.select(-1, 0);
  }

  override get variance(): Tensor {
    const total = this.concentration1.add(this.concentration0);
    return this.concentration1.mul(this.concentration0).div(total.pow(2).mul(total.add(1)));
  }

  expand(batch_shape: readonly number[]): this {
    return this.with(batch_shape, { dirichlet: this.dirichlet.expand(batch_shape) });
  }

  override entropy(): Tensor {
    return this.dirichlet.entropy();
  }

  protected override drawDifferentiably(_shape: readonly number[], sample_shape: readonly number[]): Tensor {
    return this.dirichlet.rsample(sample_shape).select(-1, 0);
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.dirichlet.log_prob(stack(broadcastAll(value, sub(1, value as Tensor)), -1));
  }
}
