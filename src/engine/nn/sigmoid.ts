import type { Tensor } from "../tensor.js";
import { Module } from "./module.js";

/**
 * 1 / (1 + exp(−x)) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
 */
export class Sigmoid extends Module {
  override forward(input: Tensor): Tensor {
    return input.sigmoid();
  }
}
