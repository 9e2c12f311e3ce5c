import { pythonFloat } from "../../pythonValues.js";
import { isTensor } from "../../tensorFactory.js";
import type { Tensor } from "../../tensor.js";
import { formatInText } from "../formatInText.js";

interface Traits {
  /** How many of the last dimensions are one event. */
  readonly event_dim?: number;
  /** Whether the values can be counted. */
  readonly is_discrete?: boolean;
}

/**
 * A region in which the values of a tensor may be.
 * https://docs.pytorch.org/docs/stable/distributions.html#module-torch.distributions.constraints
 */
export class Constraint {
  /** How many of the last dimensions are one event. */
  readonly event_dim: number;
  /** Whether the values can be counted. */
  readonly is_discrete: boolean;

  constructor(
    private readonly text: string,
    /** Whether each value, or each event of values, is in the region. */
    readonly check: (value: Tensor) => Tensor,
    { event_dim = 0, is_discrete = false }: Traits = {},
  ) {
    this.event_dim = event_dim;
    this.is_discrete = is_discrete;
  }

  /** @internal Which of PyTorch's kinds of regions it is. */
  get kind(): string {
    return this.text.split("(")[0]!;
  }

  /** Its printed form, as PyTorch's. */
  toString(): string {
    return this.text;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.text;
  }
}

/** The end of a region. */
export type Bound = number | Tensor;

/** @internal Regions that end somewhere. */
export class BoundedConstraint extends Constraint {
  constructor(
    kind: string,
    readonly bounds: { readonly lower_bound?: Bound; readonly upper_bound?: Bound },
    check: (value: Tensor) => Tensor,
    { format = inText, ...traits }: Traits & { readonly format?: (bound: Bound) => string } = {},
  ) {
    const listed = Object.entries(bounds).map(([name, bound]) => `${name}=${format(bound)}`);
    super(`${kind}(${listed.join(", ")})`, check, traits);
  }

  get lower_bound(): Bound | undefined {
    return this.bounds.lower_bound;
  }

  get upper_bound(): Bound | undefined {
    return this.bounds.upper_bound;
  }
}

/** @internal A whole number counts as an int. */
export function inText(bound: Bound): string {
  if (isTensor(bound)) return formatInText(bound);
  return Number.isInteger(bound) ? String(bound) : pythonFloat(bound);
}

/** @internal Bounds that are floats in PyTorch. */
export function asFloat(bound: Bound): string {
  return isTensor(bound) ? formatInText(bound) : pythonFloat(bound);
}
