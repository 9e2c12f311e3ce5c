import { readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { real, unit_interval, type Constraint } from "./constraints.js";
import { Distribution } from "./distribution.js";
import { lazily, own } from "./ownFields.js";
import { broadcastAll, logitsOfProbs, type Parameter, type ValidateOption } from "./parameters.js";

export interface OddsOptions extends ValidateOption {
  /** The probability of a one; or `logits`, but not both. */
  readonly probs?: Parameter | null;
  /** log(p / (1 − p)) of the probability of a one. */
  readonly logits?: Parameter | null;
}

/** Distributions by the probabilities, or the logits, of a success. Throws unless one of the two is given. */
export abstract class OddsDistribution extends Distribution {
  private readonly given: "probs" | "logits";

  /** `before` are broadcast with the probabilities. */
  constructor(probs: unknown, logits: unknown, before: Readonly<Record<string, unknown>> = {}) {
    if ((probs === null) === (logits === null)) throw errors.probsOrLogits();
    const [parameter, ...others] = broadcastAll(probs ?? logits, ...Object.values(before));
    super(parameter!.shape);
    this.given = probs === null ? "logits" : "probs";
    own(this, { [this.given]: parameter });
    Object.keys(before).forEach((name, i) => own(this, { [name]: others[i] }));
  }

  /** The probabilities of a one. */
  get probs(): Tensor {
    return lazily(this, "probs", () => this.logits.sigmoid());
  }

  /** log(p / (1 − p)) of the probabilities. */
  get logits(): Tensor {
    return lazily(this, "logits", () => logitsOfProbs(this.probs));
  }

  /** The shape of probs and logits. */
  get param_shape(): readonly number[] {
    return this.batch_shape;
  }

  get arg_constraints(): Readonly<Record<string, Constraint>> {
    return { probs: unit_interval, logits: real };
  }

  expand(batch_shape: readonly number[]): this {
    return this.withExpanded(batch_shape, Object.keys(this.arg_constraints));
  }

  /** The parameter that was given. */
  protected get parameter(): Tensor {
    return this[this.given];
  }

  protected override isComputed(): boolean {
    return true;
  }
}

/** What the constructor of such a distribution was given, with null for what was not. */
export function readOdds<Options extends OddsOptions>(
  distribution: string,
  names: readonly (keyof Options & string)[],
  args: readonly unknown[],
): Partial<Options> & { readonly probs: unknown; readonly logits: unknown } {
  const given = readArguments<Options>(distribution, names, args);
  return { ...given, probs: given.probs ?? null, logits: given.logits ?? null };
}
