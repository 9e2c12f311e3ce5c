import { booleanArgument, readArguments, refuseMore } from "../arguments.js";
import { inGradMode } from "../autograd/gradMode.js";
import type { DeviceLike } from "../device.js";
import { float32, float64, type DType } from "../dtype.js";
import * as errors from "../errors.js";
import { callUserCode } from "../observer.js";
import { dtypeOfType } from "../ops/casts.js";
import type { Tensor } from "../tensor.js";
import { formatModule } from "./formatModule.js";
import { convertModule, dtypeOfTo, type ModuleToOptions } from "./module/conversion.js";
import { StatefulModule } from "./module/statefulModule.js";

/**
 * A part of a network. Derive from it, hold parameters and other modules in fields, and write `forward`; then call the
 * module itself: `model(x)`. What a field holds is registered, in the order of definition; a field that is null is not.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
 */
export class Module extends StatefulModule {
  /** Whether the module trains (dropout is on) or is evaluated. Set it with `train()` and `eval()`. */
  training = true;

  /** What a call computes. A module that does not say so cannot be called. */
  override forward(...args: never[]): unknown;
  override forward(): unknown {
    throw errors.missingForward(this.constructor.name);
  }

  /** Puts this module and all in it into training mode, or out of it. */
  train(mode: boolean | { readonly mode?: boolean } = true): this {
    const options = readArguments<{ mode: boolean }>("train", ["mode"], [mode]);
    const isTraining: unknown = options.mode ?? true;
    if (typeof isTraining !== "boolean") throw errors.trainingModeKind();
    this.training = isTraining;
    for (const child of this.children()) child.train(isTraining);
    return this;
  }

  /** Puts this module and all in it into evaluation mode: dropout is off. */
  eval(): this {
    if (arguments.length > 0) refuseMore("eval", 0, arguments);
    return this.train(false);
  }

  /** Says whether the parameters want gradients. */
  requires_grad_(requires_grad: boolean | { readonly requires_grad?: boolean } = true): this {
    const options = readArguments<{ requires_grad: boolean }>("requires_grad_", ["requires_grad"], [requires_grad]);
    const wanted = booleanArgument("requires_grad_", "requires_grad", options.requires_grad, true);
    for (const parameter of this.parameters()) parameter.requires_grad_(wanted);
    return this;
  }

  /**
   * Sets the `.grad` of all parameters to null, or with `set_to_none: false` to zeros.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.zero_grad
   */
  zero_grad(set_to_none?: boolean | { readonly set_to_none?: boolean }): void {
    const options = readArguments<{ set_to_none: boolean }>("zero_grad", ["set_to_none"], [set_to_none]);
    const toNone = booleanArgument("zero_grad", "set_to_none", options.set_to_none, true);
    for (const parameter of this.parameters()) clearGradient(parameter, toNone);
  }

  /** Calls a function with every module in this one, the innermost first, and with this one last. */
  override apply(fn: (module: Module) => void): this {
    if (arguments.length > 1) refuseMore("apply", 1, arguments);
    if (typeof fn !== "function") throw errors.wrongArgument("apply", "fn", "a function", fn);
    for (const child of this.children()) child.apply(fn);
    callUserCode(() => {
      fn(this);
    });
    return this;
  }

  /** Brings floating-point parameters and buffers to another floating-point dtype, in place. */
  to(dtype: DType, non_blocking?: boolean | { readonly non_blocking?: boolean }): this;
  /** Brings them to the dtype of a tensor. */
  to(tensor: Tensor, non_blocking?: boolean | { readonly non_blocking?: boolean }): this;
  /**
   * Brings them to a device, which is the cpu, and to a dtype. Throws for dtypes that are not floating point.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.to
   */
  to(device: DeviceLike | null | ModuleToOptions, dtype?: DType | null | ModuleToOptions, non_blocking?: boolean): this;
  to(...args: unknown[]): this {
    const dtype = dtypeOfTo(args);
    if (dtype !== null) convertModule(this, (tensor) => (tensor.dtype.is_floating_point ? tensor.to(dtype) : tensor));
    return this;
  }

  /** Brings floating-point parameters and buffers to float32. */
  float(): this {
    if (arguments.length > 0) refuseMore("float", 0, arguments);
    return this.to(float32);
  }

  /** Brings floating-point parameters and buffers to float64. */
  double(): this {
    if (arguments.length > 0) refuseMore("double", 0, arguments);
    return this.to(float64);
  }

  /** Brings all parameters and buffers to a dtype, also those of integers. */
  type(dst_type: DType | string): this {
    if (arguments.length > 1) refuseMore("type", 1, arguments);
    const dtype = dtypeOfType(dst_type);
    convertModule(this, (tensor) => tensor.to(dtype));
    return this;
  }

  /** The module itself, which lives on the cpu. */
  cpu(): this {
    if (arguments.length > 0) refuseMore("cpu", 0, arguments);
    return this;
  }

  /** What stands between the parentheses of the printed form. */
  extra_repr(): string {
    return "";
  }

  /** PyTorch's printed form: the class, its settings, and the modules in it. */
  override toString(): string {
    return formatModule(this);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Sets a tensor's gradient to null, or to zeros without a history. */
export function clearGradient(tensor: Tensor, toNone: boolean): void {
  if (toNone) {
    tensor.gradient = null;
  } else if (tensor.gradient !== null) {
    if (tensor.gradient.grad_fn !== null) tensor.gradient.detach_();
    else tensor.gradient.requires_grad_(false);
    inGradMode(false, () => tensor.gradient!.zero_());
  }
}
