import type { Tensor } from "../tensor.js";
import { Module } from "./module.js";

/**
 * The hyperbolic tangent of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html
 */
export class Tanh extends Module {
  override forward(input: Tensor): Tensor {
    return input.tanh();
  }
}
