import { booleanArgument, readArguments } from "../../arguments.js";
import { Module } from "../module.js";
import type { Tensor } from "../../tensor.js";

export interface InPlaceModuleOptions {
  /** Whether the result is written over the input; false unless given. */
  readonly inplace?: boolean;
}

/** What the activations have in common whose only setting is whether they write over their input. */
export abstract class InPlaceModule extends Module {
  readonly inplace: boolean;

  constructor(inplace?: boolean | InPlaceModuleOptions) {
    super();
    const { name } = this.constructor;
    const given = readArguments<InPlaceModuleOptions>(name, ["inplace"], [inplace]);
    this.inplace = booleanArgument(name, "inplace", given.inplace, false);
  }

  abstract override forward(input: Tensor): Tensor;
}

/** What stands behind the other settings in the printed form. */
export function inPlaceText(inplace: boolean): string {
  return inplace ? ", inplace=True" : "";
}
