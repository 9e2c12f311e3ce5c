import { readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import type { PadMode } from "../functional/padding.js";
import type { WindowSize } from "../functional/windows.js";
import { PaddingModule, type PaddingSizes } from "./paddingModule.js";

/** What those have in common that need no other number than how much is added. */
abstract class PlainPadding extends PaddingModule {
  constructor(padding: WindowSize | PaddingSizes) {
    super(readArguments<PaddingSizes>(new.target.name, ["padding"], [padding]).padding);
  }
}

/**
 * Puts zeros around sequences [N, C, L] or [C, L]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html
 */
export class ZeroPad1d extends PlainPadding {
  protected get spatial(): number {
    return 1;
  }
  protected get mode(): PadMode {
    return "constant";
  }
}

/**
 * Puts zeros around images [N, C, H, W] or [C, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html
 */
export class ZeroPad2d extends PlainPadding {
  protected get spatial(): number {
    return 2;
  }
  protected get mode(): PadMode {
    return "constant";
  }
}

/**
 * Puts zeros around volumes [N, C, D, H, W] or [C, D, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html
 */
export class ZeroPad3d extends PlainPadding {
  protected get spatial(): number {
    return 3;
  }
  protected get mode(): PadMode {
    return "constant";
  }
}

/**
 * Puts around, mirrored at their edges, sequences [N, C, L] or [C, L]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html
 */
export class ReflectionPad1d extends PlainPadding {
  protected get spatial(): number {
    return 1;
  }
  protected get mode(): PadMode {
    return "reflect";
  }
}

/**
 * Puts around, mirrored at their edges, images [N, C, H, W] or [C, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html
 */
export class ReflectionPad2d extends PlainPadding {
  protected get spatial(): number {
    return 2;
  }
  protected get mode(): PadMode {
    return "reflect";
  }
}

/**
 * Puts around, mirrored at their edges, volumes [N, C, D, H, W] or [C, D, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html
 */
export class ReflectionPad3d extends PlainPadding {
  protected get spatial(): number {
    return 3;
  }
  protected get mode(): PadMode {
    return "reflect";
  }
}

/**
 * Puts around, with their edges repeated, sequences [N, C, L] or [C, L]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html
 */
export class ReplicationPad1d extends PlainPadding {
  protected get spatial(): number {
    return 1;
  }
  protected get mode(): PadMode {
    return "replicate";
  }
}

/**
 * Puts around, with their edges repeated, images [N, C, H, W] or [C, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html
 */
export class ReplicationPad2d extends PlainPadding {
  protected get spatial(): number {
    return 2;
  }
  protected get mode(): PadMode {
    return "replicate";
  }
}

/**
 * Puts around, with their edges repeated, volumes [N, C, D, H, W] or [C, D, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html
 */
export class ReplicationPad3d extends PlainPadding {
  protected get spatial(): number {
    return 3;
  }
  protected get mode(): PadMode {
    return "replicate";
  }
}

/** What circular pads have in common, which look at their input's dimensions first. */
abstract class CircularPadding extends PlainPadding {
  override forward(input: Tensor): Tensor {
    const x = tensorArgument(this.constructor.name, "input", input);
    const ranks = [this.spatial + 1, this.spatial + 2];
    if (!ranks.includes(x.ndim)) throw about(errors.inputRank(ranks, x.ndim), x);
    return super.forward(x);
  }

  protected get mode(): PadMode {
    return "circular";
  }
}

/**
 * Puts around, from their other end, sequences [N, C, L] or [C, L]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html
 */
export class CircularPad1d extends CircularPadding {
  protected get spatial(): number {
    return 1;
  }
}

/**
 * Puts around, from their other end, images [N, C, H, W] or [C, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html
 */
export class CircularPad2d extends CircularPadding {
  protected get spatial(): number {
    return 2;
  }
}

/**
 * Puts around, from their other end, volumes [N, C, D, H, W] or [C, D, H, W]. Throws for sizes that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html
 */
export class CircularPad3d extends CircularPadding {
  protected get spatial(): number {
    return 3;
  }
}
