import { booleanArgument, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import type { Tensor } from "../tensor.js";
import { pythonBool, pythonNumber } from "./formatModule.js";
import { dropout } from "./functional/dropout.js";
import { Module } from "./module.js";

export interface DropoutModuleOptions {
  /** With which probability an element becomes 0; 0.5 unless given. */
  readonly p?: number;
  /** Writes the result over the input. */
  readonly inplace?: boolean;
}

/**
 * While training, each element becomes 0 with probability p, and the others are divided by 1 − p; in evaluation the input
 * itself. Throws for a p outside [0, 1].
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
 */
export class Dropout extends Module {
  p: number;
  readonly inplace: boolean;

  constructor(p?: number | DropoutModuleOptions, inplace?: boolean | DropoutModuleOptions) {
    super();
    const args = [p, inplace].filter((value) => value !== undefined);
    const given = readArguments<DropoutModuleOptions>("Dropout", ["p", "inplace"], args);
    this.p = given.p ?? 0.5;
    if (!(this.p >= 0 && this.p <= 1)) throw errors.dropoutProbability(this.p);
    this.inplace = booleanArgument("Dropout", "inplace", given.inplace, false);
  }

  override forward(input: Tensor): Tensor {
    return dropout(input, this.p, this.training, this.inplace);
  }

  override extra_repr(): string {
    return `p=${pythonNumber(this.p)}, inplace=${pythonBool(this.inplace)}`;
  }
}
