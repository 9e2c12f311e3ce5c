import type { Tensor } from "../../tensor.js";
import { relu, relu6, silu } from "../functional/activations.js";
import { hardsigmoid, hardswish, mish, selu } from "../functional/shapedActivations.js";
import { InPlaceModule } from "./inPlaceModule.js";

/** What those have in common whose printed form says whether they write over their input. */
abstract class SaidInPlace extends InPlaceModule {
  override extra_repr(): string {
    return this.inplace ? "inplace=True" : "";
  }
}

/**
 * The greater of each element and 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
 */
export class ReLU extends SaidInPlace {
  override forward(input: Tensor): Tensor {
    return relu(input, this.inplace);
  }
}

/**
 * Each element, but at least 0 and at most 6.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html
 */
export class ReLU6 extends SaidInPlace {
  override forward(input: Tensor): Tensor {
    return relu6(input, this.inplace);
  }
}

/**
 * scale·(max(0, x) + min(0, α·(exp(x) − 1))), with the constants that keep mean 0 and variance 1 in deep networks.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html
 */
export class SELU extends SaidInPlace {
  override forward(input: Tensor): Tensor {
    return selu(input, this.inplace);
  }
}

/**
 * x·sigmoid(x) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html
 */
export class SiLU extends SaidInPlace {
  override forward(input: Tensor): Tensor {
    return silu(input, this.inplace);
  }
}

/**
 * x·tanh(softplus(x)) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html
 */
export class Mish extends SaidInPlace {
  override forward(input: Tensor): Tensor {
    return mish(input, this.inplace);
  }
}

/**
 * x·hardsigmoid(x) of each element.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html
 */
export class Hardswish extends InPlaceModule {
  override forward(input: Tensor): Tensor {
    return hardswish(input, this.inplace);
  }
}

/**
 * x/6 + 1/2 of each element, but at least 0 and at most 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html
 */
export class Hardsigmoid extends InPlaceModule {
  override forward(input: Tensor): Tensor {
    return hardsigmoid(input, this.inplace);
  }
}
