import { booleanArgument, readArguments } from "../arguments.js";
import * as errors from "../errors.js";
import { opObserver } from "../observer.js";
import { reportUntracked } from "../ops/dispatch.js";
import { tensorArgument } from "../ops/operands.js";
import { Tensor } from "../tensor.js";

export interface ParameterOptions {
  /** Whether the parameter gets a gradient; true unless given. */
  readonly requires_grad?: boolean;
}

/**
 * A tensor that a module learns: a field that holds one is a parameter of its module. It shows the given tensor's numbers
 * as a leaf that requires grad, unless told not to. Throws for dtypes that cannot require grad.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
 */
export class Parameter extends Tensor {
  /** Tells the compiler that not every tensor is a parameter. There is no such field. */
  declare protected readonly parameter: true;

  constructor(data: Tensor, requires_grad?: boolean | ParameterOptions) {
    const source = tensorArgument("Parameter", "data", data);
    super(source.storage, source, source.dtype);
    this.counter = source.sharedCounter();
    const options = readArguments<ParameterOptions>("Parameter", ["requires_grad"], [requires_grad]);
    if (booleanArgument("Parameter", "requires_grad", options.requires_grad, true)) {
      if (!this.dtype.is_floating_point) throw errors.onlyFloatsRequireGrad("factory");
      this.wantsGradient = true;
    }
    if (opObserver !== null) reportUntracked("parameter", [source], [this]);
  }

  /** PyTorch's printed form: `Parameter containing:` and the tensor's own. */
  override toString(): string {
    return `Parameter containing:\n${super.toString()}`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  override [Symbol.toPrimitive](hint: "string" | "number" | "default"): string {
    return hint === "string" ? this.toString() : super[Symbol.toPrimitive](hint);
  }
}
