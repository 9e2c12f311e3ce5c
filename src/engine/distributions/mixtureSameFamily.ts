import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { log_softmax } from "../ops/softmax.js";
import { Size } from "../size.js";
import type { Tensor } from "../tensor.js";
import { Categorical } from "./categorical.js";
import { MixtureSameFamilyConstraint, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import type { ValidateOption } from "./parameters.js";

export interface MixtureSameFamilyOptions extends ValidateOption {
  /** The weights of the components. */
  readonly mixture_distribution?: Categorical;
  /** The components: the last dimension of the batch. */
  readonly component_distribution?: Distribution;
}

/**
 * Mixtures of distributions of one kind, which are the last dimension of a batch, by the weights of a `Categorical`. Throws
 * if there are not as many components as weights.
 * https://docs.pytorch.org/docs/stable/distributions.html#torch.distributions.mixture_same_family.MixtureSameFamily
 */
export class MixtureSameFamily extends Distribution {
  /** The weights of the components. */
  readonly mixture_distribution: Categorical;
  /** The components: the last dimension of the batch. */
  readonly component_distribution: Distribution;

  constructor(
    mixture_distribution: Categorical | MixtureSameFamilyOptions,
    component_distribution?: Distribution | MixtureSameFamilyOptions,
    validate_args?: boolean | null | MixtureSameFamilyOptions,
  ) {
    const names = ["mixture_distribution", "component_distribution", "validate_args"] as const;
    const args = [mixture_distribution, component_distribution, validate_args];
    const given = readArguments<MixtureSameFamilyOptions>("MixtureSameFamily", names, args);
    const [mixture, component] = [given.mixture_distribution, given.component_distribution];
    if (mixture === undefined) throw errors.missingArgument("MixtureSameFamily.__init__", names[0]);
    if (component === undefined) throw errors.missingArgument("MixtureSameFamily.__init__", names[1]);
    if (!(mixture instanceof Categorical)) throw errors.mixtureKind();
    if (!(component instanceof Distribution)) throw errors.componentKind();
    const batch = component.batch_shape.slice(0, -1);
    checkBatches(mixture.batch_shape, batch);
    const [weights, components] = [mixture.logits.size(-1), component.batch_shape.at(-1)];
    if (components === undefined || weights !== components) throw errors.mixtureComponents(weights, components ?? 0);
    super(batch, component.event_shape);
    this.mixture_distribution = mixture;
    this.component_distribution = component;
    this.checkParameters(given.validate_args);
  }

  get arg_constraints(): Readonly<Record<string, Constraint>> {
    return {};
  }

  get support(): Constraint {
    return new MixtureSameFamilyConstraint(this.component_distribution.support);
  }

  override get mean(): Tensor {
    return this.weighted(this.component_distribution.mean);
  }

  override get variance(): Tensor {
    const { mean, variance } = this.component_distribution;
    const within = this.weighted(variance);
    return within.add(this.weighted(mean.sub(this.padded(this.mean)).pow(2)));
  }

  expand(batch_shape: readonly number[]): this {
    const mixture_distribution = this.mixture_distribution.expand(batch_shape);
    const components = this.mixture_distribution.categories;
    const component_distribution = this.component_distribution.expand([...batch_shape, components]);
    return this.with(batch_shape, { mixture_distribution, component_distribution });
  }

  override cdf(value: Tensor | number): Tensor {
    const chances = this.component_distribution.cdf(this.padded(value as Tensor));
    return chances.mul(this.mixture_distribution.probs).sum(-1);
  }

  /** Its printed form, as PyTorch's. */
  override toString(): string {
    return `MixtureSameFamily(\n  ${this.mixture_distribution.toString()},\n  ${this.component_distribution.toString()})`;
  }

  /** Draws of all components, of which each one's is chosen. */
  protected override draw(_shape: readonly number[], sample_shape: readonly number[]): Tensor {
    const event = this.event_shape;
    const dim = sample_shape.length + this.batch_shape.length;
    const chosen = this.mixture_distribution.sample(sample_shape);
    const drawn = this.component_distribution.sample(sample_shape);
    const indices = chosen
      .reshape([...chosen.shape, 1, ...event.map(() => 1)])
      .repeat([...chosen.shape.map(() => 1), 1, ...event]);
    return drawn.gather(dim, indices).squeeze(dim);
  }

  protected logDensity(value: Tensor | number): Tensor {
    const densities = this.component_distribution.log_prob(this.padded(value as Tensor));
    return densities.add(log_softmax(this.mixture_distribution.logits, -1)).logsumexp(-1);
  }

  private padded(value: Tensor): Tensor {
    return value.unsqueeze(-1 - this.event_shape.length);
  }

  private weighted(moments: Tensor): Tensor {
    const { probs, batch_shape } = this.mixture_distribution;
    const missing = batch_shape.length === 1 ? 0 : this.batch_shape.length - batch_shape.length;
    const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
    const event = this.event_shape.length;
    const shape = [...probs.shape.slice(0, -1), ...ones(missing), probs.size(-1), ...ones(event)];
    return probs
      .reshape(shape)
      .mul(moments)
      .sum(-1 - event);
  }
}

function checkBatches(mixture: readonly number[], component: readonly number[]): void {
  for (let i = 1; i <= Math.min(mixture.length, component.length); i++) {
    const [weights, components] = [mixture.at(-i)!, component.at(-i)!];
    if (weights !== 1 && components !== 1 && weights !== components)
      throw errors.mixtureBatches(String(Size(mixture)), String(Size(component)));
  }
}
