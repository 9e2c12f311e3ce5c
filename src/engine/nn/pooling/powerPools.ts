import { booleanArgument, readArguments } from "../../arguments.js";
import * as errors from "../../errors.js";
import { numberArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { pythonBool, pythonNumber, pythonSize } from "../../pythonValues.js";
import { lp_pool1d, lp_pool2d, lp_pool3d } from "../functional/powerPooling.js";
import type { WindowSize } from "../functional/windows.js";
import { Module } from "../module.js";
import { windowArgument } from "./windowArguments.js";

export interface LPPoolOptions {
  /** How far the window moves; its own size unless given. */
  readonly stride?: WindowSize | null;
  /** Whether a window may begin inside the space and end outside. */
  readonly ceil_mode?: boolean;
}

interface PowerWindow {
  /** p. */
  readonly norm_type: number;
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
}

/** What power-average pools of all numbers of dimensions have in common. */
abstract class LPPool extends Module {
  readonly norm_type: number;
  /** The window's size; one number holds for all dimensions. */
  readonly kernel_size: WindowSize;
  readonly stride: WindowSize | null;
  readonly ceil_mode: boolean;

  constructor(window: PowerWindow & LPPoolOptions);
  constructor(
    norm_type: number,
    kernel_size: WindowSize | (Pick<PowerWindow, "kernel_size"> & LPPoolOptions),
    stride?: WindowSize | null | LPPoolOptions,
    ceil_mode?: boolean | LPPoolOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const { name } = this.constructor;
    const names = ["norm_type", "kernel_size", "stride", "ceil_mode"] as const;
    const given = readArguments<PowerWindow & LPPoolOptions>(name, names, args);
    if (given.norm_type === undefined) throw errors.missingArgument(`${name}.__init__`, "norm_type");
    this.norm_type = numberArgument(name, "norm_type", given.norm_type);
    this.kernel_size = windowArgument(name, "kernel_size", given.kernel_size);
    const stride = given.stride ?? null;
    this.stride = stride === null ? null : windowArgument(name, "stride", stride);
    this.ceil_mode = booleanArgument(name, "ceil_mode", given.ceil_mode, false);
  }

  protected abstract readonly pool: typeof lp_pool1d;

  override forward(input: Tensor): Tensor {
    return this.pool(input, this.norm_type, this.kernel_size, this.stride, this.ceil_mode);
  }

  override extra_repr(): string {
    const { norm_type, kernel_size, stride, ceil_mode } = this;
    const moved = stride === null ? "None" : pythonSize(stride);
    return `norm_type=${pythonNumber(norm_type)}, kernel_size=${pythonSize(kernel_size)}, stride=${moved}, ceil_mode=${pythonBool(ceil_mode)}`;
  }
}

/**
 * The p-norm, p being norm_type, of each window of each channel of sequences [N, C, L] or [C, L]. Throws for
 * windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html
 */
export class LPPool1d extends LPPool {
  protected get pool(): typeof lp_pool1d {
    return lp_pool1d;
  }
}

/**
 * The p-norm, p being norm_type, of each window of each channel of images [N, C, H, W] or [C, H, W]. Throws for
 * windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html
 */
export class LPPool2d extends LPPool {
  protected get pool(): typeof lp_pool2d {
    return lp_pool2d;
  }
}

/**
 * The p-norm, p being norm_type, of each window of each channel of volumes [N, C, D, H, W] or [C, D, H, W]. Throws for
 * windows that do not fit.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool3d.html
 */
export class LPPool3d extends LPPool {
  protected get pool(): typeof lp_pool3d {
    return lp_pool3d;
  }
}
