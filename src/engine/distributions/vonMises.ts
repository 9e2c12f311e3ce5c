import { inGradMode } from "../autograd/gradMode.js";
import { bool, float64 } from "../dtype.js";
import { empty, zeros } from "../fills.js";
import { add, div, sub } from "../ops/arithmetic.js";
import { where } from "../ops/comparisons.js";
import { rand } from "../random/factories.js";
import type { Tensor } from "../tensor.js";
import { BroadcastDistribution } from "./broadcastDistribution.js";
import { positive, real, type Constraint } from "./constraints.js";
import { lazily } from "./ownFields.js";
import { readGiven, type Parameter, type ValidateOption } from "./parameters.js";

export interface VonMisesOptions extends ValidateOption {
  /** The likeliest angle. */
  readonly loc?: Parameter;
  /** How near the angles are to it; positive. */
  readonly concentration?: Parameter;
}

/**
 * Von Mises distributions of angles in [−π, π) around `loc`, the nearer the greater `concentration` is. The parameters are
 * broadcast. Throws unless that is positive.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.von_mises.VonMises
 */
export class VonMises extends BroadcastDistribution {
  /** The likeliest angle, as a tensor of the batch's shape. */
  declare readonly loc: Tensor;
  /** How near the angles are to it, as a tensor of the batch's shape. */
  declare readonly concentration: Tensor;

  constructor(
    loc: Parameter | VonMisesOptions,
    concentration?: Parameter | VonMisesOptions,
    validate_args?: boolean | null | VonMisesOptions,
  ) {
    super(readGiven("VonMises", ["loc", "concentration"], [loc, concentration, validate_args]));
  }

  get arg_constraints(): Readonly<Record<"loc" | "concentration", Constraint>> {
    return { loc: real, concentration: positive };
  }

  get support(): Constraint {
    return real;
  }

  override get mean(): Tensor {
    return this.loc;
  }

  override get mode(): Tensor {
    return this.loc;
  }

  /** The circular variance, in [0, 1]. */
  override get variance(): Tensor {
    return lazily(this, "variance", () =>
      sub(1, logBessel(1, this.concentration).sub(logBessel(0, this.concentration)).exp()),
    );
  }

  override expand(batch_shape: readonly number[]): this {
    const wide = super.expand(batch_shape);
    Reflect.deleteProperty(wide, "variance");
    return wide;
  }

  /** D. J. Best, N. I. Fisher, "Efficient simulation of the von Mises distribution" (1979), in doubles. */
  protected override draw(shape: readonly number[]): Tensor {
    const [loc, concentration] = [this.loc.to(float64), this.concentration.to(float64)];
    const r = proposalOf(concentration);
    let angles = empty(shape, { dtype: float64 });
    let done = zeros(shape, { dtype: bool });
    while (!done.all().item()) {
      const [u1, u2, u3] = rand([3, ...shape], { dtype: float64 }).unbind() as [Tensor, Tensor, Tensor];
      const z = u1.mul(Math.PI).cos();
      const f = add(1, r.mul(z)).div(r.add(z));
      const c = concentration.mul(r.sub(f));
      const isInside = c.mul(sub(2, c)).sub(u2).gt(0);
      const accepted = isInside.logical_or(c.div(u2).log().add(1).sub(c).ge(0));
      angles = where(accepted, u3.sub(0.5).sign().mul(f.acos()), angles);
      done = done.logical_or(accepted);
    }
    return angles
      .add(Math.PI)
      .add(loc)
      .remainder(2 * Math.PI)
      .sub(Math.PI)
      .to(this.loc.dtype);
  }

  protected logDensity(value: Tensor | number): Tensor {
    return this.concentration
      .mul(sub(value, this.loc).cos())
      .sub(Math.log(2 * Math.PI))
      .sub(logBessel(0, this.concentration));
  }
}

/** The shape of the wrapped Cauchy distribution that proposes angles; its series where the concentration is nearly 0. */
function proposalOf(concentration: Tensor): Tensor {
  return inGradMode(false, () => {
    const tau = add(1, add(1, concentration.pow(2).mul(4)).sqrt());
    const rho = tau.sub(tau.mul(2).sqrt()).div(concentration.mul(2));
    const proposal = add(1, rho.pow(2)).div(rho.mul(2));
    return where(concentration.lt(1e-5), concentration.reciprocal().add(concentration), proposal);
  });
}

const small = [
  [1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.360768e-1, 0.45813e-2],
  [0.5, 0.87890594, 0.51498869, 0.15084934, 0.2658733e-1, 0.301532e-2, 0.32411e-3],
] as const;
const large = [
  [
    0.39894228, 0.1328592e-1, 0.225319e-2, -0.157565e-2, 0.916281e-2, -0.2057706e-1, 0.2635537e-1, -0.1647633e-1,
    0.392377e-2,
  ],
  [
    0.39894228, -0.3988024e-1, -0.362018e-2, 0.163801e-2, -0.1031555e-1, 0.2282967e-1, -0.2895312e-1, 0.1787654e-1,
    -0.420059e-2,
  ],
] as const;

/** The logarithm of a modified Bessel function: M. Abramowitz, I. Stegun, 9.8.1 to 9.8.4. */
function logBessel(order: 0 | 1, x: Tensor): Tensor {
  const even = polynomial(x.div(3.75).pow(2), small[order]);
  const near = (order === 1 ? x.abs().mul(even) : even).log();
  const far = x.sub(x.log().mul(0.5)).add(polynomial(div(3.75, x), large[order]).log());
  return where(x.lt(3.75), near, far);
}

function polynomial(y: Tensor, coefficients: readonly number[]): Tensor {
  const [last, ...others] = [...coefficients].reverse();
  return others.reduce((sum, coefficient) => y.mul(sum).add(coefficient), y.mul(0).add(last!));
}
