import { Distribution } from "./distribution.js";
import { own } from "./ownFields.js";
import { broadcastAll, type Given } from "./parameters.js";

/** Distributions of single values whose parameters are fields of the batch's shape, which they are broadcast to. */
export abstract class BroadcastDistribution extends Distribution {
  private readonly names: readonly string[];

  constructor({ values, validate_args }: Given<string>) {
    const tensors = broadcastAll(...Object.values(values));
    super(tensors[0]!.shape);
    this.names = Object.keys(values);
    own(this, Object.fromEntries(this.names.map((name, i) => [name, tensors[i]])));
    this.checkParameters(validate_args);
  }

  expand(batch_shape: readonly number[]): this {
    return this.withExpanded(batch_shape, this.names);
  }
}
