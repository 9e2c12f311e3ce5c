import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonNumber, pythonTuple } from "../../pythonValues.js";
import { pad, type PadMode } from "../functional/padding.js";
import type { WindowSize } from "../functional/windows.js";
import { PaddingModule, type PaddingSizes } from "./paddingModule.js";

interface ConstantPadding extends PaddingSizes {
  /** What is put around. */
  readonly value: number;
}

/** What those have in common that put one number around. */
abstract class ConstantPad extends PaddingModule {
  readonly value: number;

  constructor(padding: WindowSize | ConstantPadding, value?: number | { readonly value: number }) {
    const { name } = new.target;
    const given = readArguments<ConstantPadding>(name, ["padding", "value"], [padding, value]);
    super(given.padding);
    if (given.value === undefined) throw errors.missingArgument(`${name}.__init__`, "value");
    this.value = numberArgument(name, "value", given.value);
  }

  protected get mode(): PadMode {
    return "constant";
  }

  override forward(input: Tensor): Tensor {
    return pad(input, this.padding, "constant", this.value);
  }

  override extra_repr(): string {
    return `padding=${pythonTuple(this.padding)}, value=${pythonNumber(this.value)}`;
  }
}

/**
 * Puts a number around sequences [N, C, L] or [C, L]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html
 */
export class ConstantPad1d extends ConstantPad {
  protected get spatial(): number {
    return 1;
  }
}

/**
 * Puts a number around images [N, C, H, W] or [C, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html
 */
export class ConstantPad2d extends ConstantPad {
  protected get spatial(): number {
    return 2;
  }
}

/**
 * Puts a number around volumes [N, C, D, H, W] or [C, D, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html
 */
export class ConstantPad3d extends ConstantPad {
  protected get spatial(): number {
    return 3;
  }
}
