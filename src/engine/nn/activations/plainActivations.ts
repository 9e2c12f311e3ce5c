import { refuseMore } from "../../arguments.js";
import { tensorArgument } from "../../ops/operands.js";
import type { Tensor } from "../../tensor.js";
import { logsigmoid } from "../functional/activations.js";
import { softsign, tanhshrink } from "../functional/shapedActivations.js";
import { Module } from "../module.js";

/** What those have in common that have no settings. */
abstract class PlainActivation extends Module {
  constructor(...args: never[]) {
    super();
    refuseMore(this.constructor.name, 0, args);
  }

  abstract override forward(input: Tensor): Tensor;
}

/**
 * 1 / (1 + exp(−x)) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
 */
export class Sigmoid extends PlainActivation {
  override forward(input: Tensor): Tensor {
    return tensorArgument("Sigmoid", "input", input).sigmoid();
  }
}

/**
 * The hyperbolic tangent of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html
 */
export class Tanh extends PlainActivation {
  override forward(input: Tensor): Tensor {
    return tensorArgument("Tanh", "input", input).tanh();
  }
}

/**
 * log(1 / (1 + exp(−x))) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html
 */
export class LogSigmoid extends PlainActivation {
  override forward(input: Tensor): Tensor {
    return logsigmoid(input);
  }
}

/**
 * x / (1 + |x|) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html
 */
export class Softsign extends PlainActivation {
  override forward(input: Tensor): Tensor {
    return softsign(input);
  }
}

/**
 * x − tanh(x) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html
 */
export class Tanhshrink extends PlainActivation {
  override forward(input: Tensor): Tensor {
    return tanhshrink(input);
  }
}
